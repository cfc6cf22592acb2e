using System.Globalization;

namespace KafkaQuiz.Console.Java;

/// <summary>
/// Kafka's error codes as its Java client names them: constant, exception class, default message. The table is Errors.java of
/// Kafka 4.3.1, printed by eng/record-console-goldens.sh.
/// </summary>
internal static class KafkaErrors
{
    private static readonly Dictionary<short, (string Name, string Class, string Message, bool Retriable)> Table = Load();

    /// <summary>The constant's name, such as UNKNOWN_TOPIC_OR_PARTITION.</summary>
    public static string Name(ErrorCode code) => code == ErrorCode.None ? "NONE" : Entry(code).Name;

    /// <summary>The default message.</summary>
    public static string Message(ErrorCode code) => Entry(code).Message;

    public static bool IsRetriable(ErrorCode code) => code != ErrorCode.None && Entry(code).Retriable;

    /// <summary>The exception that the Java client makes of an error code and the broker's message.</summary>
    public static JavaException Exception(ErrorCode code, string? message = null)
    {
        var entry = Entry(code);
        return new JavaException(entry.Class, message ?? entry.Message) { Error = code };
    }

    private static (string Name, string Class, string Message, bool Retriable) Entry(ErrorCode code) =>
        Table.TryGetValue((short)code, out var entry) ? entry : Table[-1];

    private static Dictionary<short, (string, string, string, bool)> Load()
    {
        using var stream = typeof(KafkaErrors).Assembly.GetManifestResourceStream("KafkaQuiz.Console.Java.errors.tsv")!;
        using var reader = new StreamReader(stream);
        var table = new Dictionary<short, (string, string, string, bool)>();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            var name = cells[2].Contains('.', StringComparison.Ordinal) ? cells[2] : "org.apache.kafka.common.errors." + cells[2];
            table[short.Parse(cells[0], CultureInfo.InvariantCulture)] = (cells[1], name, cells[3].Replace("\\n", "\n", StringComparison.Ordinal), cells[4] == "R");
        }
        return table;
    }
}
