namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>log-dirs: { broker, topic, at-least }</c>: how many log directories the broker, or every live broker, has in use; with a topic only
/// those that hold a replica of it.
/// </summary>
public sealed record LogDirs(int? Broker, string? Topic, NumberCondition Count) : Check
{
    internal static CheckForm Form { get; } = new(
        "log-dirs",
        LabShapes.Counting(LabShapes.OptionalBroker, LabShapes.OptionalTopic),
        node => new LogDirs(LabShapes.Int(node["broker"]), node["topic"]?.Text, LabShapes.NumberCondition(node)));
}
