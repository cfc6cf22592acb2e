using System.Buffers.Binary;

namespace KafkaQuiz.Protocol;

/// <summary>The hash by which Java's producer chooses a key's partition (Utils.murmur2).</summary>
public static class Murmur2
{
    /// <summary>The partition of a key, as Java's producer chooses it.</summary>
    public static int Partition(ReadOnlySpan<byte> key, int partitions) => (Hash(key) & 0x7fffffff) % partitions;

    public static int Hash(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            const int m = 0x5bd1e995;
            var h = (int)0x9747b28c ^ data.Length;
            var rest = data;
            for (; rest.Length >= 4; rest = rest[4..])
            {
                var k = BinaryPrimitives.ReadInt32LittleEndian(rest) * m;
                k ^= (int)((uint)k >> 24);
                h = (h * m) ^ (k * m);
            }
            if (rest.Length == 3)
                h ^= rest[2] << 16;
            if (rest.Length >= 2)
                h ^= rest[1] << 8;
            if (rest.Length >= 1)
                h = (h ^ rest[0]) * m;
            h = (h ^ (int)((uint)h >> 13)) * m;
            return h ^ (int)((uint)h >> 15);
        }
    }
}
