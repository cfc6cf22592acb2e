namespace KafkaQuiz.Labs.Evidence;

/// <summary>Transactional ids that coordinators know (KIP-664).</summary>
public sealed record TransactionsSeen(IReadOnlyList<TransactionSeen> Transactions);

/// <summary>A transactional id.</summary>
/// <param name="Id">As the producer named it.</param>
/// <param name="ProducerId">Of its producer.</param>
/// <param name="State">Kafka's name: <c>Ongoing</c>, <c>CompleteCommit</c>, …</param>
public sealed record TransactionSeen(string Id, long ProducerId, string State)
{
    /// <summary>Milliseconds since 1970 UTC; null where none is under way, or not asked for.</summary>
    public long? StartedAt { get; init; }

    /// <summary><c>transaction.timeout.ms</c>; null where not asked for.</summary>
    public int? TimeoutMs { get; init; }

    /// <summary>The partitions that it wrote to; null where not asked for.</summary>
    public IReadOnlyList<OwnedPartition>? Partitions { get; init; }
}

/// <summary>Producers that the leaders of a topic's partitions know (KIP-664).</summary>
public sealed record ProducersSeen(IReadOnlyList<ProducerSeen> Producers);

/// <summary>A producer in a partition.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="ProducerId">Its id.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="LastSequence">Of its last record; -1 for none.</param>
/// <param name="LastTimestamp">Milliseconds since 1970 UTC; -1 for none.</param>
/// <param name="OpenSince">First offset of its open transaction; null where none is open.</param>
public sealed record ProducerSeen(int Partition, long ProducerId, int Epoch, int LastSequence, long LastTimestamp, long? OpenSince);
