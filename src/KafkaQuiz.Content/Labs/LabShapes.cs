using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Labs;

/// <summary>Shapes and readings that several checks and steps use. Numbers may be templates (<c>"{poison}"</c>) until variables are filled in.</summary>
internal static class LabShapes
{
    private static readonly string[] numberKeys = ["equals", "at-least", "at-most", "not"];
    private static readonly string[] textKeys = ["equals", "one-of", "contains", "not"];

    public static NumberShape Number { get; } = NumberShape.Template(0, long.MaxValue / 2);

    public static NumberShape Partition { get; } = NumberShape.Template(0, 100_000);

    public static Key Topic { get; } = Key.Required("topic", TextShape.Any);

    public static Key Group { get; } = Key.Required("group", TextShape.Any);

    public static Key OptionalPartition { get; } = Key.Optional("partition", Partition);

    public static Key SinceStart { get; } = Key.Optional("since-start", TruthShape.Any);

    /// <summary>A condition on a text: <c>{ equals: … }</c>, or a plain text that it must equal.</summary>
    public static Shape Text { get; } = AnyOfShape.ScalarOr(TextShape.Any, new MapShape(TextKeys) { AtLeastOne = textKeys });

    /// <summary>The keys of a condition on a text, for checks that have it on their own level.</summary>
    public static Key[] TextKeys =>
    [
        Key.Optional("equals", TextShape.Any),
        Key.Optional("one-of", new ListShape(TextShape.Any, 1, 16)),
        Key.Optional("contains", TextShape.Any),
        Key.Optional("not", TextShape.Any),
    ];

    /// <summary>A check on a number: its own keys, and <c>equals</c>, <c>at-least</c>, <c>at-most</c>, <c>not</c>.</summary>
    public static MapShape Counting(params Key[] keys) =>
        new([.. keys, .. numberKeys.Select(key => Key.Optional(key, Number))]) { AtLeastOne = numberKeys };

    public static NumberCondition NumberCondition(YamlNode node) => new(Long(node["equals"]), Long(node["at-least"]), Long(node["at-most"]), Long(node["not"]));

    public static TextCondition? TextCondition(YamlNode? node) => node switch
    {
        null => null,
        YamlScalar => new(EqualTo: node.Text),
        _ when textKeys.All(key => node[key] is null) => null,
        _ => new(node["equals"]?.Text, node["one-of"] is { } list ? [.. list.Items.Select(item => item.Text)] : null, node["contains"]?.Text, node["not"]?.Text),
    };

    public static long? Long(YamlNode? node) => node is YamlScalar scalar && scalar.TryNumber(out decimal number) ? (long)number : null;

    public static int? Int(YamlNode? node) => (int?)Long(node);

    public static bool Truth(YamlNode? node) => node?.Text == "true";

    public static IReadOnlyDictionary<string, string> Texts(YamlNode? node) =>
        (node?.Entries ?? []).ToDictionary(entry => entry.Key.Text, entry => entry.Value.Text, StringComparer.Ordinal);
}
