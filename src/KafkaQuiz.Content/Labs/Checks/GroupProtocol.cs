using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>group-protocol: { group, equals }</c>: the assignor that the group settled on: <c>range</c>, <c>roundrobin</c>, <c>cooperative-sticky</c>, <c>uniform</c>, …</summary>
public sealed record GroupProtocol(string Group, TextCondition Protocol) : Check
{
    internal static CheckForm Form { get; } = new(
        "group-protocol",
        new MapShape([LabShapes.Group, .. LabShapes.TextKeys]) { AtLeastOne = ["equals", "one-of", "contains", "not"] },
        node => new GroupProtocol(node["group"]!.Text, LabShapes.TextCondition(node)!));
}
