namespace KafkaQuiz.Content.Labs;

/// <summary><c>topic-partitions: { topic, equals }</c>: number of partitions.</summary>
public sealed record TopicPartitions(string Topic, NumberCondition Count) : Check;
