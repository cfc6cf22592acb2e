namespace KafkaQuiz.Labs.Evidence;

/// <summary>A topic. Its id tells a topic from a later one of the same name.</summary>
public sealed record TopicSeen(string Id, IReadOnlyList<PartitionSeen> Partitions);

/// <summary>A partition.</summary>
/// <param name="Partition">Its number, from 0.</param>
/// <param name="Leader">Broker id, or null where it has none.</param>
/// <param name="Replicas">Broker ids in assignment order: the first is the preferred leader. While it is reassigned, old and new ones.</param>
/// <param name="InSync">Broker ids of the ISR.</param>
/// <param name="LeaderEpoch">Raised by every new leader; null where the broker does not tell.</param>
public sealed record PartitionSeen(int Partition, int? Leader, IReadOnlyList<int> Replicas, IReadOnlyList<int> InSync, int? LeaderEpoch = null)
{
    /// <summary>Replicas whose broker or disk is gone; null where none is.</summary>
    public IReadOnlyList<int>? Offline { get; init; }

    /// <summary>Eligible leader replicas (KIP-966); null where not asked for, or not told (brokers before 4.0).</summary>
    public IReadOnlyList<int>? Eligible { get; init; }

    /// <summary>Last known eligible leader replicas; null as <see cref="Eligible"/>.</summary>
    public IReadOnlyList<int>? LastKnownEligible { get; init; }
}
