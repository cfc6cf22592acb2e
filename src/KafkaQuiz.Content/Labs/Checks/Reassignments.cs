namespace KafkaQuiz.Content.Labs;

/// <summary><c>reassignments: { topic, equals }</c>: partitions whose reassignment is under way, of the topic or of the whole cluster.</summary>
public sealed record Reassignments(string? Topic, NumberCondition Count) : Check
{
    internal static CheckForm Form { get; } = new(
        "reassignments",
        LabShapes.Counting(LabShapes.OptionalTopic),
        node => new Reassignments(node["topic"]?.Text, LabShapes.NumberCondition(node)));
}
