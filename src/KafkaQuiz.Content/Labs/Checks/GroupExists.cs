using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>group-exists: { group }</c>: the cluster knows the group: it has members, or has committed.</summary>
public sealed record GroupExists(string Group) : Check
{
    internal static CheckForm Form { get; } = new("group-exists", new MapShape(LabShapes.Group), node => new GroupExists(node["group"]!.Text));
}
