using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>3 to 6 pairs to match.</summary>
/// <param name="Info">What every kind has.</param>
/// <param name="Pairs">In the order of the file.</param>
/// <param name="Extra">Right sides that belong nowhere.</param>
/// <param name="Scoring">How a partly right answer counts.</param>
public sealed record MatchingQuestion(
    QuestionInfo Info,
    IReadOnlyList<PairTemplate> Pairs,
    IReadOnlyList<LocalizedText> Extra,
    MatchingScoring Scoring) : Question(Info)
{
    private static readonly MapShape pair = new(
        Key.Required("left", LocalizedShape.Any), Key.Required("right", LocalizedShape.Any), Key.Required("why", QuestionShapes.Why));

    internal static MapShape Shape { get; } = QuestionShapes.Common("matching",
        Key.Required("pairs", new ListShape(pair, 3, 6)),
        Key.Optional("extra", new ListShape(LocalizedShape.Any, 1, 4)),
        Key.Optional("scoring", new EnumShape("per-pair", "all-or-nothing")));

    public override QuestionKind Kind => QuestionKind.Matching;

    internal static Question Read(ItemReader read, YamlNode node, QuestionInfo info) => new MatchingQuestion(
        info,
        [.. node["pairs"]!.Items.Select(item => new PairTemplate(read.Text(item["left"]!), read.Text(item["right"]!), read.Text(item["why"]!)))],
        [.. (node["extra"]?.Items ?? []).Select(read.Text)],
        ItemReader.Word(node["scoring"], MatchingScoring.PerPair));

    private protected override QuestionVariant Make(Drawn drawn)
    {
        var lefts = drawn.Shuffle(Pairs, "left");
        (PairTemplate? Pair, LocalizedText Text)[] rights = [.. Pairs.Select(pair => (pair, pair.Right)), .. Extra.Select(text => ((PairTemplate?)null, text))];
        var shown = drawn.Shuffle(rights, "right").Select(right => (right.Pair, Right: new MatchingRight(drawn.Key(), drawn.Fill(right.Text)))).ToList();
        return new MatchingVariant(
            drawn.Head(),
            [.. lefts.Select(left => new MatchingLeft(drawn.Key(), drawn.Fill(left.Left), shown.First(right => ReferenceEquals(right.Pair, left)).Right.Key, drawn.Fill(left.Why)))],
            [.. shown.Select(right => right.Right)],
            Scoring);
    }
}

/// <summary>A pair as it is authored.</summary>
public sealed record PairTemplate(LocalizedText Left, LocalizedText Right, LocalizedText Why);
