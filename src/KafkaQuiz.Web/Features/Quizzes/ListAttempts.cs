using KafkaQuiz.Data;
using KafkaQuiz.Data.Attempts;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>A learner's attempts, newest first.</summary>
internal sealed class ListAttempts(KafkaQuizDbContext database)
{
    public const int PageSize = 30;

    /// <param name="learner">Whose.</param>
    /// <param name="before">Only those that started before; null for the newest.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>At most <see cref="PageSize"/>, and whether there are older ones.</returns>
    public async Task<(IReadOnlyList<Attempt> Attempts, bool More)> HandleAsync(
        Guid learner, DateTimeOffset? before, CancellationToken cancellationToken)
    {
        var query = database.Set<Attempt>().AsNoTracking().Where(attempt => attempt.LearnerId == learner);
        if (before is { } limit) query = query.Where(attempt => attempt.StartedAt < limit);
        var attempts = await query.OrderByDescending(attempt => attempt.StartedAt).Take(PageSize + 1).ToListAsync(cancellationToken);
        return (attempts.Take(PageSize).ToList(), attempts.Count > PageSize);
    }
}
