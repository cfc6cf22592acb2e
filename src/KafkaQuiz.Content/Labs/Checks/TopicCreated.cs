using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>topic-created: { topic }</c>: the topic is there, and was not at the lab's start (or was another one of the same name).</summary>
public sealed record TopicCreated(string Topic) : Check
{
    internal static CheckForm Form { get; } = new("topic-created", new MapShape(LabShapes.Topic), node => new TopicCreated(node["topic"]!.Text));
}
