using KafkaQuiz.Data;
using KafkaQuiz.Data.Labs;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Labs.Watching;

/// <summary>The duty to look at a session's cluster: held by one node for half a minute and renewed, so that several nodes do not grade the same page.</summary>
internal sealed class WatchDuty(KafkaQuizDbContext database, TimeProvider time)
{
    private static readonly TimeSpan For = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(15);

    /// <summary>True where <paramref name="node"/> holds the duty now.</summary>
    public async Task<bool> TakeAsync(LabSession session, string node, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (session.Watcher == node && session.WatchedUntil > now + RenewBefore) return true;
        if (session.Watcher != node && session.WatchedUntil > now) return false;
        return await database.Set<LabSession>()
            .Where(s => s.Id == session.Id && (s.Watcher == node || s.WatchedUntil == null || s.WatchedUntil <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Watcher, node).SetProperty(s => s.WatchedUntil, now + For), cancellationToken) == 1;
    }

    /// <summary>Lets another node take it at once.</summary>
    public async Task GiveUpAsync(Guid session, string node, CancellationToken cancellationToken) =>
        await database.Set<LabSession>().Where(s => s.Id == session && s.Watcher == node)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Watcher, (string?)null).SetProperty(s => s.WatchedUntil, (DateTimeOffset?)null), cancellationToken);
}
