using KafkaQuiz.Data;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Features.Quizzes.Json;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>A user's attempts as the accounts see them: handed over by a guest, exported with all answers and grades.</summary>
internal sealed class AttemptsOfUser(KafkaQuizDbContext database) : IGuestWork, IPersonalData
{
    public string Name => "attempts";

    public Task MoveAsync(Guid guest, Guid account, CancellationToken cancellationToken) =>
        database.Set<Attempt>().Where(attempt => attempt.LearnerId == guest)
            .ExecuteUpdateAsync(set => set.SetProperty(attempt => attempt.LearnerId, account), cancellationToken);

    public async Task<object> ExportAsync(Guid user, CancellationToken cancellationToken)
    {
        var attempts = await database.Set<Attempt>().AsNoTracking().Where(attempt => attempt.LearnerId == user)
            .OrderBy(attempt => attempt.StartedAt).ToListAsync(cancellationToken);
        var ids = database.Set<Attempt>().Where(attempt => attempt.LearnerId == user).Select(attempt => attempt.Id);
        var items = await database.Set<AttemptItem>().AsNoTracking().Where(item => ids.Contains(item.AttemptId)).ToListAsync(cancellationToken);
        var answers = await database.Set<ResponseEntry>().AsNoTracking().Where(entry => ids.Contains(entry.AttemptId)).ToListAsync(cancellationToken);
        var grades = await database.Set<Grade>().AsNoTracking().Where(grade => ids.Contains(grade.AttemptId)).ToListAsync(cancellationToken);
        var (itemsOf, answersOf, gradesOf) = (items.ToLookup(item => item.AttemptId), answers.ToLookup(entry => entry.AttemptId), grades.ToLookup(grade => grade.AttemptId));
        return attempts.Select(attempt => new
        {
            Attempt = AttemptSummaryJson.Of(attempt),
            Questions = itemsOf[attempt.Id].OrderBy(item => item.Position).Select(item => new { item.Position, item.QuestionId, item.ContentHash, item.Seed }),
            Answers = answersOf[attempt.Id].OrderBy(entry => entry.Position).ThenBy(entry => entry.Sequence)
                .Select(entry => new { entry.Position, entry.Sequence, entry.Value, entry.GivenAt }),
            Grades = gradesOf[attempt.Id].OrderBy(grade => grade.Position).ThenBy(grade => grade.Revision)
                .Select(grade => new { grade.Position, grade.Revision, grade.Fraction, grade.MaxPoints, grade.Reason, grade.GradedAt }),
        }).ToList();
    }
}
