using System.Globalization;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Grading;

/// <summary>Grades an order. Every item must be placed once.</summary>
internal static class OrderingGrading
{
    public static GradedResponse Grade(OrderingVariant question, Response response)
    {
        string[] right = [.. question.InOrder.Select(item => item.Key)];
        var given = question.OrderOf(response);
        var parts = Parts(question, given);
        if (given.Count == 0 && !question.Items.Any(item => response.Single("position." + item.Key) is not null))
            return Verdicts.Unanswered(question, parts);
        if (given.Any(key => !right.Contains(key))) return Verdicts.Invalid(question, Verdicts.StalePage, parts);
        if (given.Count != right.Length || given.Distinct().Count() != right.Length || HasRepeatedPositions(question, response))
            return Verdicts.Invalid(question, EachOnce(right.Length), parts);

        var fraction = question.Scoring switch
        {
            OrderingScoring.Exact => right.SequenceEqual(given) ? Fraction.One : Fraction.Zero,
            OrderingScoring.AdjacentPairs => OrderScores.AdjacentPairs(right, given),
            OrderingScoring.LongestRun => OrderScores.LongestRun(right, given),
            _ => throw new ArgumentException($"No rule scores {question.Scoring}.", nameof(question)),
        };
        return Verdicts.Graded(question, fraction, parts);
    }

    // By place in the right order: an item is right where it stands where it should.
    private static PartVerdict[] Parts(OrderingVariant question, IReadOnlyList<string> given) =>
    [
        .. question.InOrder.Select((item, at) => new PartVerdict(item.Key, at < given.Count && given[at] == item.Key, item.Why)
        {
            Given = Place(IndexOf(given, item.Key) + 1),
            Expected = Place(item.Position),
        }),
    ];

    private static LocalizedText? Place(int position) => position == 0 ? null : LocalizedText.Same(position.ToString(CultureInfo.InvariantCulture));

    private static int IndexOf(IReadOnlyList<string> keys, string key)
    {
        for (int at = 0; at < keys.Count; at++)
            if (keys[at] == key) return at;
        return -1;
    }

    private static bool HasRepeatedPositions(OrderingVariant question, Response response)
    {
        if (response["order"].Count > 0) return false;
        var positions = question.Items.Select(item => response.Single("position." + item.Key)?.Trim()).ToList();
        return positions.Distinct(StringComparer.Ordinal).Count() != positions.Count;
    }

    private static LocalizedText EachOnce(int count) => new(
        $"항목마다 1부터 {count}까지의 순서를 한 번씩만 정해 주세요.",
        $"Give every item a place from 1 to {count}, each once.");
}
