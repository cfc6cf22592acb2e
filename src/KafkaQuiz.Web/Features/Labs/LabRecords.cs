using KafkaQuiz.Data;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Features.Course;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Labs;

/// <summary>What other features ask of labs: which are passed, a guest's hand-over, a user's export.</summary>
internal sealed class LabRecords(KafkaQuizDbContext database) : IPassedLabs, IGuestWork, IPersonalData
{
    public string Name => "labs";

    public async Task<IReadOnlyCollection<string>> OfAsync(Guid learner, CancellationToken cancellationToken) =>
        await database.Set<LabCompletion>().Where(completion => completion.LearnerId == learner).Select(completion => completion.LabId).ToListAsync(cancellationToken);

    public async Task MoveAsync(Guid guest, Guid account, CancellationToken cancellationToken)
    {
        var already = database.Set<LabCompletion>().Where(completion => completion.LearnerId == account).Select(completion => completion.LabId);
        await database.Set<LabCompletion>().Where(completion => completion.LearnerId == guest && !already.Contains(completion.LabId))
            .ExecuteUpdateAsync(set => set.SetProperty(completion => completion.LearnerId, account), cancellationToken);
        await database.Set<LabSession>().Where(session => session.LearnerId == guest)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.LearnerId, account), cancellationToken);
    }

    public async Task<object> ExportAsync(Guid user, CancellationToken cancellationToken) => new
    {
        Completions = await database.Set<LabCompletion>().Where(c => c.LearnerId == user).Select(c => new { c.LabId, c.CompletedAt }).ToListAsync(cancellationToken),
        Sessions = await database.Set<LabSession>().Where(s => s.LearnerId == user).OrderBy(s => s.StartedAt)
            .Select(s => new { s.Id, s.LabId, s.StartedAt, s.EndedAt, s.Servers, s.Tls, s.SaslMechanism, s.SaslUser, s.Answers }).ToListAsync(cancellationToken),
        Evaluations = await database.Set<LabEvaluation>().Where(e => e.Session!.LearnerId == user).OrderBy(e => e.TakenAt)
            .Select(e => new { e.Id, e.SessionId, e.TakenAt, e.Graded, Points = e.Points / 100m, MaxPoints = e.MaxPoints / 100m, e.Complete, e.Evidence, e.Verdict }).ToListAsync(cancellationToken),
    };
}
