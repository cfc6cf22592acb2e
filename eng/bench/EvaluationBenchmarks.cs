using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.LocalKafka;
using KafkaQuiz.Labs.Tests;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Benchmarks;

/// <summary>One evaluation of ten checks: evidence from three brokers, and the verdict on it. With KAFKA_HOME also on real brokers.</summary>
[Config(typeof(Percentiles))]
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 200, iterationCount: 1000, invocationCount: 1)]
public class EvaluationBenchmarks
{
    private IAsyncDisposable cluster = null!;
    private ClusterConnection connection = null!;
    private Lab lab = null!;

    /// <summary>Which cluster.</summary>
    [ParamsSource(nameof(Clusters))]
    public string Cluster { get; set; } = "";

    /// <summary>A practice cluster, and real brokers where there are any.</summary>
    public static IEnumerable<string> Clusters => KafkaHome.Find(out _) is null ? ["practice"] : ["practice", "kafka"];

    /// <summary>Starts three brokers with a topic, a thousand records and a group.</summary>
    [GlobalSetup]
    public async Task StartAsync()
    {
        string servers;
        if (Cluster == "kafka")
        {
            var real = await LocalCluster.StartAsync(KafkaHome.Find(out _)!, 3);
            (cluster, servers) = (real, real.BootstrapServers);
        }
        else
        {
            var practice = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 3 });
            (cluster, servers) = (practice, practice.BootstrapServers);
        }
        await TenChecks.PrepareAsync(servers, "bench");
        lab = TenChecks.Lab("bench");
        connection = await ClusterConnection.OpenAsync(new ClusterTarget(ClusterTarget.ParseBootstrap(servers, out _)!), new EgressPolicy(), TimeProvider.System, CancellationToken.None);
    }

    /// <summary>Stops them.</summary>
    [GlobalCleanup]
    public async Task StopAsync()
    {
        await connection.DisposeAsync();
        await cluster.DisposeAsync();
    }

    /// <summary>Collects and grades.</summary>
    [Benchmark]
    public async Task<bool> Evaluation_of_ten_checks()
    {
        var evidence = await connection.CollectAsync(EvidenceNeeds.Of(lab), null, null, CancellationToken.None);
        return LabGrader.Grade(lab, null, LabMemory.Empty, evidence).Verdict.IsComplete ? true : throw new InvalidOperationException("A check does not hold.");
    }

    private sealed class Percentiles : ManualConfig
    {
        public Percentiles()
        {
            AddColumn(StatisticColumn.P50, StatisticColumn.P95, StatisticColumn.Max);
            // BenchmarkDotNet builds everything once more; a busy machine takes longer than its two minutes.
            BuildTimeout = TimeSpan.FromMinutes(10);
        }
    }
}
