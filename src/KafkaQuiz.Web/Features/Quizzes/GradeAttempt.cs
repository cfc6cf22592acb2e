using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Assessment;
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
    public async Task<GradeOutcome> HandleAsync(
        Guid learner, Guid id, Func<RunItem, bool> which, string reason, bool submit, CancellationToken cancellationToken)
    {
        for (int tried = 0; ; tried++)
        {
            if (await reader.FindAsync(learner, id, cancellationToken) is not { } attempt) return GradeOutcome.NotFound;
            if (attempt.IsSubmitted) return GradeOutcome.Submitted;
            var grading = ToGrade(attempt, which, reason, submit);
            if (grading.Grades.Count == 0 && !submit) return GradeOutcome.Done;
            var outcome = await writer.WriteAsync(
                database => AttemptWrites.Grade(database, learner, id, grading, time.GetUtcNow()), cancellationToken);
            if (outcome != GradeOutcome.Changed || tried == Tries) return outcome;
        }
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
