using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Consumer;

/// <summary>Kafka's own deserializers by class name, each as the text that Java prints of its value.</summary>
internal static class Deserializers
{
    private const string Package = "org.apache.kafka.common.serialization.";

    /// <summary>Null for none; a class that is not here is reported as the formatter does, and bytes are printed.</summary>
    public static Func<ReadOnlyMemory<byte>, string>? Find(ToolContext context, string? name)
    {
        switch (name)
        {
            case null:
                return null;
            case Package + "StringDeserializer":
                return b => Encoding.UTF8.GetString(b.Span);
            case Package + "LongDeserializer":
                return b => BinaryPrimitives.ReadInt64BigEndian(Sized(b, 8, "LongDeserializer")).ToString(CultureInfo.InvariantCulture);
            case Package + "IntegerDeserializer":
                return b => BinaryPrimitives.ReadInt32BigEndian(Sized(b, 4, "IntegerDeserializer")).ToString(CultureInfo.InvariantCulture);
            case Package + "ShortDeserializer":
                return b => BinaryPrimitives.ReadInt16BigEndian(Sized(b, 2, "ShortDeserializer")).ToString(CultureInfo.InvariantCulture);
            case Package + "DoubleDeserializer":
                return b => JavaDouble.Text(BinaryPrimitives.ReadDoubleBigEndian(Sized(b, 8, "DoubleDeserializer")));
            default:
                context.Log("ERROR", "Unable to instantiate a deserializer from " + name, "org.apache.kafka.tools.consumer.DefaultMessageFormatter");
                context.Error.Write(new JavaException("java.lang.ClassNotFoundException", name).Trace());
                return null;
        }
    }

    private static ReadOnlySpan<byte> Sized(ReadOnlyMemory<byte> bytes, int size, string name) => bytes.Length == size
        ? bytes.Span
        : throw JavaException.Kafka("SerializationException", $"Size of data received by {name} is not {size}");
}
