using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>3 to 7 things to put in order.</summary>
/// <param name="Info">What every kind has.</param>
/// <param name="Items">In the right order.</param>
/// <param name="Scoring">How a partly right answer counts.</param>
public sealed record OrderingQuestion(QuestionInfo Info, IReadOnlyList<OrderingItemTemplate> Items, OrderingScoring Scoring) : Question(Info)
{
    private static readonly MapShape item = new(Key.Required("text", LocalizedShape.Any), Key.Required("why", QuestionShapes.Why));

    internal static MapShape Shape { get; } = QuestionShapes.Common("ordering",
        Key.Required("items", new ListShape(item, 3, 7)),
        Key.Optional("scoring", new EnumShape("exact", "adjacent-pairs", "longest-run")));

    public override QuestionKind Kind => QuestionKind.Ordering;

    internal static Question Read(ItemReader read, YamlNode node, QuestionInfo info) => new OrderingQuestion(
        info,
        [.. node["items"]!.Items.Select(item => new OrderingItemTemplate(read.Text(item["text"]!), read.Text(item["why"]!)))],
        ItemReader.Word(node["scoring"], OrderingScoring.Exact));

    private protected override QuestionVariant Make(Drawn drawn)
    {
        var shown = drawn.Derange(Items);
        return new OrderingVariant(
            drawn.Head(),
            [.. shown.Select(item => new OrderingItem(drawn.Key(), drawn.Fill(item.Text), drawn.Fill(item.Why), Items.TakeWhile(other => !ReferenceEquals(other, item)).Count() + 1))],
            Scoring);
    }
}

/// <summary>A thing to put in order, as it is authored.</summary>
public sealed record OrderingItemTemplate(LocalizedText Text, LocalizedText Why);
