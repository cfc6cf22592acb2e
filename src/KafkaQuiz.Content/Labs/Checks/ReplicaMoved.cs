using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>replica-moved: { topic, partition, broker }</c>: the replica lies in another log directory of the broker than at the lab's start, and its move has ended.</summary>
public sealed record ReplicaMoved(string Topic, int Partition, int Broker) : Check
{
    internal static CheckForm Form { get; } = new(
        "replica-moved",
        new MapShape(LabShapes.Topic, Key.Required("partition", LabShapes.Partition), LabShapes.OneBroker),
        node => new ReplicaMoved(node["topic"]!.Text, LabShapes.Int(node["partition"]) ?? 0, LabShapes.Int(node["broker"]) ?? 0));
}
