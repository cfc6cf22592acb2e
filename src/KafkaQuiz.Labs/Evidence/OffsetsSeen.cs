namespace KafkaQuiz.Labs.Evidence;

/// <summary>Offsets of a topic's partitions, by ascending partition.</summary>
public sealed record OffsetsSeen(IReadOnlyList<PartitionOffsets> Partitions)
{
    /// <summary>Offsets by time; null where no check asks for any.</summary>
    public IReadOnlyList<TimeOffset>? ByTime { get; init; }
}

/// <summary>Offsets of a partition.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="Earliest">Offset of the first record that is kept.</param>
/// <param name="End">Offset after the last record.</param>
public sealed record PartitionOffsets(int Partition, long Earliest, long End);

/// <summary>The offset of a time in a partition.</summary>
/// <param name="Time">Milliseconds since 1970 UTC.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">Of the first record not older than it; null where all are older.</param>
public sealed record TimeOffset(long Time, int Partition, long? Offset);
