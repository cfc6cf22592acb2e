using System.Diagnostics;

namespace KafkaQuiz.Load;

/// <summary>What one scenario came to.</summary>
/// <param name="Scenario">Which.</param>
/// <param name="Learners">Learners at once.</param>
/// <param name="Seconds">How long it really took.</param>
/// <param name="Attempts">Whole attempts: started, answered, submitted.</param>
/// <param name="ServerCpuMs">Processor time of the server for one attempt, in ms; null for a server that was running before.</param>
/// <param name="ClientCpuMs">Processor time of the load client for one attempt, in ms: it shares the cores.</param>
/// <param name="Start">Latency of starting.</param>
/// <param name="Save">Latency of a save.</param>
/// <param name="Submit">Latency of submitting.</param>
internal sealed record LoadRun(Scenario Scenario, int Learners, double Seconds, int Attempts, double? ServerCpuMs, double ClientCpuMs, Latencies Start, Latencies Save, Latencies Submit)
{
    public double AttemptsPerSecond => Attempts / Seconds;

    /// <summary>Lets learners take quizzes, one after the other each, until time or count is up. A warm-up as long, at least 5 s, is not counted: the server compiles its code while it runs.</summary>
    public static async Task<LoadRun> RunAsync(Scenario scenario, Uri url, ServerProcess? server, LoadOptions options, CancellationToken cancellationToken)
    {
        await TakeAsync(scenario, url, options with { Seconds = Math.Max(options.Seconds, 5), Rate = null }, null, cancellationToken);
        return await TakeAsync(scenario, url, options, server, cancellationToken);
    }

    private static async Task<LoadRun> TakeAsync(Scenario scenario, Uri url, LoadOptions options, ServerProcess? server, CancellationToken cancellationToken)
    {
        Learner[] learners = [.. Enumerable.Range(0, options.Learners).Select(_ => new Learner(url, options.Chapter))];
        try
        {
            foreach (var learner in learners) await learner.ArriveAsync(cancellationToken);
            int left = options.MostAttempts, begun = 0;
            var clock = Stopwatch.StartNew();
            var before = server?.ProcessorTime;
            var clientBefore = Environment.CpuUsage.TotalTime;
            await Task.WhenAll(learners.Select(async learner =>
            {
                while (clock.Elapsed.TotalSeconds < options.Seconds && Interlocked.Decrement(ref left) >= 0)
                {
                    if (options.Rate is { } rate)
                    {
                        // Attempts that are late begin at once: a server that cannot keep up shows in attempts/s.
                        var due = TimeSpan.FromSeconds((Interlocked.Increment(ref begun) - 1.0) / rate);
                        if (due > clock.Elapsed) await Task.Delay(due - clock.Elapsed, cancellationToken);
                    }

                    await learner.TakeQuizAsync(scenario, cancellationToken);
                }
            }));
            double seconds = clock.Elapsed.TotalSeconds;
            int attempts = learners.Sum(learner => learner.Attempts);
            return new(
                scenario, learners.Length, seconds, attempts, (server?.ProcessorTime - before)?.TotalMilliseconds / Math.Max(attempts, 1),
                (Environment.CpuUsage.TotalTime - clientBefore).TotalMilliseconds / Math.Max(attempts, 1),
                Latencies.Merge(learners.Select(learner => learner.Start)),
                Latencies.Merge(learners.Select(learner => learner.Save)),
                Latencies.Merge(learners.Select(learner => learner.Submit)));
        }
        finally
        {
            foreach (var learner in learners) learner.Dispose();
        }
    }
}
