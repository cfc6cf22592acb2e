using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>Lines of a <c>.properties</c> file.</summary>
/// <param name="Info">What every kind has.</param>
/// <param name="Answers">Right texts, templates.</param>
/// <param name="ExtraAllowed">Whether other lines are let through. Default false.</param>
/// <param name="AnyValue">Keys whose value does not matter.</param>
/// <param name="Scoring">How a partly right answer counts.</param>
/// <param name="Mistakes">Recognised wrong lines.</param>
/// <param name="Examples">Right and wrong texts, replayed by the tests.</param>
public sealed record ConfigQuestion(
    QuestionInfo Info,
    IReadOnlyList<string> Answers,
    bool ExtraAllowed,
    IReadOnlyList<string> AnyValue,
    ConfigScoring Scoring,
    IReadOnlyList<ConfigMistake> Mistakes,
    IReadOnlyList<Example> Examples) : Question(Info)
{
    private static readonly MapShape shape = new(
        Key.Optional("key", TextShape.Any),
        Key.Optional("value", TextShape.Any),
        Key.Optional("has", TextShape.Any),
        Key.Optional("lacks", TextShape.Any))
    { AtLeastOne = ["key", "has", "lacks"], Together = ["key", "value"] };

    private static readonly MapShape mistake = new(
        Key.Required("when", shape), Key.Optional("credit", QuestionShapes.Credit), Key.Required("why", QuestionShapes.Why));

    internal static MapShape Shape { get; } = QuestionShapes.Common("config",
        Key.Required("answers", QuestionShapes.Texts),
        Key.Optional("extra", new EnumShape("refuse", "allow")),
        Key.Optional("any-value", QuestionShapes.OneOrManyTexts),
        Key.Optional("scoring", new EnumShape("all-or-nothing", "per-line")),
        Key.Optional("mistakes", new ListShape(mistake, 1, 8)),
        Key.Required("accept", QuestionShapes.Examples),
        Key.Required("reject", QuestionShapes.Examples));

    public override QuestionKind Kind => QuestionKind.Config;

    public override IReadOnlyList<Example> Examples { get; } = Examples;

    internal static Question Read(ItemReader read, YamlNode node, QuestionInfo info) => new ConfigQuestion(
        info,
        read.Raws(node["answers"]),
        node["extra"]?.Text == "allow",
        read.Raws(node["any-value"]),
        ItemReader.Word(node["scoring"], ConfigScoring.AllOrNothing),
        [.. (node["mistakes"]?.Items ?? []).Select(item => new ConfigMistake(When(read, item["when"]!), ItemReader.Number(item["credit"], 0), read.Text(item["why"]!)))],
        read.Examples(node));

    private protected override QuestionVariant Make(Drawn drawn) => new ConfigVariant(
        drawn.Head(),
        drawn.Raw(Answers),
        ExtraAllowed,
        AnyValue,
        Scoring,
        [.. Mistakes.Select(mistake => mistake with
        {
            When = mistake.When with { Value = mistake.When.Value is { } value ? drawn.Raw(value) : null },
            Why = drawn.Fill(mistake.Why),
        })]);

    private static ConfigShape When(ItemReader read, YamlNode node) =>
        new(node["key"]?.Text, node["value"] is { } value ? read.Raw(value) : null, node["has"]?.Text, node["lacks"]?.Text);
}
