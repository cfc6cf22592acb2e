using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>group-members: { group, idle, client-id, instance-id, host, equals }</c>: number of members that all conditions fit; with
/// <c>idle: true</c> only those without a partition, with <c>idle: false</c> only those with one.
/// </summary>
/// <param name="Group">The group.</param>
/// <param name="Idle">Whether they own nothing, or null for either.</param>
/// <param name="ClientId"><c>client.id</c>, or null for any.</param>
/// <param name="InstanceId"><c>group.instance.id</c>, or null for any; a member without one has none that fits.</param>
/// <param name="Host">Address that the coordinator sees, or null for any.</param>
/// <param name="Count">How many.</param>
public sealed record GroupMembers(
    string Group, bool? Idle, NumberCondition Count, TextCondition? ClientId = null, TextCondition? InstanceId = null, TextCondition? Host = null) : Check
{
    internal static CheckForm Form { get; } = new(
        "group-members",
        LabShapes.Counting(
            LabShapes.Group,
            Key.Optional("idle", TruthShape.Any),
            Key.Optional("client-id", LabShapes.Text),
            Key.Optional("instance-id", LabShapes.Text),
            Key.Optional("host", LabShapes.Text)),
        node => new GroupMembers(
            node["group"]!.Text,
            LabShapes.OptionalTruth(node["idle"]),
            LabShapes.NumberCondition(node),
            LabShapes.TextCondition(node["client-id"]),
            LabShapes.TextCondition(node["instance-id"]),
            LabShapes.TextCondition(node["host"])));
}
