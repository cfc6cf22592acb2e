using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>bootstrap-servers: { same-cluster, equals }</c>: the servers that the learner named. With <c>same-cluster: true</c> every one must
/// answer, and as a broker of one and the same cluster: three clusters of one node are not a cluster of three.
/// </summary>
/// <param name="SameCluster">Whether all answer with one cluster id, or null for either.</param>
/// <param name="Count">How many are named, or null for any number.</param>
public sealed record BootstrapServers(bool? SameCluster, NumberCondition? Count) : Check
{
    internal static CheckForm Form { get; } = new(
        "bootstrap-servers",
        new MapShape([Key.Optional("same-cluster", TruthShape.Any), .. LabShapes.NumberKeys]) { AtLeastOne = ["same-cluster", "equals", "at-least", "at-most", "not"] },
        node => new BootstrapServers(LabShapes.OptionalTruth(node["same-cluster"]), LabShapes.OptionalNumber(node)));
}
