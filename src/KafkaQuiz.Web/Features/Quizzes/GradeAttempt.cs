using KafkaQuiz.Assessment;
using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Data.Writing;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>Grades answers and writes the grades, again from the start where an answer came in between. Shared by check and submit.</summary>
internal sealed class GradeAttempt(AttemptReader reader, IDurableWriter writer, TimeProvider time)
{
    /// <summary>How often an answer may come in between before the learner is asked to try again.</summary>
    private const int Tries = 5;

    /// <param name="learner">Whose attempt it must be.</param>
    /// <param name="id">The attempt.</param>
    /// <param name="which">The positions to grade; those that have a grade keep it.</param>
    /// <param name="reason">For the ledger.</param>
    /// <param name="submit">Whether the attempt ends with this.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What became of it, and the attempt as it stands then; null where it was not found.</returns>
    public async Task<(GradeOutcome Outcome, RunAttempt? Run)> HandleAsync(
        Guid learner, Guid id, Func<RunItem, bool> which, string reason, bool submit, CancellationToken cancellationToken)
    {
        for (int tried = 0; ; tried++)
        {
            if (await reader.FindAsync(learner, id, cancellationToken) is not { } attempt) return (GradeOutcome.NotFound, null);
            if (attempt.IsSubmitted) return (GradeOutcome.Submitted, attempt);
            var grading = ToGrade(attempt, which, reason, submit);
            if (grading.Grades.Count == 0 && !submit) return (GradeOutcome.Done, attempt);
            // As it is stored, so that this answer and a later reading of the attempt say the same.
            var now = new DateTimeOffset(UtcInstantConverter.ToStored(time.GetUtcNow()));
            var outcome = await writer.WriteAsync(database => AttemptWrites.Grade(database, learner, id, grading, now), cancellationToken);
            if (outcome == GradeOutcome.Done) return (outcome, After(attempt, grading, now));
            if (outcome == GradeOutcome.NotFound || (outcome == GradeOutcome.Changed && tried == Tries)) return (outcome, attempt);
        }
    }

    private static RunAttempt After(RunAttempt before, NewGrades grading, DateTimeOffset now)
    {
        var given = grading.Grades.ToDictionary(grade => grade.Position);
        if (grading.SubmittedWithPoints is { } points) (before.Attempt.SubmittedAt, before.Attempt.Points) = (now, points);
        return before with { Items = [.. before.Items.Select(item => given.TryGetValue(item.Position, out var grade) ? item with { Grade = grade } : item)] };
    }

    private static NewGrades ToGrade(RunAttempt attempt, Func<RunItem, bool> which, string reason, bool submit)
    {
        var points = Fraction.Zero;
        var grades = new List<Grade>();
        foreach (var item in attempt.Items)
        {
            if (item.Grade is not null)
            {
                points += item.Points;
                continue;
            }

            if (!which(item)) continue;
            var graded = item.Judge();
            points += graded.Points;
            grades.Add(new Grade
            {
                Position = item.Position,
                Revision = 1,
                Sequence = item.Sequence,
                Fraction = graded.Fraction.ToString(),
                MaxPoints = Fraction.Of(item.Variant.Points).ToString(),
                GraderVersion = Grader.Version,
                Reason = reason,
            });
        }

        return new NewGrades(grades, attempt.AnswersSeen, attempt.GradesSeen, submit ? points.ToString() : null);
    }
}
