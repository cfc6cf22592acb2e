using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Accounts.Sessions;

/// <summary>The sessions of a user: which there are, and ending them.</summary>
internal sealed class UserSessions(KafkaQuizDbContext database, TimeProvider time)
{
    public Task<List<UserSession>> ListAsync(Guid user, CancellationToken cancellationToken) =>
        database.Set<UserSession>().AsNoTracking().Where(session => session.UserId == user && session.EndedAt == null)
            .OrderByDescending(session => session.LastSeenAt).ToListAsync(cancellationToken);

    /// <summary>Ends one session of the user; another user's is left alone.</summary>
    /// <returns>False if there is none of that id.</returns>
    public async Task<bool> EndAsync(Guid user, Guid session, CancellationToken cancellationToken) =>
        await EndAsync(database.Set<UserSession>().Where(row => row.Id == session && row.UserId == user), cancellationToken) == 1;

    /// <summary>Ends all sessions of the user but <paramref name="except"/>.</summary>
    public Task<int> EndAllAsync(Guid user, Guid? except, CancellationToken cancellationToken) =>
        EndAsync(database.Set<UserSession>().Where(row => row.UserId == user && row.Id != except), cancellationToken);

    /// <summary>Makes every session of the user take up a changed name or changed roles at its next request.</summary>
    public Task RefreshAsync(Guid user, CancellationToken cancellationToken) =>
        database.Set<UserSession>().Where(row => row.UserId == user && row.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ClaimsChanged, true), cancellationToken);

    private Task<int> EndAsync(IQueryable<UserSession> sessions, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return sessions.Where(row => row.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), cancellationToken);
    }
}
