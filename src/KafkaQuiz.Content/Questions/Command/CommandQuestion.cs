using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>One Kafka command line.</summary>
/// <param name="Info">What every kind has.</param>
/// <param name="Answers">Right lines, templates.</param>
/// <param name="Optional">Options that may be there or not.</param>
/// <param name="AnyValue">Options whose value does not matter.</param>
/// <param name="Mistakes">Recognised wrong lines.</param>
/// <param name="Examples">Right and wrong lines, replayed by the tests.</param>
public sealed record CommandQuestion(
    QuestionInfo Info,
    IReadOnlyList<string> Answers,
    IReadOnlyList<string> Optional,
    IReadOnlyList<string> AnyValue,
    IReadOnlyList<CommandMistake> Mistakes,
    IReadOnlyList<Example> Examples) : Question(Info)
{
    private static readonly WordShape option = new("^--?[a-z0-9][a-z0-9.-]*$", new("옵션(--topic)", "an option (--topic)"));

    private static readonly Shape options = new OneOrManyShape(option, 16);

    private static readonly MapShape shape = new(
        Key.Optional("tool", TextShape.Any),
        Key.Optional("has", options),
        Key.Optional("lacks", options),
        Key.Optional("value", new DictionaryShape("^--?[a-z0-9][a-z0-9.-]*$", new("옵션(--topic)", "an option (--topic)"), TextShape.Any, 1, 8)))
    { AtLeastOne = ["tool", "has", "lacks", "value"] };

    private static readonly MapShape mistake = new(
        Key.Required("when", shape), Key.Optional("credit", QuestionShapes.Credit), Key.Required("why", QuestionShapes.Why));

    internal static MapShape Shape { get; } = QuestionShapes.Common("command",
        Key.Required("answers", QuestionShapes.Texts),
        Key.Optional("optional", options),
        Key.Optional("any-value", options),
        Key.Optional("mistakes", new ListShape(mistake, 1, 8)),
        Key.Required("accept", QuestionShapes.Examples),
        Key.Required("reject", QuestionShapes.Examples));

    public override QuestionKind Kind => QuestionKind.Command;

    public override IReadOnlyList<Example> Examples { get; } = Examples;

    internal static Question Read(ItemReader read, YamlNode node, QuestionInfo info) => new CommandQuestion(
        info,
        read.Raws(node["answers"]),
        read.Raws(node["optional"]),
        node["any-value"] is { } any ? read.Raws(any) : ["--bootstrap-server"],
        [.. (node["mistakes"]?.Items ?? []).Select(item => new CommandMistake(When(read, item["when"]!), ItemReader.Number(item["credit"], 0), read.Text(item["why"]!)))],
        read.Examples(node));

    private protected override QuestionVariant Make(Drawn drawn) => new CommandVariant(
        drawn.Head(),
        drawn.Raw(Answers),
        Optional,
        AnyValue,
        [.. Mistakes.Select(mistake => mistake with
        {
            When = mistake.When with { Values = mistake.When.Values.ToDictionary(value => value.Key, value => drawn.Raw(value.Value), StringComparer.Ordinal) },
            Why = drawn.Fill(mistake.Why),
        })]);

    private static CommandShape When(ItemReader read, YamlNode node) => new(
        node["tool"]?.Text,
        read.Raws(node["has"]),
        read.Raws(node["lacks"]),
        (node["value"]?.Entries ?? []).OrderBy(entry => entry.Key.Text, StringComparer.Ordinal).ToDictionary(entry => entry.Key.Text, entry => read.Raw(entry.Value), StringComparer.Ordinal));
}
