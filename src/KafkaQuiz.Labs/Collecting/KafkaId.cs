using System.Buffers.Text;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>A topic's id as Kafka's tools write it: base64 for URLs, without padding (Uuid.java).</summary>
internal static class KafkaId
{
    public static string Text(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
