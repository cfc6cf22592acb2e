using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>replicas-on-broker: { topic, broker, equals }</c>: how many partitions of the topic, or of several, have a replica on the broker.</summary>
public sealed record ReplicasOnBroker(IReadOnlyList<string> Topics, int Broker, NumberCondition Count) : Check
{
    internal static CheckForm Form { get; } = new(
        "replicas-on-broker",
        LabShapes.Counting(Key.Required("topic", new OneOrManyShape(TextShape.Any, 8)), LabShapes.OneBroker),
        node => new ReplicasOnBroker(LabShapes.Words(node["topic"]), LabShapes.Int(node["broker"]) ?? 0, LabShapes.NumberCondition(node)));
}
