using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>quorum-leader: { exists, node, same-as-start }</c>: the active controller, which only the quorum knows. Without a majority of voters
/// there is none, and that is seen, not missed.
/// </summary>
/// <param name="Exists">Whether there is one, or null for either.</param>
/// <param name="Node">Id of the node that it must be, or null for any.</param>
/// <param name="SameAsStart">Whether it is the one of the lab's start, or null for either.</param>
public sealed record QuorumLeader(bool? Exists, int? Node, bool? SameAsStart) : Check
{
    internal static CheckForm Form { get; } = new(
        "quorum-leader",
        new MapShape(Key.Optional("exists", TruthShape.Any), Key.Optional("node", LabShapes.Node), LabShapes.SameAsStart) { AtLeastOne = ["exists", "node", "same-as-start"] },
        node => new QuorumLeader(LabShapes.OptionalTruth(node["exists"]), LabShapes.Int(node["node"]), LabShapes.OptionalTruth(node["same-as-start"])));
}
