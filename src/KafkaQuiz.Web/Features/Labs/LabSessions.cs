using KafkaQuiz.Data;
using KafkaQuiz.Data.Labs;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Labs;

/// <summary>Finds sessions; another learner's is never found.</summary>
internal sealed class LabSessions(KafkaQuizDbContext database, LabVersions versions)
{
    /// <summary>The learner's session of that id that is in use, or null.</summary>
    public async Task<LabRun?> FindAsync(Guid learner, Guid session, CancellationToken cancellationToken) => await RunAsync(
        await database.Set<LabSession>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == session && s.LearnerId == learner && s.EndedAt == null, cancellationToken), cancellationToken);

    /// <summary>The learner's session of a lab that is in use, or null.</summary>
    public async Task<LabRun?> CurrentAsync(Guid learner, string lab, CancellationToken cancellationToken) => await RunAsync(
        await database.Set<LabSession>().AsNoTracking().Where(s => s.LearnerId == learner && s.LabId == lab && s.EndedAt == null)
            .OrderByDescending(s => s.StartedAt).FirstOrDefaultAsync(cancellationToken), cancellationToken);

    /// <summary>A session of whomever, for the watch that its owner opened.</summary>
    public async Task<LabRun?> OpenAsync(Guid session, CancellationToken cancellationToken) => await RunAsync(
        await database.Set<LabSession>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == session && s.EndedAt == null, cancellationToken), cancellationToken);

    /// <summary>
    /// A session that was opened before, as it is now; null where it has ended. A watch asks twice a second: where nothing changed but the duty to watch, what was read and
    /// understood before is good still.
    /// </summary>
    public async Task<LabRun?> OpenAgainAsync(LabRun known, CancellationToken cancellationToken)
    {
        var now = await database.Set<LabSession>().AsNoTracking().Where(s => s.Id == known.Session.Id && s.EndedAt == null)
            .Select(s => new { s.Revision, s.Watcher, s.WatchedUntil }).SingleOrDefaultAsync(cancellationToken);
        if (now is null) return null;
        if (now.Revision != known.Session.Revision) return await OpenAsync(known.Session.Id, cancellationToken);
        (known.Session.Watcher, known.Session.WatchedUntil) = (now.Watcher, now.WatchedUntil);
        return known;
    }

    private async Task<LabRun?> RunAsync(LabSession? session, CancellationToken cancellationToken) =>
        session is null ? null : new LabRun(session, await versions.OfAsync(database, session, cancellationToken));
}
