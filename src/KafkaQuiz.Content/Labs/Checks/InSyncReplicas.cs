namespace KafkaQuiz.Content.Labs;

/// <summary><c>in-sync-replicas: { topic, partition, equals }</c>: size of the ISR of the partition, or of every partition where it is left out.</summary>
public sealed record InSyncReplicas(string Topic, int? Partition, NumberCondition Count) : Check;
