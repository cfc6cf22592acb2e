using KafkaQuiz.Labs.LocalKafka;

namespace KafkaQuiz.TestKit;

/// <summary>
/// A real Apache Kafka for tests: the first there is of KAFKA_BOOTSTRAP (a running cluster), KAFKA_HOME (brokers started
/// here) and Docker (Testcontainers, compiled in where a Docker socket exists or with -p:UseTestcontainers=true). Where there
/// is none, the test is skipped with the reason. Register it once per test assembly, <c>[assembly: AssemblyFixture(typeof(RealKafka))]</c>,
/// and take it in the constructor: at most one cluster of each size then runs, started by the first test that asks.
/// </summary>
public sealed class RealKafka : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<int, IAsyncDisposable> _started = [];
    private readonly Dictionary<int, string> _bootstrap = [];

    /// <summary>Bootstrap servers of a single-node cluster.</summary>
    public Task<string> OneBrokerAsync() => BootstrapAsync(1);

    /// <summary>Bootstrap servers of a three-node cluster.</summary>
    public Task<string> ThreeBrokersAsync() => BootstrapAsync(3);

    private async Task<string> BootstrapAsync(int brokers)
    {
        var cancel = TestContext.Current.CancellationToken;
        await _gate.WaitAsync(cancel);
        try
        {
            if (!_bootstrap.TryGetValue(brokers, out var servers)) _bootstrap[brokers] = servers = await StartAsync(brokers, cancel);
            return servers;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<string> StartAsync(int brokers, CancellationToken cancel)
    {
        if (Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP") is { Length: > 0 } running)
        {
            Assert.SkipWhen(running.Split(',').Length < brokers, $"KAFKA_BOOTSTRAP names fewer than {brokers} brokers");
            return running;
        }
        if (KafkaHome.Find(out var noHome) is { } home)
        {
            var cluster = await LocalCluster.StartAsync(home, brokers, cancel);
            _started[brokers] = cluster;
            return cluster.BootstrapServers;
        }
#if TESTCONTAINERS
        Assert.SkipWhen(brokers > 1, $"Needs {brokers} brokers: {noHome}, and Testcontainers starts one");
        var container = new Testcontainers.Kafka.KafkaBuilder("apache/kafka:4.3.1").Build();
        await container.StartAsync(cancel);
        _started[brokers] = container;
        return container.GetBootstrapAddress();
#else
        Assert.Skip($"Needs a real Kafka: KAFKA_BOOTSTRAP is not set, {noHome}, and no Docker socket was there at build time");
        return "";
#endif
    }

    /// <summary>Stops what was started here.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _started.Values) await cluster.DisposeAsync();
        _gate.Dispose();
    }
}
