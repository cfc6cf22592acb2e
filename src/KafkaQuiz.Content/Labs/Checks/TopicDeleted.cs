using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>topic-deleted: { topic }</c>: the topic was there at the lab's start, and now none of that name is.</summary>
public sealed record TopicDeleted(string Topic) : Check
{
    internal static CheckForm Form { get; } = new("topic-deleted", new MapShape(LabShapes.Topic), node => new TopicDeleted(node["topic"]!.Text));
}
