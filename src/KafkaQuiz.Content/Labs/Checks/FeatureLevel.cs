using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>feature-level: { feature, at-least }</c>: finalized level of a feature (<c>metadata.version</c>, <c>kraft.version</c>, …); 0 where it is not finalized (KIP-584).</summary>
public sealed record FeatureLevel(string Feature, NumberCondition Level) : Check
{
    internal static CheckForm Form { get; } = new(
        "feature-level",
        LabShapes.Counting(Key.Required("feature", TextShape.Any)),
        node => new FeatureLevel(node["feature"]!.Text, LabShapes.NumberCondition(node)));
}
