namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>group-lag: { group, topic, equals }</c>: end offsets minus committed offsets, summed over the topic's partitions; a partition without a
/// commit counts from its earliest offset.
/// </summary>
public sealed record GroupLag(string Group, string Topic, NumberCondition Lag) : Check
{
    internal static CheckForm Form { get; } = new(
        "group-lag",
        LabShapes.Counting(LabShapes.Group, LabShapes.Topic),
        node => new GroupLag(node["group"]!.Text, node["topic"]!.Text, LabShapes.NumberCondition(node)));
}
