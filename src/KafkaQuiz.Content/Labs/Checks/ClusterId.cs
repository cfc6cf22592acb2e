using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>cluster-id: { same-as-start: true }</c>: whether the cluster is the one of the lab's start: storage formatted anew has another id.</summary>
public sealed record ClusterId(bool SameAsStart) : Check
{
    internal static CheckForm Form { get; } = new(
        "cluster-id",
        new MapShape(Key.Required("same-as-start", TruthShape.Any)),
        node => new ClusterId(LabShapes.Truth(node["same-as-start"])));
}
