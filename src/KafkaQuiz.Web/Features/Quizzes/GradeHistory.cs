using KafkaQuiz.Assessment;
using KafkaQuiz.Assessment.Progress;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Attempts;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>A learner's grades in force, from the ledger: what practice draws and progress are computed from.</summary>
internal sealed class GradeHistory(KafkaQuizDbContext database)
{
    private static readonly Func<KafkaQuizDbContext, Guid, IAsyncEnumerable<Row>> Rows = EF.CompileAsyncQuery(
        (KafkaQuizDbContext database, Guid learner) =>
            from attempt in database.Set<Attempt>()
            where attempt.LearnerId == learner
            join item in database.Set<AttemptItem>() on attempt.Id equals item.AttemptId
            join grade in database.Set<Grade>() on new { item.AttemptId, item.Position } equals new { grade.AttemptId, grade.Position }
            orderby attempt.StartedAt, grade.AttemptId, grade.Position, grade.Revision
            select new Row(grade.AttemptId, grade.Position, item.QuestionId, grade.Fraction, grade.GradedAt));

    private sealed record Row(Guid AttemptId, int Position, string QuestionId, string Fraction, DateTimeOffset GradedAt);

    /// <summary>The grades in force of every question that the learner ever had graded, oldest attempt first.</summary>
    public async Task<IReadOnlyList<GradeEntry>> OfAsync(Guid learner, CancellationToken cancellationToken)
    {
        var entries = new List<GradeEntry>();
        Row? before = null;
        await foreach (var row in Rows(database, learner).WithCancellation(cancellationToken))
        {
            bool revised = before is not null && row.AttemptId == before.AttemptId && row.Position == before.Position;
            // A later revision changes what the answer earned, not when it was given.
            if (revised) entries[^1] = entries[^1] with { Fraction = Fraction.Parse(row.Fraction) };
            else entries.Add(new GradeEntry(row.QuestionId, Fraction.Parse(row.Fraction), row.GradedAt) { AttemptId = row.AttemptId });
            before = row;
        }

        return entries;
    }
}
