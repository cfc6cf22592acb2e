namespace KafkaQuiz.Console.Cluster;

/// <summary>Kafka's Uuid text: URL-safe base64 of 16 bytes without padding.</summary>
internal static class KafkaIds
{
    public static string Text(Guid id) => Convert.ToBase64String(id.ToByteArray(bigEndian: true)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>What Uuid.fromString says of a text that is none.</summary>
    public static string Fault(string text)
    {
        if (text.Length > 24)
            return $"Input string with prefix `{text[..24]}` is too long to be decoded as a base64 UUID";
        var strange = text.TrimEnd('=').FirstOrDefault(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'));
        if (strange != default)
            return $"Illegal base64 character {(int)strange:x}";
        return text.TrimEnd('=').Length % 4 == 1
            ? "Last unit does not have enough valid bits"
            : $"Input string `{text}` decoded as {text.TrimEnd('=').Length * 3 / 4} bytes, which is not equal to the expected 16 bytes of a base64-encoded UUID";
    }

    /// <summary>Null when it is none.</summary>
    public static Guid? Parse(string text)
    {
        if (text.Length is < 22 or > 24)
            return null;
        var buffer = new byte[18];
        var base64 = text.TrimEnd('=').Replace('-', '+').Replace('_', '/').PadRight(24, '=');
        return Convert.TryFromBase64String(base64, buffer, out var length) && length == 16 ? new Guid(buffer.AsSpan(0, 16), bigEndian: true) : null;
    }
}
