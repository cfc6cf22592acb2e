namespace KafkaQuiz.Content.Labs;

/// <summary><c>replication-factor: { topic, partition, equals }</c>: replicas of the partition, or of every partition where it is left out.</summary>
public sealed record ReplicationFactor(string Topic, int? Partition, NumberCondition Count) : Check
{
    internal static CheckForm Form { get; } = new(
        "replication-factor",
        LabShapes.Counting(LabShapes.Topic, LabShapes.OptionalPartition),
        node => new ReplicationFactor(node["topic"]!.Text, LabShapes.Int(node["partition"]), LabShapes.NumberCondition(node)));
}
