using System.Diagnostics;
using Confluent.Kafka;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Benchmarks.Cluster;

/// <summary>Machines of three brokers go to sleep in a file, brought to the disk, and wake.</summary>
internal static class SleepTimes
{
    private const int Rounds = 30;

    public static async Task RunAsync()
    {
        await RoundsAsync("empty", 0);
        await RoundsAsync("with 50 MB of records", 50_000);
    }

    /// <param name="what">What is measured.</param>
    /// <param name="records">Of 1,000 bytes.</param>
    private static async Task RoundsAsync(string what, int records)
    {
        var folder = Directory.CreateTempSubdirectory("kafkaquiz-sleep-");
        try
        {
            var path = Path.Combine(folder.FullName, "machine");
            var machine = await StartAsync();
            if (records > 0)
                await ProduceAsync((await machine.ClustersAsync()).Single().BootstrapServers, records);
            var (asleep, awake) = (new List<double>(), new List<double>());
            for (var i = 0; i < Rounds; i++)
            {
                var began = Stopwatch.GetTimestamp();
                await machine.SleepAsync(path);
                asleep.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                await machine.DisposeAsync();
                began = Stopwatch.GetTimestamp();
                machine = await PracticeMachine.WakeAsync(path);
                awake.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            await machine.DisposeAsync();
            asleep.Sort();
            awake.Sort();
            ClusterRun.Show($"three brokers {what}: to sleep, awake ({Rounds} times)", FormattableString.Invariant(
                $"median {asleep[Rounds / 2]:0.0} ms, {awake[Rounds / 2]:0.0} ms; file of {new FileInfo(path).Length / 1024.0:0.0} KiB"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<PracticeMachine> StartAsync()
    {
        var machine = new PracticeMachine();
        var id = machine.NewClusterId();
        var nodes = Enumerable.Range(1, 3).Select(node => FormattableString.Invariant($"""
            process.roles=broker,controller
            node.id={node}
            controller.quorum.voters=1@localhost:9093,2@localhost:9095,3@localhost:9097
            listeners=PLAINTEXT://localhost:{9090 + (2 * node)},CONTROLLER://localhost:{9091 + (2 * node)}
            controller.listener.names=CONTROLLER
            log.dirs=/var/lib/kafka/{node}
            """)).ToList();
        foreach (var properties in nodes)
            await machine.FormatAsync(properties, new StorageFormat(id));
        await Task.WhenAll(nodes.Select(machine.StartAsync));
        return machine;
    }

    private static async Task ProduceAsync(string bootstrap, int records)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = bootstrap, LingerMs = 20 }).SetLogHandler((_, _) => { }).Build();
        var value = new byte[1000];
        new Random(1).NextBytes(value);
        for (var i = 0; i < records; i++)
        {
            while (true)
            {
                try
                {
                    producer.Produce("records", new() { Value = value });
                    break;
                }
                catch (ProduceException<Null, byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
                {
                    producer.Poll(TimeSpan.FromMilliseconds(20));
                }
            }
        }
        await Task.Run(() => producer.Flush(TimeSpan.FromMinutes(2)));
    }
}
