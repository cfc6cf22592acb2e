using System.Buffers.Text;

namespace KafkaQuiz.Practice;

/// <summary>Kafka's text form of an id: URL-safe Base64 without padding (Uuid.java).</summary>
internal static class KafkaId
{
    public static string Show(Guid id) => Base64Url.EncodeToString(id.ToByteArray(bigEndian: true));
}
