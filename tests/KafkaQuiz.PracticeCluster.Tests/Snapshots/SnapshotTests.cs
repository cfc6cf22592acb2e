using Confluent.Kafka;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Snapshots;

/// <summary>What an onlooker sees of a cluster, and when he is told to look again. Broker 3 is the active controller.</summary>
public sealed class SnapshotTests() : ClusterTest(new() { Brokers = 3, Racks = ["a"] })
{
    [Fact]
    public async Task A_snapshot_shows_nodes_partitions_and_groups_with_their_lag()
    {
        await CreateAsync("orders", [[2, 3], [1, 2]], new() { ["min.insync.replicas"] = "2" });
        for (var i = 0; i < 5; i++)
            await ProduceAsync("orders", $"{i}");
        using var consumer = Cluster.Consumer("readers", c => (c.ClientId, c.SessionTimeoutMs) = ("reader-1", 45_000));
        consumer.Subscribe("orders");
        Assert.Equal(5, consumer.Take(5).Count);
        consumer.Commit([new("orders", 0, 3)]);
        await Cluster.KillBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(9.1));

        var look = await Cluster.LookAsync();
        Assert.Equal((Cluster.ClusterId, 3, 1), (look.ClusterId, look.Controller, look.ControllerEpoch));
        Assert.Equal(9.1, look.Ahead.TotalSeconds, 3);
        Assert.Equal(["1 a Running voter", "2  Killed voter fenced", "3  Running voter"],
            look.Nodes.Select(n => $"{n.Id} {n.Rack} {n.Process}{(n.IsVoter ? " voter" : "")}{(n.IsFenced ? " fenced" : "")}"));
        Assert.Equal(Address(1), look.Nodes[0].Address);
        var topic = look.Topics.Single(t => t.Name == "orders");
        var (first, second) = (topic.Partitions[0], topic.Partitions[1]);
        Assert.Equal((3, 1), (first.Leader, first.LeaderEpoch));
        Assert.Equal([2, 3], first.Replicas);
        Assert.Equal([3], first.Isr);
        Assert.Equal((0, 5, 5), (first.StartOffset, first.HighWatermark, first.EndOffset));
        Assert.Equal([5, 5], first.ReplicaEnds);
        Assert.Equal([1], second.Isr);
        Assert.Equal([2], second.Elr);
        Assert.Equal(1, look.Nodes.Single(n => n.Id == 1).Replicas - look.Topics.Single(t => t.IsInternal).Partitions.Count(p => p.Replicas.Contains(1)));
        var group = look.Groups.Single();
        Assert.Equal(("readers", "classic", "Stable", 1), (group.Id, group.Type, group.State, group.Epoch));
        var member = group.Members.Single();
        Assert.Equal("reader-1", member.ClientId);
        Assert.Equal([("orders", 0), ("orders", 1)], member.Assigned);
        Assert.Equal(new ClusterSnapshot.Committed("orders", 0, 3, 2), Assert.Single(group.Offsets));
    }

    [Fact]
    public async Task A_snapshot_shows_what_members_of_the_new_protocol_consume()
    {
        await CreateAsync("orders", [[1], [2]]);
        using var consumer = Cluster.Consumer("readers", c => (c.GroupProtocol, c.SessionTimeoutMs, c.HeartbeatIntervalMs) = (GroupProtocol.Consumer, null, null));
        consumer.Subscribe("orders");
        await ProduceAsync("orders", "a");
        Assert.Single(consumer.Take(1));
        var group = (await Cluster.LookAsync()).Groups.Single();
        Assert.Equal(("consumer", 2), (group.Type, group.Epoch));
        Assert.Equal([("orders", 0), ("orders", 1)], group.Members.Single().Assigned);
    }

    [Fact]
    public async Task Whoever_waits_is_woken_by_every_change_that_a_snapshot_shows()
    {
        await ChangesAsync(() => CreateAsync("orders", [[1, 2]]));
        await ChangesAsync(() => SendAsync("orders", "a", acks: 1, to: 1));
        await ChangesAsync(() => AskAsync(1, new FindCoordinatorRequest { CoordinatorKeys = ["readers"] }));
        var coordinator = (await Cluster.LookAsync()).Topics.Single(t => t.IsInternal).Partitions[(KafkaQuiz.Practice.Groups.JavaHash.Of("readers") & int.MaxValue) % 50].Leader;
        await ChangesAsync(() => AskAsync(coordinator, new OffsetCommitRequest { GroupId = "readers", GenerationIdOrMemberEpoch = -1, Topics = [new() { TopicId = Cluster.State.Topics.Find("orders", 0)!.Topic.Id, Partitions = [new() { CommittedOffset = 1 }] }] }));
        Assert.Equal(1, (await Cluster.LookAsync()).Groups.Single().Offsets.Single().Offset);
        await ChangesAsync(() => Cluster.SlowBrokerAsync(2, TimeSpan.FromSeconds(1)));
        await ChangesAsync(() => Cluster.CutOffBrokerAsync(2));
        await ChangesAsync(() => Cluster.HealBrokerAsync(2));
        await ChangesAsync(() => Cluster.HangBrokerAsync(2));
        await ChangesAsync(() => Cluster.AdvanceAsync(TimeSpan.FromSeconds(10)));
        await ChangesAsync(() => Cluster.StartBrokerAsync(2));
        await ChangesAsync(() => Cluster.StopBrokerAsync(3));
    }

    [Fact]
    public async Task Nobody_is_woken_by_clients_that_only_look()
    {
        await CreateAsync("orders", [[1, 2]]);
        await ProduceAsync("orders", "a");
        // The first consumer with a group id makes __consumer_offsets.
        _ = Read("orders", 1);
        var before = (await Cluster.LookAsync()).Change;
        _ = Read("orders", 1);
        await AskAsync(1, new MetadataRequest { Topics = null });
        await AskAsync(1, new DescribeClusterRequest());
        await AskAsync(1, new ListGroupsRequest());
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(before, (await Cluster.LookAsync()).Change);
        using var ended = new CancellationTokenSource();
        var waiting = Cluster.WaitForChangeAsync(before, ended.Token);
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    /// <summary>Does something while somebody waits for a change.</summary>
    private async Task ChangesAsync(Func<Task> act)
    {
        var before = (await Cluster.LookAsync()).Change;
        var waiting = Cluster.WaitForChangeAsync(before, Cancel);
        Assert.False(waiting.IsCompleted);
        await act();
        Assert.True(await waiting.WaitAsync(RealClient.Patience, Cancel) > before);
    }
}
