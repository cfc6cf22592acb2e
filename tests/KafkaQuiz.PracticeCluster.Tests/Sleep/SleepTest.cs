using Confluent.Kafka;
using KafkaQuiz.Practice.Sleep;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Practice.Tests.Machines;

namespace KafkaQuiz.Practice.Tests.Sleep;

/// <summary>A test of machines that sleep: three nodes, one after another in a file of its own.</summary>
public abstract class SleepTest : MachineTest, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kafkaquiz-sleep-").FullName;

    protected string Path => System.IO.Path.Combine(_folder, "machine");

    /// <summary>A clock that a test moves; all of its machines go by it.</summary>
    private protected MovableTime Clock { get; } = new();

    private protected PracticeMachineOptions Options => new() { Time = Clock, Seed = 1, HostNames = ["kafka-1"] };

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected async Task<PracticeMachine> StartThreeAsync(string more = "")
    {
        // Time stands still: nobody would wait for more members.
        more += "\ngroup.initial.rebalance.delay.ms=0";
        var machine = new PracticeMachine(Options);
        foreach (var id in new[] { 1, 2, 3 })
        {
            Assert.Equal(0, (await machine.FormatAsync(Combined(id, more: more), new(ClusterId))).ExitCode);
            Assert.Null((await machine.StartAsync(Combined(id, more: more))).ExitCode);
        }
        return machine;
    }

    /// <summary>Saves it, ends it and wakes another.</summary>
    private protected async Task<PracticeMachine> SleepAsync(PracticeMachine machine, TimeSpan slept = default)
    {
        await machine.SaveAsync(Path, Cancel);
        Assert.Null(machine.LastFault);
        await machine.DisposeAsync();
        Clock.Pass(slept);
        return await PracticeMachine.WakeAsync(Path, Options, Cancel);
    }

    private protected static async Task<string> BootstrapAsync(PracticeMachine machine) => (await machine.ClustersAsync()).Single().BootstrapServers;

    private protected static async Task<ClusterSnapshot> LookAsync(PracticeMachine machine) => await (await machine.ClustersAsync()).Single().LookAsync();

    private protected static async Task<byte[]> BytesAsync(PracticeMachine machine) => await BytesAsync(await machine.ArchiveAsync());

    private protected static async Task<byte[]> BytesAsync(SleepArchive archive)
    {
        using var file = new MemoryStream();
        await SleepFile.WriteAsync(file, archive, Cancel);
        return file.ToArray();
    }

    private protected static IProducer<string, string> Producer(string bootstrap, Action<ProducerConfig>? with = null)
    {
        var config = new ProducerConfig { BootstrapServers = bootstrap, EnableIdempotence = true, LingerMs = 0 };
        with?.Invoke(config);
        return new ProducerBuilder<string, string>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    private protected static IConsumer<string, string> Consumer(string bootstrap, string group, GroupProtocol protocol = GroupProtocol.Classic)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = bootstrap,
            GroupId = group,
            GroupProtocol = protocol,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            IsolationLevel = IsolationLevel.ReadCommitted,
        };
        return new ConsumerBuilder<string, string>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    private protected static List<string> Read(IConsumer<string, string> consumer, int count)
    {
        var values = new List<string>();
        while (values.Count < count)
            values.Add((consumer.Consume(RealClient.Patience) ?? throw new TimeoutException($"Only {string.Join(',', values)}.")).Message.Value);
        return values;
    }
}

/// <summary>A wall clock that stands still until it is moved.</summary>
internal sealed class MovableTime : TimeProvider
{
    private DateTimeOffset _now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _now;

    public void Pass(TimeSpan span) => _now += span;
}
