namespace KafkaQuiz.Console.Java;

/// <summary>
/// The order in which a java.util.HashMap gives its keys: by bucket, within a bucket as they came. The tools print many lists in
/// that order, so it is part of their output.
/// </summary>
internal static class JavaHash
{
    /// <summary>String.hashCode().</summary>
    public static int Of(string text)
    {
        var hash = 0;
        foreach (var c in text)
            hash = unchecked(31 * hash + c);
        return hash;
    }

    /// <summary>TopicPartition.hashCode().</summary>
    public static int Of(TopicPartition partition) => unchecked(31 * (31 + partition.Partition) + Of(partition.Topic));

    /// <summary>Distinct keys in the map's order.</summary>
    /// <param name="capacity">The capacity asked for at construction; 16 when none was. The table doubles when 3/4 full.</param>
    public static List<T> Order<T>(IEnumerable<T> keys, Func<T, int> hash, int capacity = 16)
    {
        var distinct = keys.Distinct().ToList();
        var size = TableSize(capacity);
        while (distinct.Count > (int)(size * 0.75f))
            size *= 2;
        return [.. distinct.Select((key, index) => (key, index, bucket: Spread(hash(key)) & (size - 1))).OrderBy(k => k.bucket).ThenBy(k => k.index).Select(k => k.key)];
    }

    public static List<string> Order(IEnumerable<string> keys, int capacity = 16) => Order(keys, Of, capacity);

    public static List<TopicPartition> Order(IEnumerable<TopicPartition> keys, int capacity = 16) => Order(keys, Of, capacity);

    public static List<int> Order(IEnumerable<int> keys, int capacity = 16) => Order(keys, k => k, capacity);

    /// <summary>HashMap.hash().</summary>
    private static int Spread(int hash) => hash ^ (int)((uint)hash >> 16);

    private static int TableSize(int capacity)
    {
        var size = 1;
        while (size < capacity)
            size *= 2;
        return size;
    }
}
