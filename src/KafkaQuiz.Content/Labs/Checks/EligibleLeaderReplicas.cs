namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>eligible-leader-replicas: { topic, partition, equals }</c>: size of the ELR of the partition, or of every partition where it is left out (KIP-966).
/// Brokers before 4.0 do not tell: not gradable there.
/// </summary>
public sealed record EligibleLeaderReplicas(string Topic, int? Partition, NumberCondition Count) : Check
{
    internal static CheckForm Form { get; } = new(
        "eligible-leader-replicas",
        LabShapes.Counting(LabShapes.Topic, LabShapes.OptionalPartition),
        node => new EligibleLeaderReplicas(node["topic"]!.Text, LabShapes.Int(node["partition"]), LabShapes.NumberCondition(node)));
}
