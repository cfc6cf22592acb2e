using KafkaQuiz.Data;
using KafkaQuiz.Data.Labs;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Labs.Practice;

/// <summary>Once an hour, and first at the start: deletes this node's sleeping benches whose session has ended or is gone with its learner, or that nobody came back to for <see cref="Kept"/>.</summary>
internal sealed class ForgottenBenches(IServiceScopeFactory scopes, PracticeBenches benches, SleepingBenches asleep, TimeProvider time, ILogger<ForgottenBenches> log) : BackgroundService
{
    /// <summary>How long one is kept asleep.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await DeleteAsync(scope.ServiceProvider.GetRequiredService<KafkaQuizDbContext>(), stoppingToken);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Forgotten practice clusters were not deleted; the next try is in {Wait}", Every);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public async Task DeleteAsync(KafkaQuizDbContext database, CancellationToken cancellationToken)
    {
        var limit = time.GetUtcNow() - Kept;
        foreach (var sessions in asleep.Sessions.Chunk(500))
        {
            var live = await database.Set<LabSession>().Where(session => sessions.Contains(session.Id) && session.EndedAt == null && session.Servers == LabSession.PracticeServers)
                .Select(session => session.Id).ToListAsync(cancellationToken);
            foreach (var session in sessions.Where(session => !live.Contains(session) || (asleep.SavedAt(session) < limit && !benches.IsAwake(session))))
                await benches.EndAsync(session);
        }
    }
}
