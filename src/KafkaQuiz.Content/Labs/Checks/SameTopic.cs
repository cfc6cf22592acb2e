using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>same-topic: { topic }</c>: the topic is the one of the lab's start: neither deleted nor made again (its id is the same).</summary>
public sealed record SameTopic(string Topic) : Check
{
    internal static CheckForm Form { get; } = new("same-topic", new MapShape(LabShapes.Topic), node => new SameTopic(node["topic"]!.Text));
}
