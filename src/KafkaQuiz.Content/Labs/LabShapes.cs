using System.Globalization;
using KafkaQuiz.Content.Questions;
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

    /// <summary>Id of a broker or controller.</summary>
    public static NumberShape Node { get; } = NumberShape.Template(0, int.MaxValue);

    public static Key Topic { get; } = Key.Required("topic", TextShape.Any);

    public static Key OptionalTopic { get; } = Key.Optional("topic", TextShape.Any);

    public static Key Group { get; } = Key.Required("group", TextShape.Any);

    public static Key OptionalPartition { get; } = Key.Optional("partition", Partition);

    public static Key OneBroker { get; } = Key.Required("broker", Node);

    public static Key OptionalBroker { get; } = Key.Optional("broker", Node);

    public static Key ConfigKey { get; } = Key.Required("key", TextShape.Any);

    public static Key SameAsStart { get; } = Key.Optional("same-as-start", TruthShape.Any);

    /// <summary><c>since-start: true</c>, or <c>since: task</c>.</summary>
    public static Key[] Since { get; } = [Key.Optional("since-start", TruthShape.Any), Key.Optional("since", QuestionShapes.Slug)];

    /// <summary>A span of time: <c>30s</c>, <c>10m</c>, <c>2h</c>, <c>7d</c>.</summary>
    public static Shape Span { get; } = new WordShape("^[1-9][0-9]{0,5}[smhd]$", new("시간(30s, 10m, 2h, 7d)", "a time (30s, 10m, 2h, 7d)"));

    public static EnumShape ConfigSources { get; } = new("topic", "dynamic-broker", "dynamic-default", "static", "default");

    /// <summary>A condition on a text: <c>{ equals: … }</c>, or a plain text that it must equal.</summary>
    public static Shape Text { get; } = AnyOfShape.ScalarOr(TextShape.Any, new MapShape(TextKeys) { AtLeastOne = textKeys });

    /// <summary>A condition on a number: <c>{ at-least: … }</c>, or a plain number that it must equal.</summary>
    public static Shape NumberOrCondition { get; } = AnyOfShape.ScalarOr(Number, Counting());

    /// <summary>The keys of a condition on a text, for checks that have it on their own level.</summary>
    public static Key[] TextKeys =>
    [
        Key.Optional("equals", TextShape.Any),
        Key.Optional("one-of", new ListShape(TextShape.Any, 1, 16)),
        Key.Optional("contains", TextShape.Any),
        Key.Optional("not", TextShape.Any),
    ];

    /// <summary>The keys of a condition on a number, for checks that may do without one.</summary>
    public static Key[] NumberKeys => [.. numberKeys.Select(key => Key.Optional(key, Number))];

    /// <summary>A check on a number: its own keys, and <c>equals</c>, <c>at-least</c>, <c>at-most</c>, <c>not</c>.</summary>
    public static MapShape Counting(params Key[] keys) => new([.. keys, .. NumberKeys]) { AtLeastOne = numberKeys };

    public static NumberCondition NumberCondition(YamlNode node) =>
        node is YamlScalar ? new(EqualTo: Long(node)) : new(Long(node["equals"]), Long(node["at-least"]), Long(node["at-most"]), Long(node["not"]));

    /// <summary>The condition on a number, or null where none of its keys is there.</summary>
    public static NumberCondition? OptionalNumber(YamlNode node) => numberKeys.Any(key => node[key] is not null) ? NumberCondition(node) : null;

    public static TextCondition? TextCondition(YamlNode? node) => node switch
    {
        null => null,
        YamlScalar => new(EqualTo: node.Text),
        _ when textKeys.All(key => node[key] is null) => null,
        _ => new(node["equals"]?.Text, node["one-of"] is { } list ? [.. list.Items.Select(item => item.Text)] : null, node["contains"]?.Text, node["not"]?.Text),
    };

    /// <summary>What is counted from, or null: from nothing.</summary>
    public static Since? ReadSince(YamlNode node) =>
        node["since"] is { } task ? new Since(task.Text) : Truth(node["since-start"]) ? Labs.Since.Start : null;

    public static long? Long(YamlNode? node) => node is YamlScalar scalar && scalar.TryNumber(out decimal number) ? (long)number : null;

    public static TimeSpan ReadSpan(string text) => int.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture) * text[^1] switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    public static int? Int(YamlNode? node) => (int?)Long(node);

    public static bool Truth(YamlNode? node) => node?.Text == "true";

    public static bool? OptionalTruth(YamlNode? node) => node is null ? null : Truth(node);

    /// <summary>One text, or a list of them.</summary>
    public static IReadOnlyList<string> Words(YamlNode? node) => node switch
    {
        null => [],
        YamlScalar => [node.Text],
        _ => [.. node.Items.Select(item => item.Text)],
    };

    /// <summary>One number, or a list of them.</summary>
    public static IReadOnlyList<int> Ints(YamlNode? node) => [.. Words(node).Select(text => int.Parse(text, CultureInfo.InvariantCulture))];

    public static IReadOnlyDictionary<string, string> Texts(YamlNode? node) =>
        (node?.Entries ?? []).ToDictionary(entry => entry.Key.Text, entry => entry.Value.Text, StringComparer.Ordinal);
}
