using System.Security.Cryptography;
using System.Text;

namespace KafkaQuiz.Content.Random;

/// <summary>Seeds that follow from names, so that the same learner gets the same lab again.</summary>
public static class Seed
{
    /// <summary>A seed from names, for example a learner's id and a lab's id: the first 8 bytes of a SHA-256, big-endian.</summary>
    public static ulong From(params ReadOnlySpan<string> names)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names!)));
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
