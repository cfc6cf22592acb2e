namespace KafkaQuiz.Labs.Evidence;

/// <summary>Offsets of a topic's partitions, by ascending partition.</summary>
public sealed record OffsetsSeen(IReadOnlyList<PartitionOffsets> Partitions);

/// <summary>Offsets of a partition.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="Earliest">Offset of the first record that is kept.</param>
/// <param name="End">Offset after the last record.</param>
public sealed record PartitionOffsets(int Partition, long Earliest, long End);
