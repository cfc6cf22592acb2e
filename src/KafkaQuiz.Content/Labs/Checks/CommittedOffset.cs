namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>committed-offset: { group, topic, partition, equals }</c>: the offset that the group committed for the partition, or for every
/// partition where it is left out. A partition without a commit does not satisfy it.
/// </summary>
public sealed record CommittedOffset(string Group, string Topic, int? Partition, NumberCondition Offset) : Check
{
    internal static CheckForm Form { get; } = new(
        "committed-offset",
        LabShapes.Counting(LabShapes.Group, LabShapes.Topic, LabShapes.OptionalPartition),
        node => new CommittedOffset(
            node["group"]!.Text, node["topic"]!.Text, LabShapes.Int(node["partition"]), LabShapes.NumberCondition(node)));
}
