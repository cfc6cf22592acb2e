using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>group-type: { group, is }</c>: <c>classic</c>, or <c>consumer</c> for the protocol of KIP-848.</summary>
public sealed record GroupType(string Group, string Is) : Check
{
    internal static CheckForm Form { get; } = new(
        "group-type",
        new MapShape(LabShapes.Group, Key.Required("is", new EnumShape("classic", "consumer"))),
        node => new GroupType(node["group"]!.Text, node["is"]!.Text));
}
