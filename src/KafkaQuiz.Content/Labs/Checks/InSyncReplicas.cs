namespace KafkaQuiz.Content.Labs;

/// <summary><c>in-sync-replicas: { topic, partition, equals }</c>: size of the ISR of the partition, or of every partition where it is left out.</summary>
public sealed record InSyncReplicas(string Topic, int? Partition, NumberCondition Count) : Check
{
    internal static CheckForm Form { get; } = new(
        "in-sync-replicas",
        LabShapes.Counting(LabShapes.Topic, LabShapes.OptionalPartition),
        node => new InSyncReplicas(node["topic"]!.Text, LabShapes.Int(node["partition"]), LabShapes.NumberCondition(node)));
}
