using KafkaQuiz.Assessment.Progress;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Drawing;

/// <summary>
/// Which questions a practice asks: first those that the learner never answered, then those whose last response earned least (of equals
/// the one longest ago), last those that were right, the one longest ago first. Chance decides only among equals.
/// </summary>
public static class PracticeDraw
{
    /// <summary>Draws at most <paramref name="count"/> of <paramref name="questions"/>; the same arguments always give the same draw.</summary>
    /// <param name="questions">Those of the section or chapter.</param>
    /// <param name="history">The learner's grades, in any order; those of other questions do not matter.</param>
    /// <param name="count">1 or more.</param>
    /// <param name="seed">The attempt's.</param>
    public static IReadOnlyList<Question> Draw(IEnumerable<Question> questions, IEnumerable<GradeEntry> history, int count, ulong seed)
    {
        var last = GradeEntry.LastByQuestion(history);
        return
        [
            .. SeededOrder.Shuffle(questions.DistinctBy(question => question.Id), seed, question => question.Id)
                .OrderBy(question => last.TryGetValue(question.Id, out var entry) ? entry.Fraction == Fraction.One ? 2 : 1 : 0)
                .ThenBy(question => last.TryGetValue(question.Id, out var entry) ? entry.Fraction : Fraction.Zero)
                .ThenBy(question => last.TryGetValue(question.Id, out var entry) ? entry.GradedAt : DateTimeOffset.MinValue)
                .Take(count),
        ];
    }

    /// <summary>
    /// The questions of an attempt that did not earn every point, in the attempt's order, as far as they are still in
    /// <paramref name="questions"/>. Ask them in new variants: <see cref="SeededOrder.VariantSeed"/> with the seeds seen.
    /// </summary>
    public static IReadOnlyList<Question> RetryWrong(IEnumerable<Question> questions, IEnumerable<GradeEntry> attempt)
    {
        var byId = questions.DistinctBy(question => question.Id).ToDictionary(question => question.Id, StringComparer.Ordinal);
        return [.. attempt.Where(entry => entry.Fraction < Fraction.One).Select(entry => byId.GetValueOrDefault(entry.QuestionId)).OfType<Question>().Distinct()];
    }
}
