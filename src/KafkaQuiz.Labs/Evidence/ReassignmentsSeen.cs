namespace KafkaQuiz.Labs.Evidence;

/// <summary>Partitions whose reassignment is under way (KIP-455).</summary>
public sealed record ReassignmentsSeen(IReadOnlyList<ReassignmentSeen> Partitions);

/// <summary>A reassignment.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Replicas">Old and new.</param>
/// <param name="Adding">Brokers that are added.</param>
/// <param name="Removing">Brokers that are removed.</param>
public sealed record ReassignmentSeen(string Topic, int Partition, IReadOnlyList<int> Replicas, IReadOnlyList<int> Adding, IReadOnlyList<int> Removing);
