using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>topic-exists: { topic }</c>: the cluster has the topic.</summary>
public sealed record TopicExists(string Topic) : Check
{
    internal static CheckForm Form { get; } = new("topic-exists", new MapShape(LabShapes.Topic), node => new TopicExists(node["topic"]!.Text));
}
