using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Progress;

/// <summary>How far a learner is in a section.</summary>
/// <param name="Section">Which.</param>
/// <param name="Questions">Questions that it has today.</param>
/// <param name="Answered">How many of them the learner ever had graded.</param>
/// <param name="Mastery">
/// 0 to 1. A question's mark is what its most recent response earned. Mastery is the marks' points over the points of the questions answered,
/// or, as long as fewer than <see cref="EnoughToMaster"/> were answered (or all, where there are fewer), over the points that so many
/// questions have on average: right answers to three of twelve questions are 3/10, not 3/3.
/// </param>
/// <param name="AnsweredShare">The marks' points over the points of the questions answered alone; 0 where none was.</param>
/// <param name="Mastered">Whether mastery reached the rule's share.</param>
/// <param name="IsWeak">Whether enough were answered to judge, and <paramref name="AnsweredShare"/> is under the rule's share.</param>
/// <param name="LastActivity">The most recent grade; null before the first.</param>
public sealed record SectionProgress(
    Section Section,
    int Questions,
    int Answered,
    Fraction Mastery,
    Fraction AnsweredShare,
    bool Mastered,
    bool IsWeak,
    DateTimeOffset? LastActivity)
{
    /// <summary>Distinct questions that mastery wants answered: 10.</summary>
    public const int EnoughToMaster = 10;

    /// <summary>Distinct questions from which a section can be called weak: 3.</summary>
    public const int EnoughToJudge = 3;

    /// <summary>How many more distinct questions mastery wants answered.</summary>
    public int StillToAnswer => Math.Max(Math.Min(EnoughToMaster, Questions) - Answered, 0);

    internal static SectionProgress Of(Section section, IReadOnlyList<Question> bank, Dictionary<string, GradeEntry> last, CompletionRule rule)
    {
        var answered = bank.Where(question => last.ContainsKey(question.Id)).ToList();
        if (answered.Count == 0) return new(section, bank.Count, 0, Fraction.Zero, Fraction.Zero, false, false, null);
        var earned = Sum(answered, question => last[question.Id].Fraction * Fraction.Of(question.Points));
        var points = Sum(answered, question => Fraction.Of(question.Points));
        var wanted = Sum(bank, question => Fraction.Of(question.Points)) * new Fraction(Math.Min(EnoughToMaster, bank.Count), bank.Count);
        var share = earned / points;
        var mastery = answered.Count >= EnoughToMaster || points >= wanted ? share : earned / wanted;
        var enough = Fraction.Of(rule.SectionMastery);
        return new(
            section, bank.Count, answered.Count, mastery, share,
            mastery >= enough, answered.Count >= EnoughToJudge && share < enough, answered.Max(question => last[question.Id].GradedAt));
    }

    private static Fraction Sum(IEnumerable<Question> questions, Func<Question, Fraction> value) =>
        questions.Aggregate(Fraction.Zero, (sum, question) => sum + value(question));
}
