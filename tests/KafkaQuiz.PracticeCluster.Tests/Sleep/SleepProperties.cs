using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using Record = KafkaQuiz.Protocol.Record;

namespace KafkaQuiz.Practice.Tests.Sleep;

/// <summary>Whatever a machine has been through, a woken one saves what the first one saved, byte by byte.</summary>
public sealed class SleepProperties : SleepTest
{
    /// <summary>Something that happens to a machine.</summary>
    private sealed record Step(string What, int Number)
    {
        public override string ToString() => $"{What} {Number}";
    }

    private static readonly Gen<Step> Steps = from what in Gen.Elements("topic", "records", "records", "records", "producer", "commit", "config", "kill", "stop", "start", "hang", "cut", "heal", "slow", "pass", "pass", "delete")
                                              from number in Gen.Choose(0, 8)
                                              select new Step(what, number);

    [Fact]
    public void Saved_woken_and_saved_again_gives_the_same_bytes() =>
        Prop.ForAll(Steps.ArrayOf().Resize(30).ToArbitrary(), steps => CheckAsync(steps).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private async Task CheckAsync(Step[] steps)
    {
        await using var machine = await StartThreeAsync();
        foreach (var step in steps)
            await RunAsync(machine, step);
        var saved = await machine.ArchiveAsync();
        var bytes = await BytesAsync(saved);
        using var file = new MemoryStream(bytes);
        await using var woken = await PracticeMachine.WakeAsync(await Practice.Sleep.SleepFile.ReadAsync(file, Cancel), Options);
        // Both are awake: the ports of the one are taken.
        Assert.Equal(machine.Machine.Ports.Keys.Order(), woken.Machine.Ports.Keys.Order());
        foreach (var (named, real) in machine.Machine.Ports)
            woken.Machine.Ports[named] = real;
        Assert.Equal(bytes, await BytesAsync(woken));
        Assert.Null(woken.LastFault);
        Assert.Null(machine.LastFault);
        Assert.Equal(machine.Machine.Budget.Used, woken.Machine.Budget.Used);
    }

    private static async Task RunAsync(PracticeMachine machine, Step step)
    {
        var server = machine.Servers.Last(s => s.NodeId == (step.Number % 3) + 1);
        switch (step.What)
        {
            case "kill":
                await machine.KillAsync(server);
                break;
            case "stop":
                await machine.StopAsync(server);
                break;
            case "start" when server.ExitCode is not null:
                await machine.StartAsync(server.Properties);
                break;
            case "hang":
                await machine.HangAsync(server);
                break;
            case "cut":
                await machine.CutOffAsync(server, fromClients: step.Number > 5);
                break;
            case "heal":
                await machine.HealAsync(server);
                await machine.ResumeAsync(server);
                break;
            case "pass":
                await machine.AdvanceAsync(TimeSpan.FromSeconds(step.Number * 5));
                break;
            default:
                await machine.Machine.Loop.RunAsync(() => Change(machine.Machine.Clusters.Single(), step, server.Node));
                break;
        }
    }

    private static void Change(ClusterState cluster, Step step, Node node)
    {
        var topics = cluster.Topics.All.ToList();
        var partition = topics.Count == 0 ? null : topics[step.Number % topics.Count].Partitions[0];
        switch (step.What)
        {
            case "topic" when cluster.Quorum.IsActive && cluster.Brokers.Values.Count(b => b.IsActive) == 3 && !cluster.Topics.TryGet($"t{step.Number}", out _):
                var creation = new TopicCreation($"t{step.Number}") { PartitionCount = 2, ReplicationFactor = 3, Configs = new Dictionary<string, string> { ["segment.bytes"] = "1048576" } };
                Assert.Equal(ErrorCode.None, creation.Check(cluster).Code);
                creation.Create(cluster);
                break;
            case "records" or "producer" when partition is not null && cluster.IsRunning(partition.Leader):
                Append(cluster, partition, step);
                break;
            case "commit":
                cluster.Groups.Classic($"g{step.Number}").Offsets[("t1", 0)] = new CommittedOffset(step.Number, 0, "own words 말", cluster.Now);
                break;
            case "config" when partition is not null:
                partition.Topic.Overrides["retention.ms"] = (step.Number * 1_000_000).ToString(CultureInfo.InvariantCulture);
                cluster.Configs.DynamicDefaults["log.cleaner.threads"] = "2";
                cluster.Quotas.Set(new Dictionary<string, string?> { ["user"] = null, ["client-id"] = "c" }, "producer_byte_rate", step.Number + 0.5);
                partition.Topic.Reconfigure();
                break;
            case "slow" when node.IsUp:
                node.Cluster.Registry.Slowed(node, TimeSpan.FromSeconds(step.Number));
                break;
            case "delete" when partition is not null && cluster.IsRunning(partition.Leader):
                partition.LeaderReplica!.Log.AdvanceStart(partition.HighWatermark / 2);
                cluster.Replicator.SyncFollowers(partition);
                break;
        }
    }

    private static void Append(ClusterState cluster, Partition partition, Step step)
    {
        var state = partition.Producers.Find(step.Number);
        var builder = step.What == "records" ? new RecordBatchBuilder()
            : new RecordBatchBuilder { ProducerId = step.Number, ProducerEpoch = 0, BaseSequence = (state?.LastSequence ?? -1) + 1, IsTransactional = step.Number % 2 == 0 };
        cluster.Replicator.Append(partition, builder.Build([new Record { Timestamp = cluster.Time.Milliseconds, Value = Encoding.UTF8.GetBytes($"record {step.Number}") }]));
    }
}
