namespace KafkaQuiz.Practice.Groups;

/// <summary>
/// A consumer group of whatever protocol: its id and its committed offsets. It outlives its coordinator, as the records of
/// __consumer_offsets do. Only on the loop.
/// </summary>
internal abstract class Group(string id)
{
    public string Id { get; } = id;

    /// <summary>Committed offsets by topic name and partition.</summary>
    public SortedDictionary<(string Topic, int Partition), CommittedOffset> Offsets { get; init; } = [];

    /// <summary>Kafka's name of the protocol: Classic, Consumer.</summary>
    public abstract string Type { get; }

    /// <summary>Kafka's name of the state: Empty, PreparingRebalance, CompletingRebalance, Stable, Dead (classic); Empty, Assigning,
    /// Reconciling, Stable, Dead (consumer).</summary>
    public abstract string StateName { get; }

    /// <summary>"consumer" for consumers; "" for a group that only commits.</summary>
    public abstract string ProtocolType { get; }

    public abstract bool IsEmpty { get; }
}

/// <summary>A committed offset.</summary>
/// <param name="Offset">Next offset to read.</param>
/// <param name="LeaderEpoch">Of the last record read; -1 when not told.</param>
/// <param name="Metadata">The client's own words.</param>
/// <param name="At">Virtual time of the commit.</param>
internal sealed record CommittedOffset(long Offset, int LeaderEpoch, string Metadata, DateTimeOffset At);
