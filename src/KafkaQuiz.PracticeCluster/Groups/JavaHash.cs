using System.Buffers.Binary;
using System.Numerics;

namespace KafkaQuiz.Practice.Groups;

/// <summary>
/// Java's hash codes, and the order in which a java.util.HashMap hands out its keys. Kafka's coordinator goes through such maps where
/// members, topics or assignors are on a par, so that order decides who gets what.
/// </summary>
internal static class JavaHash
{
    /// <summary>String.hashCode.</summary>
    public static int Of(string text)
    {
        var hash = 0;
        foreach (var c in text)
            hash = unchecked((hash * 31) + c);
        return hash;
    }

    /// <summary>Uuid.hashCode of Kafka.</summary>
    public static int Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var mixed = BinaryPrimitives.ReadInt64BigEndian(bytes) ^ BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
        return unchecked((int)(mixed >> 32) ^ (int)mixed);
    }

    /// <summary>The partition that a coordinator's internal topic keeps a key in: by Utils.abs, not by Utils.toPositive as the default partitioner does.</summary>
    public static int PartitionOf(string key, int partitions) => Of(key) is var hash && hash == int.MinValue ? 0 : Math.Abs(hash) % partitions;

    /// <summary>Keys in the order of a HashMap that they were put into one by one (buckets of more than seven keys, trees, left aside).</summary>
    public static List<T> Order<T>(IReadOnlyCollection<T> keys, Func<T, int> hash) => [.. keys.OrderBy(k => Bucket(hash(k), Capacity(keys.Count)))];

    /// <summary>The same for a HashSet made from a collection at once, whose table is made for all of them.</summary>
    public static List<T> OrderOfCopy<T>(IReadOnlyCollection<T> keys, Func<T, int> hash) =>
        [.. keys.OrderBy(k => Bucket(hash(k), Math.Max(16, (int)BitOperations.RoundUpToPowerOf2((uint)(keys.Count * 4 / 3) + 1))))];

    /// <summary>Tables start at 16 and double when more than three quarters full.</summary>
    private static int Capacity(int count) => Math.Max(16, (int)BitOperations.RoundUpToPowerOf2((uint)((count * 4 + 2) / 3)));

    private static int Bucket(int hash, int capacity) => (hash ^ (hash >>> 16)) & (capacity - 1);
}
