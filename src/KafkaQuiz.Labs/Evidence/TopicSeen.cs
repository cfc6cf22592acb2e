namespace KafkaQuiz.Labs.Evidence;

/// <summary>A topic. Its id tells a topic from a later one of the same name.</summary>
public sealed record TopicSeen(string Id, IReadOnlyList<PartitionSeen> Partitions);

/// <summary>A partition.</summary>
/// <param name="Partition">Its number, from 0.</param>
/// <param name="Leader">Broker id, or null where it has none.</param>
/// <param name="Replicas">Broker ids in assignment order: the first is the preferred leader.</param>
/// <param name="InSync">Broker ids of the ISR.</param>
public sealed record PartitionSeen(int Partition, int? Leader, IReadOnlyList<int> Replicas, IReadOnlyList<int> InSync);
