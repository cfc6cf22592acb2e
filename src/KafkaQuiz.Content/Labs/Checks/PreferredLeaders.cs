using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>preferred-leaders: { topic }</c>: every partition is led by its preferred replica, the first of its assignment. One topic or a list.</summary>
public sealed record PreferredLeaders(IReadOnlyList<string> Topics) : Check
{
    internal static CheckForm Form { get; } = new(
        "preferred-leaders",
        new MapShape(Key.Required("topic", new OneOrManyShape(TextShape.Any, 8))),
        node => new PreferredLeaders(LabShapes.Words(node["topic"])));
}
