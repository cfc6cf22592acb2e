using KafkaQuiz.Web.Features.Operations;
using KafkaQuiz.Web.Host;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>Runs <see cref="AbandonedGuests"/> once a day, on one node.</summary>
internal sealed class AbandonedGuestsTimer(IServiceScopeFactory scopes, Settings settings, TimeProvider time, ILogger<AbandonedGuestsTimer> log)
    : BackgroundService
{
    private const string Name = "abandoned-guests";

    /// <summary>How often a node asks whether it is due. The first time after this, too, so that a start is not slower.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromMinutes(15);

    /// <summary>A little less than a day, so that it does not wander around the clock by what asking leaves over.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromHours(24) - AskEvery;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.GuestDays == 0) return;
        using var timer = new PeriodicTimer(AskEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (await scope.ServiceProvider.GetRequiredService<NodeDuty>().TakeAsync(Name, Hold, stoppingToken))
                    await scope.ServiceProvider.GetRequiredService<AbandonedGuests>().PurgeAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Abandoned guests were not deleted; the next try is in {Wait}", AskEvery);
            }
        }
    }
}
