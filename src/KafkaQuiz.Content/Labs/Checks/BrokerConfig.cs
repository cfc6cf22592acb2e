using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>broker-config: { broker, key, equals, source, set-at, not-set-at }</c>: a broker's config: the value in force, where it comes from, and
/// at which levels it is set (the synonyms of DescribeConfigs).
/// </summary>
/// <param name="Broker">Id of one broker; null for every live broker (<c>all</c>, the default).</param>
/// <param name="ClusterDefault">True for <c>broker: default</c>: the dynamic default of the whole cluster, which no broker's own value hides.</param>
/// <param name="Key">For example <c>log.retention.ms</c>.</param>
/// <param name="Value">What the value must be, or null for any.</param>
/// <param name="Source">Where the value in force must come from, or null for anywhere.</param>
/// <param name="SetAt">Levels at which it must be set.</param>
/// <param name="NotSetAt">Levels at which it must not be set.</param>
public sealed record BrokerConfig(
    int? Broker,
    bool ClusterDefault,
    string Key,
    TextCondition? Value,
    ConfigSource? Source,
    IReadOnlyList<ConfigSource> SetAt,
    IReadOnlyList<ConfigSource> NotSetAt) : Check
{
    private static readonly AnyOfShape which = new(
        node => node is YamlScalar { Type: ScalarType.Number } || node.Text.Contains('{', StringComparison.Ordinal) ? 0 : 1, LabShapes.Node, new EnumShape("all", "default"));

    internal static CheckForm Form { get; } = new(
        "broker-config",
        new MapShape(
        [
            Shapes.Key.Optional("broker", which),
            LabShapes.ConfigKey,
            Shapes.Key.Optional("source", LabShapes.ConfigSources),
            Shapes.Key.Optional("set-at", new OneOrManyShape(LabShapes.ConfigSources, 5)),
            Shapes.Key.Optional("not-set-at", new OneOrManyShape(LabShapes.ConfigSources, 5)),
            .. LabShapes.TextKeys,
        ])
        { AtLeastOne = ["equals", "one-of", "contains", "not", "source", "set-at", "not-set-at"] },
        node => new BrokerConfig(
            LabShapes.Int(node["broker"]),
            node["broker"]?.Text == "default",
            node["key"]!.Text,
            LabShapes.TextCondition(node),
            node["source"] is { } source ? ItemReader.Word(source, ConfigSource.Static) : null,
            Sources(node["set-at"]),
            Sources(node["not-set-at"])));

    private static IReadOnlyList<ConfigSource> Sources(YamlNode? node) => node switch
    {
        null => [],
        YamlScalar => [ItemReader.Word(node, ConfigSource.Static)],
        _ => [.. node.Items.Select(item => ItemReader.Word(item, ConfigSource.Static))],
    };
}
