using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>group-members: { group, idle, equals }</c>: number of members; with <c>idle: true</c> only those without a partition, with
/// <c>idle: false</c> only those with one.
/// </summary>
public sealed record GroupMembers(string Group, bool? Idle, NumberCondition Count) : Check
{
    internal static CheckForm Form { get; } = new(
        "group-members",
        LabShapes.Counting(LabShapes.Group, Key.Optional("idle", TruthShape.Any)),
        node => new GroupMembers(
            node["group"]!.Text, node["idle"] is { } idle ? LabShapes.Truth(idle) : null, LabShapes.NumberCondition(node)));
}
