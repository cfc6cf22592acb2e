using KafkaQuiz.Web.Languages;

namespace KafkaQuiz.Web.Features.Quizzes.Json;

/// <summary>What came of an answer; told only once it is graded.</summary>
/// <param name="Status"><c>graded</c>, <c>unanswered</c> or <c>invalid</c>.</param>
/// <param name="Fraction">Share of the points by the grade in force, exact: <c>2/3</c>.</param>
/// <param name="Points">Points by the grade in force.</param>
/// <param name="Right">A response that earns every point.</param>
/// <param name="Mistake">The recognised mistake, Markdown.</param>
/// <param name="Problem">Why the answer could not be read.</param>
/// <param name="Explain">Explanation, Markdown.</param>
/// <param name="Source">Where a reader can check it.</param>
/// <param name="Parts">A verdict for each choice, blank, pair, place, row or line.</param>
internal sealed record OutcomeJson(
    string Status, string Fraction, decimal Points, IReadOnlyDictionary<string, IReadOnlyList<string>> Right, string? Mistake, string? Problem,
    string? Explain, Uri Source, IReadOnlyList<PartJson> Parts)
{
    public static OutcomeJson Of(RunItem item)
    {
        var judged = item.Judge();
        var head = item.Variant.Head;
        return new(
            judged.Status.ToString().ToLowerInvariant(), item.Grade!.Fraction, item.Points.ToDecimal(), ItemJson.Fields(item.Variant.RightResponse()),
            judged.Mistake?.Why.Shown(), judged.Problem?.Shown(), head.Explain?.Shown(), head.Source,
            [.. judged.Parts.Select(part => new PartJson(part.Key, part.Right, part.Why?.Shown(), part.Given?.Shown(), part.Expected?.Shown()))]);
    }
}

/// <summary>How one part of an answer was judged.</summary>
internal sealed record PartJson(string Key, bool Right, string? Why, string? Given, string? Expected);
