using KafkaQuiz.Assessment;
using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Data.Attempts;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>An attempt as it stands: what it asks, the answers in force and the grades in force. It holds answer keys: never send it as it is.</summary>
public sealed record RunAttempt(Attempt Attempt, IReadOnlyList<RunItem> Items, int AnswersSeen, int GradesSeen)
{
    public bool IsSubmitted => Attempt.SubmittedAt is not null;

    public int Answered => Items.Count(item => !item.Response.IsEmpty);

    /// <summary>Whether the learner may be told now what is right at a position.</summary>
    public bool MayShow(RunItem item) => IsSubmitted || item.Grade is not null;

    public Fraction Points => Items.Aggregate(Fraction.Zero, (sum, item) => sum + item.Points);

    public Fraction MaxPoints => Items.Aggregate(Fraction.Zero, (sum, item) => sum + Fraction.Of(item.Variant.Points));

    /// <summary>Share of the points, 0 to 1.</summary>
    public Fraction Share => Points / MaxPoints;
}

/// <summary>A question of an attempt with the answer and the grade in force.</summary>
/// <param name="Position">1 for the first.</param>
/// <param name="Variant">What was shown.</param>
/// <param name="Response">The answer in force; empty where there is none.</param>
/// <param name="Sequence">Its number; 0 where there is none.</param>
/// <param name="Grade">The grade in force, or null.</param>
/// <param name="Log">Every answer that was given, oldest first.</param>
public sealed record RunItem(
    int Position, QuestionVariant Variant, Response Response, int Sequence, Grade? Grade, IReadOnlyList<ResponseEntry> Log)
{
    /// <summary>Points earned by the grade in force; 0 without one.</summary>
    public Fraction Points => Grade is null ? Fraction.Zero : Fraction.Parse(Grade.Fraction) * Fraction.Of(Variant.Points);

    private GradedResponse? _judged;

    /// <summary>Why the answer is right or wrong, by the rules of today; the points are those of the ledger.</summary>
    public GradedResponse Judge() => _judged ??= Grader.Grade(Variant, Response);
}
