using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Sleep;

/// <summary>A machine sleeps and wakes, as clients see it.</summary>
public sealed class SleepTests : SleepTest
{
    [Fact]
    public async Task Records_ids_configs_and_commits_are_as_before_and_consumers_go_on()
    {
        var machine = await StartThreeAsync();
        await CreateAsync(machine, "orders");
        var bootstrap = await BootstrapAsync(machine);
        using (var admin = Admin(bootstrap))
        {
            await admin.IncrementalAlterConfigsAsync(new() { [new() { Type = ResourceType.Topic, Name = "orders" }] = [new() { Name = "retention.ms", Value = "123456789", IncrementalOperation = AlterConfigOpType.Set }] });
            await admin.IncrementalAlterConfigsAsync(new() { [new() { Type = ResourceType.Broker, Name = "2" }] = [new() { Name = "log.cleaner.threads", Value = "2", IncrementalOperation = AlterConfigOpType.Set }] });
        }
        await ProduceAsync(machine, "a", "b", "c", "d");
        Take(bootstrap, "classic", GroupProtocol.Classic, "a", "b");
        Take(bootstrap, "modern", GroupProtocol.Consumer, "a", "b", "c");
        var before = await LookAsync(machine);
        var servers = machine.Servers.Select(s => (s.NodeId, s.ProcessId, s.Properties, s.ExitCode)).ToList();
        machine = await SleepAsync(machine, TimeSpan.FromHours(9));
        await using var _ = machine;
        var after = await LookAsync(machine);
        Assert.Equal(servers, machine.Servers.Select(s => (s.NodeId, s.ProcessId, s.Properties, s.ExitCode)));
        Assert.Equal(Shown(before), Shown(after));
        bootstrap = await BootstrapAsync(machine);
        using (var admin = Admin(bootstrap))
        {
            var topic = await admin.DescribeConfigsAsync([new() { Type = ResourceType.Topic, Name = "orders" }]);
            Assert.Equal("123456789", topic.Single().Entries["retention.ms"].Value);
            var broker = await admin.DescribeConfigsAsync([new() { Type = ResourceType.Broker, Name = "2" }]);
            Assert.Equal("2", broker.Single().Entries["log.cleaner.threads"].Value);
        }
        await ProduceAsync(machine, "e");
        Take(bootstrap, "classic", GroupProtocol.Classic, "c", "d", "e");
        Take(bootstrap, "modern", GroupProtocol.Consumer, "d", "e");
        Take(bootstrap, "new", GroupProtocol.Classic, "a", "b", "c", "d", "e");
        Assert.Null(machine.LastFault);
    }

    [Fact]
    public async Task Transactions_end_after_waking_as_they_would_have()
    {
        var machine = await StartThreeAsync();
        await CreateAsync(machine, "orders");
        var bootstrap = await BootstrapAsync(machine);
        using (var first = Producer(bootstrap, c => c.TransactionalId = "payments"))
        {
            first.InitTransactions(RealClient.Patience);
            await CommitAsync(first, "a", commits: true);
            await CommitAsync(first, "b", commits: false);
            first.BeginTransaction();
            await first.ProduceAsync("orders", new() { Key = "k", Value = "open" }, Cancel);
            machine = await SleepAsync(machine);
        }
        await using var _ = machine;
        bootstrap = await BootstrapAsync(machine);
        using var second = Producer(bootstrap, c => c.TransactionalId = "payments");
        second.InitTransactions(RealClient.Patience);
        await CommitAsync(second, "c", commits: true);
        Take(bootstrap, "readers", GroupProtocol.Classic, "a", "c");
        Assert.Null(machine.LastFault);
    }

