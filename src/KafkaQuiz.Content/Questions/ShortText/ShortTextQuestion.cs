using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>A word or a short phrase.</summary>
/// <param name="Info">What every kind has.</param>
/// <param name="Matches">What is right; texts are templates.</param>
/// <param name="Mistakes">Recognised wrong answers.</param>
/// <param name="Examples">Right and wrong answers, replayed by the tests.</param>
public sealed record ShortTextQuestion(
    QuestionInfo Info,
    TextMatch Matches,
    IReadOnlyList<TextMistake> Mistakes,
    IReadOnlyList<Example> Examples) : Question(Info)
{
    private static readonly MapShape mistake = new(
        Key.Optional("when", QuestionShapes.OneOrManyTexts),
        Key.Optional("pattern", TextShape.Any),
        Key.Optional("credit", QuestionShapes.Credit),
        Key.Required("why", QuestionShapes.Why))
    { AtLeastOne = ["when", "pattern"] };

    internal static MapShape Shape { get; } = QuestionShapes.Common("short-text",
        Key.Required("answers", QuestionShapes.Texts),
        Key.Optional("pattern", TextShape.Any),
        Key.Optional("case", QuestionShapes.Case),
        Key.Optional("mistakes", new ListShape(mistake, 1, 8)),
        Key.Required("accept", QuestionShapes.Examples),
        Key.Required("reject", QuestionShapes.Examples));

    public override QuestionKind Kind => QuestionKind.ShortText;

    public override IReadOnlyList<Example> Examples { get; } = Examples;

    internal static Question Read(ItemReader read, YamlNode node, QuestionInfo info)
    {
        var match = read.Match(node, "answers");
        return new ShortTextQuestion(
            info,
            match,
            [.. (node["mistakes"]?.Items ?? []).Select(item =>
                new TextMistake(read.Match(item, "when") with { CaseMatters = match.CaseMatters }, ItemReader.Number(item["credit"], 0), read.Text(item["why"]!)))],
            read.Examples(node));
    }

    private protected override QuestionVariant Make(Drawn drawn) => new ShortTextVariant(
        drawn.Head(),
        drawn.Raw(Matches),
        [.. Mistakes.Select(mistake => mistake with { When = drawn.Raw(mistake.When), Why = drawn.Fill(mistake.Why) })]);
}
