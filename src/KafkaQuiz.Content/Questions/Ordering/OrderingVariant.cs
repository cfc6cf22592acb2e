using System.Globalization;

namespace KafkaQuiz.Content.Questions;

/// <summary>Things to put in order. Response: <c>order</c> = the keys in order, or <c>position.KEY</c> = 1 to n each.</summary>
/// <param name="Head">What every kind has.</param>
/// <param name="Items">In the order shown.</param>
/// <param name="Scoring">How a partly right answer counts.</param>
public sealed record OrderingVariant(VariantHead Head, IReadOnlyList<OrderingItem> Items, OrderingScoring Scoring) : QuestionVariant(Head)
{
    public override QuestionKind Kind => QuestionKind.Ordering;

    public override IReadOnlyList<string> Fields => ["order", .. Items.Select(item => "position." + item.Key)];

    /// <summary>The items in the right order.</summary>
    public IEnumerable<OrderingItem> InOrder => Items.OrderBy(item => item.Position);

    public override Response RightResponse() => Response.Of("order", [.. InOrder.Select(item => item.Key)]);

    /// <summary>The keys in the order that <paramref name="response"/> gives, from either form of fields; a key left out is left out.</summary>
    public IReadOnlyList<string> OrderOf(Response response)
    {
        if (response["order"] is { Count: > 0 } order)
            return order;
        return
        [
            .. Items
                .Select(item => (item.Key, Position: int.TryParse(response.Single("position." + item.Key), CultureInfo.InvariantCulture, out int at) ? at : 0))
                .Where(placed => placed.Position > 0)
                .OrderBy(placed => placed.Position)
                .Select(placed => placed.Key),
        ];
    }
}

/// <summary>A thing to put in order.</summary>
/// <param name="Key">Short opaque string, unique in its variant.</param>
/// <param name="Text">Markdown.</param>
/// <param name="Why">Why it belongs at its place.</param>
/// <param name="Position">Its right place, 1 for the first.</param>
public sealed record OrderingItem(string Key, LocalizedText Text, LocalizedText Why, int Position);

/// <summary>How a partly right order counts.</summary>
public enum OrderingScoring
{
    /// <summary>1 where the whole order is right, else 0. The default.</summary>
    Exact,

    /// <summary>Share of the neighbouring pairs of the right order that are neighbours, in that order, in the answer.</summary>
    AdjacentPairs,

    /// <summary>(longest common subsequence − 1) / (n − 1).</summary>
    LongestRun,
}
