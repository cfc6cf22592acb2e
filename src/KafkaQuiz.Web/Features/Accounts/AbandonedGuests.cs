using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Host;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>
/// Deletes guests, with their work, who were not seen for the days of <see cref="Settings.GuestDays"/>. Nobody can come back as one
/// of them: the cookie of a guest ends after 14 days without a request.
/// </summary>
internal sealed class AbandonedGuests(KafkaQuizDbContext database, Settings settings, TimeProvider time, ILogger<AbandonedGuests> log)
{
    /// <summary>Guests of one transaction, so that learners' writes do not wait long.</summary>
    public const int Batch = 50;

    /// <returns>Number of guests deleted.</returns>
    public async Task<int> PurgeAsync(CancellationToken cancellationToken)
    {
        if (settings.GuestDays == 0) return 0;
        var limit = time.GetUtcNow().AddDays(-settings.GuestDays);
        var sessions = database.Set<UserSession>();
        var abandoned = database.Users.Where(user => user.IsGuest && user.CreatedAt < limit
            && !sessions.Any(session => session.UserId == user.Id && session.LastSeenAt >= limit));
        var total = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            var ids = await abandoned.OrderBy(user => user.CreatedAt).Select(user => user.Id).Take(Batch).ToListAsync(cancellationToken);
            if (ids.Count == 0) break;
            // Asked once more in the statement that deletes: a guest may have come back or signed up in the meantime.
            var deleted = await abandoned.Where(user => ids.Contains(user.Id)).ExecuteDeleteAsync(cancellationToken);
            if (deleted == 0) break;
            total += deleted;
        }

        if (total > 0) log.LogInformation("{Count} guests not seen for {Days} days were deleted", total, settings.GuestDays);
        return total;
    }
}
