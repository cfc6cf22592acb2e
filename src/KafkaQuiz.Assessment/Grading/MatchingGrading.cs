using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Grading;

/// <summary>Grades pairs. A left side without a right one is wrong; a right side may be used more than once (only one use can be right).</summary>
internal static class MatchingGrading
{
    public static GradedResponse Grade(MatchingVariant question, Response response)
    {
        var texts = question.Rights.ToDictionary(right => right.Key, right => right.Text, StringComparer.Ordinal);
        PartVerdict[] parts =
        [
            .. question.Lefts.Select(left =>
            {
                string? given = response.Single(left.Field);
                return new PartVerdict(left.Key, given == left.RightKey, left.Why)
                {
                    Given = given is null ? null : texts.GetValueOrDefault(given),
                    Expected = texts[left.RightKey],
                };
            }),
        ];
        string[] chosen = [.. question.Lefts.Select(left => response.Single(left.Field)).OfType<string>()];
        if (chosen.Length == 0) return Verdicts.Unanswered(question, parts);
        if (chosen.Any(key => !texts.ContainsKey(key))) return Verdicts.Invalid(question, Verdicts.StalePage, parts);
        return Verdicts.Graded(question, question.Scoring == MatchingScoring.PerPair ? Verdicts.Share(parts) : Verdicts.All(parts), parts);
    }
}
