using System.Buffers.Text;

namespace KafkaQuiz.Practice;

/// <summary>Kafka's text form of an id: URL-safe Base64 without padding (Uuid.java).</summary>
internal static class KafkaId
{
    public static string Show(Guid id) => Base64Url.EncodeToString(id.ToByteArray(bigEndian: true));

    public static bool TryRead(string text, out Guid id)
    {
        Span<byte> bytes = stackalloc byte[24];
        var isId = text.Length <= 24 && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == 16;
        id = isId ? new Guid(bytes[..16], bigEndian: true) : default;
        return isId;
    }
}
