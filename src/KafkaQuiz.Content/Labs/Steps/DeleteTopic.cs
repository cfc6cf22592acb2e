using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>delete-topic: { topic }</c>.</summary>
public sealed record DeleteTopic(string Topic) : LabStep
{
    internal static StepForm Form { get; } = new("delete-topic", new MapShape(LabShapes.Topic), node => new DeleteTopic(node["topic"]!.Text));
}