    [Fact]
    public async Task A_broker_that_was_killed_is_still_down_and_comes_back_with_its_data()
    {
        var machine = await StartThreeAsync();
        await CreateAsync(machine, "orders");
        await ProduceAsync(machine, "a");
        await machine.KillAsync(machine.Servers[0]);
        await machine.AdvanceAsync(TimeSpan.FromSeconds(20));
        await ProduceAsync(machine, "b");
        var before = await LookAsync(machine);
        machine = await SleepAsync(machine);
        await using var _ = machine;
        Assert.Equal([137, null, null], machine.Servers.Select(s => s.ExitCode));
        Assert.Equal(Shown(before), Shown(await LookAsync(machine)));
        await machine.StartAsync(machine.Servers[0].Properties);
        var partition = (await LookAsync(machine)).Topics.Single(t => t.Name == "orders").Partitions.Single();
        Assert.Equal([1, 2, 3], partition.Isr.Order());
        Take(await BootstrapAsync(machine), "readers", GroupProtocol.Classic, "a", "b");
        Assert.Null(machine.LastFault);
    }

    [Fact]
    public async Task A_broker_that_was_killed_just_before_is_fenced_after_waking()
    {
        var machine = await StartThreeAsync();
        await CreateAsync(machine, "orders");
        await machine.KillAsync(machine.Servers[0]);
        machine = await SleepAsync(machine);
        await using var _ = machine;
        Assert.Equal(1, (await LookAsync(machine)).Topics.Single(t => t.Name == "orders").Partitions.Single().Leader);
        await machine.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.NotEqual(1, (await LookAsync(machine)).Topics.Single(t => t.Name == "orders").Partitions.Single().Leader);
        Assert.Null(machine.LastFault);
    }

    [Fact]
    public async Task Nodes_that_hang_or_are_cut_off_go_on_hanging_and_are_healed_after_waking()
    {
        var machine = await StartThreeAsync();
        await CreateAsync(machine, "orders");
        await machine.CutOffAsync(machine.Servers[0]);
        await machine.HangAsync(machine.Servers[1]);
        machine = await SleepAsync(machine);
        await using var _ = machine;
        Assert.Equal([NodeProcess.Running, NodeProcess.Hung, NodeProcess.Running], machine.Machine.Nodes.Select(n => n.Process));
        await machine.AdvanceAsync(TimeSpan.FromSeconds(20));
        await machine.HealAsync(machine.Servers[0]);
        await machine.ResumeAsync(machine.Servers[1]);
        await machine.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.Equal([1, 2, 3], (await LookAsync(machine)).Topics.Single(t => t.Name == "orders").Partitions.Single().Isr.Order());
        await ProduceAsync(machine, "a");
        Take(await BootstrapAsync(machine), "readers", GroupProtocol.Classic, "a");
        Assert.Null(machine.LastFault);
    }

    [Fact]
    public async Task Retention_counts_the_time_slept()
    {
        var machine = await StartThreeAsync();
        await CreateAsync(machine, "orders", "retention.ms", "3600000");
        await ProduceAsync(machine, "a", "b");
        machine = await SleepAsync(machine, TimeSpan.FromHours(2));
        await using var _ = machine;
        await machine.AdvanceAsync(TimeSpan.FromMinutes(6));
        var watermarks = Watermarks(await BootstrapAsync(machine));
        Assert.Equal((2, 2), (watermarks.Low.Value, watermarks.High.Value));
        Assert.Null(machine.LastFault);
    }

