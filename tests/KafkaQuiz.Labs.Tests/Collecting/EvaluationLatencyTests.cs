using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.Practice;
using KafkaQuiz.TestKit;

namespace KafkaQuiz.Labs.Tests.Collecting;

/// <summary>How long one evaluation of ten checks takes. Its numbers are worth something only on a machine that does nothing else: see docs/lab-engine.md.</summary>
public sealed class EvaluationLatencyTests(RealKafka kafka)
{
    [Fact]
    public async Task Ten_checks_on_three_brokers()
    {
        SkipUnlessMeasured();
        await MeasureAsync("three real brokers", await kafka.ThreeBrokersAsync(), withinMs: 15);
    }

    [Fact]
    public async Task Ten_checks_on_a_practice_cluster()
    {
        SkipUnlessMeasured();
        await using var cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 3 }, TestContext.Current.CancellationToken);
        await MeasureAsync("a practice cluster", cluster.BootstrapServers, withinMs: 5);
    }

    [Fact]
    public async Task Two_hundred_sessions_that_look_twice_a_second()
    {
        SkipUnlessMeasured();
        var cancel = TestContext.Current.CancellationToken;
        var clusters = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 3 }, cancel)));
        await Task.WhenAll(clusters.Select(cluster => TenChecks.PrepareAsync(cluster.BootstrapServers, "watched")));
        var lab = TenChecks.Lab("watched");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var gaps = new System.Collections.Concurrent.ConcurrentBag<double>();
        var watches = Enumerable.Range(0, 200).Select(i => WatchAsync(clusters[i % clusters.Length].BootstrapServers, lab, TimeSpan.FromMilliseconds(2.5 * i), gaps, end.Token)).ToList();
        await Task.Delay(TimeSpan.FromSeconds(5), cancel);
        gaps.Clear();
        var (cpu, began) = (Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(15), cancel);
        var took = TimeProvider.System.GetElapsedTime(began);
        var busy = (Environment.CpuUsage.TotalTime - cpu) / took;
        var sorted = gaps.Order().ToList();
        await end.CancelAsync();
        await Task.WhenAll(watches);
        foreach (var cluster in clusters) await cluster.DisposeAsync();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"200 sessions: {sorted.Count / took.TotalSeconds:0} looks a second, from one look's end to the next p50 {sorted[sorted.Count / 2]:0} ms, p95 {sorted[sorted.Count * 95 / 100]:0} ms, max {sorted[^1]:0} ms; {busy:0.00} processors busy, practice clusters included; the target is 1,000 ms");
    }

    private static async Task WatchAsync(
        string servers, Content.Labs.Lab lab, TimeSpan after, System.Collections.Concurrent.ConcurrentBag<double> gaps, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(after, cancel);
            await using var connection = await ClusterConnection.OpenAsync(new ClusterTarget(ClusterTarget.ParseBootstrap(servers, out _)!), new EgressPolicy(), TimeProvider.System, cancel);
            for (var last = TimeProvider.System.GetTimestamp(); ;)
            {
                var began = TimeProvider.System.GetTimestamp();
                var evidence = await connection.CollectAsync(EvidenceNeeds.Of(lab), null, null, cancel);
                Assert.Null(LabGrader.Grade(lab, null, LabMemory.Empty, evidence).Verdict.Fault);
                var now = TimeProvider.System.GetTimestamp();
                gaps.Add(TimeProvider.System.GetElapsedTime(last, now).TotalMilliseconds);
                last = now;
                var pause = TimeSpan.FromMilliseconds(500) - TimeProvider.System.GetElapsedTime(began);
                await Task.Delay(pause < TimeSpan.FromMilliseconds(125) ? TimeSpan.FromMilliseconds(125) : pause, cancel);
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private static void SkipUnlessMeasured() =>
        Assert.SkipUnless(Environment.GetEnvironmentVariable("KAFKAQUIZ_MEASURE") == "1", "A measurement for an idle machine: set KAFKAQUIZ_MEASURE=1");

    private static async Task MeasureAsync(string where, string servers, double withinMs)
    {
        var cancel = TestContext.Current.CancellationToken;
        var topic = Names.Fresh("latency");
        await TenChecks.PrepareAsync(servers, topic);
        var lab = TenChecks.Lab(topic);
        var needs = EvidenceNeeds.Of(lab);
        await using var connection = await ClusterConnection.OpenAsync(new ClusterTarget(ClusterTarget.ParseBootstrap(servers, out _)!), new EgressPolicy(), TimeProvider.System, cancel);
        var times = new List<double>();
        var before = TimeSpan.Zero;
        for (var i = 0; i < 600; i++)
        {
            if (i == 100) before = Environment.CpuUsage.TotalTime;
            var began = TimeProvider.System.GetTimestamp();
            var evidence = await connection.CollectAsync(needs, null, null, cancel);
            var (verdict, _) = LabGrader.Grade(lab, null, LabMemory.Empty, evidence);
            if (i >= 100) times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            Assert.True(verdict.IsComplete, string.Join("; ", verdict.Tasks.Select(task => task.Check.Observed.En)));
        }
        var cpu = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / 500;
        times.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"Ten checks on {where}: p50 {times[times.Count / 2]:0.00} ms, p95 {times[times.Count * 95 / 100]:0.00} ms, max {times[^1]:0.0} ms, {cpu:0.00} ms of this process's processor time each; the target is {withinMs} ms at p95");
    }
}
