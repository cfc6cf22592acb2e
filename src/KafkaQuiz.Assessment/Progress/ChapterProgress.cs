using KafkaQuiz.Content;

namespace KafkaQuiz.Assessment.Progress;

/// <summary>How far a learner is in a chapter.</summary>
/// <param name="Chapter">Which.</param>
/// <param name="Sections">In the order of the course.</param>
/// <param name="Mastery">Mean mastery of the sections that have questions, 0 to 1; every section weighs the same.</param>
/// <param name="BestQuiz">Best share of a submitted chapter quiz; null before the first.</param>
/// <param name="LastQuiz">Share of the most recent one; null before the first.</param>
/// <param name="Passed">Whether the best quiz reached the rule's pass mark. Once passed, a chapter stays passed.</param>
public sealed record ChapterProgress(
    Chapter Chapter, IReadOnlyList<SectionProgress> Sections, Fraction Mastery, Fraction? BestQuiz, Fraction? LastQuiz, bool Passed)
{
    /// <summary>Whether it has questions at all.</summary>
    public bool HasQuestions => Sections.Any(section => section.Questions > 0);

    /// <summary>Whether a question of it was ever answered, or its quiz taken.</summary>
    public bool Started => BestQuiz is not null || Sections.Any(section => section.Answered > 0);

    /// <summary>The most recent grade in it; null before the first.</summary>
    public DateTimeOffset? LastActivity => Sections.Max(section => section.LastActivity);

    internal static ChapterProgress Of(Chapter chapter, CompletionRule rule, IReadOnlyList<SectionProgress> sections, IEnumerable<QuizResult> quizzes)
    {
        QuizResult[] taken = [.. quizzes.OrderBy(quiz => quiz.SubmittedAt)];
        Fraction[] open = [.. sections.Where(section => section.Questions > 0).Select(section => section.Mastery)];
        Fraction? best = taken.Length == 0 ? null : taken.Max(quiz => quiz.Share);
        return new(
            chapter,
            sections,
            open.Length == 0 ? Fraction.Zero : open.Aggregate((a, b) => a + b) / new Fraction(open.Length, 1),
            best,
            taken.Length == 0 ? null : taken[^1].Share,
            best is { } share && share >= Fraction.Of(rule.ChapterPass));
    }
}
