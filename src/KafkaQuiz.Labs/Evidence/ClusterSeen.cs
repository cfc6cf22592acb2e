namespace KafkaQuiz.Labs.Evidence;

/// <summary>A cluster and its live brokers.</summary>
/// <param name="ClusterId">Kafka's id of the cluster.</param>
/// <param name="Brokers">Live brokers by ascending id.</param>
public sealed record ClusterSeen(string ClusterId, IReadOnlyList<BrokerSeen> Brokers);

/// <summary>A live broker, with the address that it advertises.</summary>
public sealed record BrokerSeen(int Id, string Host, int Port, string? Rack);
