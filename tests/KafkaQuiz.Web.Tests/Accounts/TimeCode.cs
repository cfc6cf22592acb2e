using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace KafkaQuiz.Web.Tests.Accounts;

/// <summary>What an authenticator app shows (RFC 6238 with SHA-1, six digits).</summary>
public static class TimeCode
{
    /// <param name="key">In Base32, blanks allowed.</param>
    /// <param name="halfMinutesAhead">Of the code's half minute from the present one; the server takes neighbours too.</param>
    public static string Of(string key, int halfMinutesAhead)
    {
        var step = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30 + halfMinutesAhead;
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 says SHA-1.
        var hash = HMACSHA1.HashData(FromBase32(key.Replace(" ", "", StringComparison.Ordinal)), counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 15;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        List<byte> bytes = [];
        var (buffer, bits) = (0, 0);
        foreach (var letter in text)
        {
            buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal);
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }

        return [.. bytes];
    }
}