    [Fact]
    public async Task Compaction_goes_on_after_waking()
    {
        var machine = await StartThreeAsync();
        await CreateAsync(machine, "orders", "cleanup.policy", "compact", "segment.ms", "1000", "min.cleanable.dirty.ratio", "0.01");
        await ProduceAsync(machine, "a", "b");
        machine = await SleepAsync(machine, TimeSpan.FromSeconds(30));
        await using var _ = machine;
        await ProduceAsync(machine, "c");
        await machine.AdvanceAsync(TimeSpan.FromMinutes(2));
        Take(await BootstrapAsync(machine), "readers", GroupProtocol.Classic, "b", "c");
        Assert.Null(machine.LastFault);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_turn_virtual_time_back()
    {
        var machine = await StartThreeAsync();
        await machine.AdvanceAsync(TimeSpan.FromDays(1));
        var before = machine.Time.GetUtcNow();
        machine = await SleepAsync(machine, TimeSpan.FromHours(-3));
        await using var _ = machine;
        Assert.Equal(before, machine.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_machine_that_was_never_used_sleeps_too()
    {
        await using var machine = await SleepAsync(new PracticeMachine(Options));
        Assert.Empty(machine.Servers);
        Assert.Empty(await machine.ClustersAsync());
    }

    [Fact]
    public async Task A_start_that_failed_is_remembered_with_its_log()
    {
        var machine = new PracticeMachine(Options);
        await machine.StartAsync(Combined(1));
        await machine.StartAsync("process.roles=nonsense");
        var logs = machine.Servers.Select(s => s.Log).ToList();
        machine = await SleepAsync(machine);
        await using var _ = machine;
        Assert.Equal(logs, machine.Servers.Select(s => s.Log));
        Assert.All(machine.Servers, s => Assert.Equal(1, s.ExitCode));
    }

    [Fact]
    public async Task Clients_that_stay_find_it_again_at_its_ports()
    {
        var machine = await StartThreeAsync();
        await CreateAsync(machine, "orders");
        var bootstrap = await BootstrapAsync(machine);
        using var producer = Producer(bootstrap);
        await producer.ProduceAsync("orders", new() { Key = "k", Value = "a" }, Cancel);
        machine = await SleepAsync(machine);
        await using var _ = machine;
        Assert.Equal(bootstrap, await BootstrapAsync(machine));
        await producer.ProduceAsync("orders", new() { Key = "k", Value = "b" }, Cancel);
        Take(bootstrap, "readers", GroupProtocol.Classic, "a", "b");
    }

    [Fact]
    public async Task A_port_that_another_took_meanwhile_is_not_its_own_any_more()
    {
        var machine = await StartThreeAsync();
        await CreateAsync(machine, "orders");
        await machine.SaveAsync(Path, Cancel);
        var taken = (await BootstrapAsync(machine)).Split(',').Select(a => int.Parse(a.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        // It goes on, with its ports.
        await using var other = await PracticeMachine.WakeAsync(Path, Options, Cancel);
        Assert.DoesNotContain(taken, other.HasPort);
        Assert.All(taken, port => Assert.True(machine.HasPort(port)));
        await ProduceAsync(other, "a");
        Take(await BootstrapAsync(other), "readers", GroupProtocol.Classic, "a");
        await machine.DisposeAsync();
    }

    [Fact]
    public async Task What_a_client_was_told_of_while_it_went_to_sleep_is_there_after_waking()
    {
        var machine = await StartThreeAsync();
        await CreateAsync(machine, "orders");
        using var producer = Producer(await BootstrapAsync(machine), c => c.MessageTimeoutMs = 30_000);
        using var stop = new CancellationTokenSource();
        var told = 0;
        var asleep = false;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !Volatile.Read(ref asleep); i++)
            {
                var written = producer.ProduceAsync("orders", new() { Key = "k", Value = $"{i}" }, stop.Token);
                if (await Task.WhenAny(written, Task.Delay(Timeout.Infinite, stop.Token)) != written)
                    return;
                await written;
                Interlocked.Increment(ref told);
            }
        }, Cancel);
        while (Volatile.Read(ref told) < 20)
            await Task.Yield();
        await machine.SleepAsync(Path, Cancel);
        Volatile.Write(ref asleep, true);
        await stop.CancelAsync();
        await Task.WhenAny(writing);
        await machine.DisposeAsync();
        machine = await PracticeMachine.WakeAsync(Path, Options, Cancel);
        await using var _ = machine;
        using var consumer = Consumer(await BootstrapAsync(machine), "readers");
        Assert.InRange(consumer.QueryWatermarkOffsets(new("orders", 0), RealClient.Patience).High.Value, told, told + 1);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_leaves_the_machine_running()
    {
        var machine = await StartThreeAsync();
        await using var _ = machine;
        await CreateAsync(machine, "orders");
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => machine.SleepAsync(System.IO.Path.Combine(Path, "none", "machine"), Cancel));
        await ProduceAsync(machine, "a");
        Take(await BootstrapAsync(machine), "readers", GroupProtocol.Classic, "a");
    }

    [Fact]
    public async Task Machines_that_share_a_cap_have_what_others_leave_and_give_it_back_when_they_sleep()
    {
        var shared = new PracticeMemory(300_000);
        var first = new PracticeMachine(Options with { Shared = shared });
        await StartAsync(first);
        await using var second = new PracticeMachine(Options with { Shared = shared, Seed = 2 });
        await StartAsync(second);
        await ProduceAsync(first, Random(200_000));
        Assert.InRange(shared.Used, 200_000, 220_000);
        var full = await Assert.ThrowsAsync<ProduceException<string, string>>(() => ProduceAsync(second, Random(200_000)));
        Assert.Equal(ErrorCode.PolicyViolation, full.Error.Code);
        await first.SleepAsync(Path, Cancel);
        Assert.InRange(shared.Used, 0, 20_000);
        await ProduceAsync(second, Random(50_000));
        var before = shared.Used;
        await using var woken = await PracticeMachine.WakeAsync(Path, Options with { Shared = shared }, Cancel);
        Assert.InRange(shared.Used - before, 200_000, 220_000);

        static async Task StartAsync(PracticeMachine machine)
        {
            var properties = Combined(1, voters: Voters(1), more: "group.initial.rebalance.delay.ms=0");
            Assert.Equal(0, (await machine.FormatAsync(properties, new(ClusterId))).ExitCode);
            Assert.Null((await machine.StartAsync(properties)).ExitCode);
            using var admin = Admin(await BootstrapAsync(machine));
            await admin.CreateTopicsAsync([new TopicSpecification { Name = "orders", NumPartitions = 1, ReplicationFactor = 1 }]);
        }

        static string Random(int length) => new('x', length);
    }

    /// <summary>All that a learner sees but ports, changes and members.</summary>
    private static string Shown(ClusterSnapshot snapshot) => System.Text.Json.JsonSerializer.Serialize(new
    {
        snapshot.Topics,
        snapshot.ClusterId,
        snapshot.Controller,
        snapshot.ControllerEpoch,
        snapshot.BytesHeld,
        Nodes = snapshot.Nodes.Select(n => n with { Address = "" }),
    });

    private static IAdminClient Admin(string bootstrap) =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    private static async Task CreateAsync(PracticeMachine machine, string topic, params string[] configs)
    {
        using var admin = Admin(await BootstrapAsync(machine));
        await admin.CreateTopicsAsync([new TopicSpecification
        {
            Name = topic,
            NumPartitions = 1,
            ReplicationFactor = -1,
            ReplicasAssignments = new() { [0] = [1, 2, 3] },
            Configs = configs.Chunk(2).ToDictionary(c => c[0], c => c[1]),
        }]);
    }

    /// <summary>With timestamps of the machine's time.</summary>
    private static async Task ProduceAsync(PracticeMachine machine, params string[] values)
    {
        using var producer = Producer(await BootstrapAsync(machine));
        foreach (var value in values)
            await producer.ProduceAsync("orders", new() { Key = "k", Value = value, Timestamp = new(machine.Time.GetUtcNow()) }, Cancel);
    }

    private static async Task CommitAsync(IProducer<string, string> producer, string value, bool commits)
    {
        producer.BeginTransaction();
        await producer.ProduceAsync("orders", new() { Key = "k", Value = value }, Cancel);
        if (commits)
            producer.CommitTransaction(RealClient.Patience);
        else
            producer.AbortTransaction(RealClient.Patience);
    }

    /// <summary>Reads on where the group is, and commits.</summary>
    private static void Take(string bootstrap, string group, GroupProtocol protocol, params string[] values)
    {
        using var consumer = Consumer(bootstrap, group, protocol);
        consumer.Subscribe("orders");
        Assert.Equal(values, Read(consumer, values.Length));
        consumer.Commit();
        consumer.Close();
    }

    private static WatermarkOffsets Watermarks(string bootstrap)
    {
        using var consumer = Consumer(bootstrap, "watermarks");
        return consumer.QueryWatermarkOffsets(new("orders", 0), RealClient.Patience);
    }
}
