namespace KafkaQuiz.Content.Labs;

/// <summary><c>replication-factor: { topic, partition, equals }</c>: replicas of the partition, or of every partition where it is left out.</summary>
public sealed record ReplicationFactor(string Topic, int? Partition, NumberCondition Count) : Check;
