using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>group-state: { group, is }</c>: Kafka's own name of the state (<c>Stable</c>, <c>Empty</c>, …), whatever the case.</summary>
public sealed record GroupState(string Group, IReadOnlyList<string> Is) : Check
{
    internal static CheckForm Form { get; } = new(
        "group-state",
        new MapShape(LabShapes.Group, Key.Required("is", new OneOrManyShape(
            new EnumShape("stable", "empty", "preparing-rebalance", "completing-rebalance", "assigning", "reconciling", "dead"), 7))),
        node => new GroupState(
            node["group"]!.Text, node["is"] is YamlScalar one ? [Name(one)] : [.. node["is"]!.Items.Select(Name)]));

    private static string Name(YamlNode word) => word.Text.Replace("-", "", StringComparison.Ordinal);
}
