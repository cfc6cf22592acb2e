namespace KafkaQuiz.Content.Labs;

/// <summary><c>create-topic: { topic, partitions, replication-factor, config }</c>.</summary>
/// <param name="Topic">Its name.</param>
/// <param name="Partitions">Default 1.</param>
/// <param name="ReplicationFactor">Default 1.</param>
/// <param name="Config">Configs set on the topic.</param>
public sealed record CreateTopic(string Topic, int Partitions, int ReplicationFactor, IReadOnlyDictionary<string, string> Config) : LabStep;
