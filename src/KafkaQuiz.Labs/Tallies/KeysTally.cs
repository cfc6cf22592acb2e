using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Tallies;

/// <summary>Remembers the first partition of each key, and whether another was seen.</summary>
internal sealed class KeysTally(KeysQuestion question) : RecordTally(question)
{
    /// <summary>Most keys that are remembered.</summary>
    private const int MostKeys = 20_000;

    private readonly Dictionary<string, int> _first = new(StringComparer.Ordinal);
    private readonly HashSet<string> _split = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _partitions = [];
    private long _nullKeys;

    protected override bool IsFull => _first.Count >= MostKeys;

    public override void Add(RecordSeen record)
    {
        Records++;
        _partitions.Add(record.Partition);
        if (record.Key is not { } key) _nullKeys++;
        else if (_first.TryGetValue(key, out var partition))
        {
            if (partition != record.Partition) _split.Add(key);
        }
        else if (!IsFull) _first[key] = record.Partition;
    }

    protected override RecordDigest Fill(RecordDigest digest) =>
        digest with { Keys = new KeysDigest(_nullKeys, _first.Count, _split.Count, _split.Order(StringComparer.Ordinal).FirstOrDefault(), [.. _partitions]) };
}
