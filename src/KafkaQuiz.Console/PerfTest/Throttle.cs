namespace KafkaQuiz.Console.PerfTest;

/// <summary>ThroughputThrottler: delays so that a rate is not exceeded.</summary>
/// <param name="perSecond">Negative for no limit; 0 waits for ever.</param>
internal sealed class Throttle(TimeProvider time, double perSecond)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Waits after the record of this number, counted from 0.</summary>
    public Task DelayAsync(long record, CancellationToken cancel)
    {
        if (perSecond < 0)
            return Task.CompletedTask;
        if (perSecond == 0)
            return Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, time, cancel);
        var ahead = TimeSpan.FromSeconds((record + 1) / perSecond) - time.GetElapsedTime(_start);
        // As the tool does, short sleeps are gathered.
        return ahead > TimeSpan.FromMilliseconds(2) ? Task.Delay(ahead, time, cancel) : Task.CompletedTask;
    }
}
