using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>group-coordinator: { group, broker, same-as-start }</c>: the broker that coordinates the group.</summary>
/// <param name="Group">The group.</param>
/// <param name="Broker">Id of the broker that it must be, or null for any.</param>
/// <param name="SameAsStart">Whether it is the one of the lab's start, or null for either.</param>
public sealed record GroupCoordinator(string Group, int? Broker, bool? SameAsStart) : Check
{
    internal static CheckForm Form { get; } = new(
        "group-coordinator",
        new MapShape(LabShapes.Group, LabShapes.OptionalBroker, LabShapes.SameAsStart) { AtLeastOne = ["broker", "same-as-start"] },
        node => new GroupCoordinator(node["group"]!.Text, LabShapes.Int(node["broker"]), LabShapes.OptionalTruth(node["same-as-start"])));
}
