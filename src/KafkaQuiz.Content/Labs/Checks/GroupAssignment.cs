using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>group-assignment: { group, topic, sizes }</c>: how many of the topic's partitions each member owns, whatever the order of the members:
/// <c>[2, 2, 2]</c>, <c>[1, 1, 1, 0]</c>. Every partition of the topic must be owned.
/// </summary>
public sealed record GroupAssignment(string Group, string Topic, IReadOnlyList<int> Sizes) : Check
{
    internal static CheckForm Form { get; } = new(
        "group-assignment",
        new MapShape(LabShapes.Group, LabShapes.Topic, Key.Required("sizes", new ListShape(LabShapes.Partition, 1, 64))),
        node => new GroupAssignment(
            node["group"]!.Text, node["topic"]!.Text, [.. node["sizes"]!.Items.Select(size => LabShapes.Int(size) ?? 0)]));
}
