using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;
using ErrorCode = KafkaQuiz.Protocol.ErrorCode;

namespace KafkaQuiz.Practice.Tests.Failures;

/// <summary>A node that the network cuts off from the others. Broker 3 is the first active controller.</summary>
public sealed class NetworkCutTests() : ClusterTest(new() { Brokers = 3 })
{
    private static readonly TimeSpan SessionEnds = TimeSpan.FromSeconds(9.1);

    [Fact]
    public async Task A_cut_off_leader_serves_on_and_what_only_it_has_is_truncated_on_its_return()
    {
        await CreateAsync("orders", [[2, 3, 1]]);
        await ProduceAsync("orders", "a");
        await Cluster.CutOffBrokerAsync(2);
        Assert.Equal(1, (await SendAsync("orders", "lost", acks: 1, to: 2)).BaseOffset);
        await Cluster.AdvanceAsync(SessionEnds);
        var others = await ViewAsync("orders");
        Assert.Equal((3, 1), (others.LeaderId, others.LeaderEpoch));
        Assert.Equal([3, 1], others.IsrNodes);
        Assert.Equal([2], others.OfflineReplicas);
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(2));
        // It believes to lead, its ISR has not shrunk for want of a controller, and its high watermark stands still.
        var own = (await AskAsync(2, new DescribeTopicPartitionsRequest { Topics = [new() { Name = "orders" }] })).Topics.Single().Partitions.Single();
        Assert.Equal((2, 0), (own.LeaderId, own.LeaderEpoch));
        Assert.Equal([2, 3, 1], own.IsrNodes);
        var ends = await AskAsync(2, new ListOffsetsRequest { ReplicaId = -1, Topics = [new() { Name = "orders", Partitions = [new() { Timestamp = -1 }] }] });
        Assert.Equal(1, ends.Topics.Single().Partitions.Single().Offset);
        Assert.Equal(2, (await SendAsync("orders", "lost too", acks: 1, to: 2)).BaseOffset);
        Assert.Equal(1, await ProduceAsync("orders", "kept"));
        await Cluster.HealBrokerAsync(2);
        var healed = await ViewAsync("orders", ask: 2);
        Assert.Equal((3, 1), (healed.LeaderId, healed.LeaderEpoch));
        Assert.Equal([1, 2, 3], healed.IsrNodes.Order());
        await Cluster.StopBrokerAsync(3);
        await Cluster.StopBrokerAsync(1);
        Assert.Equal(["a", "kept"], Read("orders", 2, via: 2));
        Assert.Equal(2, HighWatermark("orders", via: 2));
    }

    [Fact]
    public async Task Acks_all_on_a_cut_off_leader_times_out()
    {
        await CreateAsync("orders", [[2, 3, 1]]);
        await Cluster.CutOffBrokerAsync(2);
        await Cluster.AdvanceAsync(SessionEnds);
        var produced = SendAsync("orders", "a", acks: -1, to: 2);
        await AdvanceUntilAsync(produced, TimeSpan.FromSeconds(31));
        Assert.Equal(ErrorCode.RequestTimedOut, (await produced).ErrorCode);
    }

    [Fact]
    public async Task A_short_cut_goes_unnoticed_and_loses_nothing()
    {
        await CreateAsync("orders", [[2, 3, 1]]);
        await Cluster.CutOffBrokerAsync(2);
        Assert.Equal(0, (await SendAsync("orders", "a", acks: 1, to: 2)).BaseOffset);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(5));
        await Cluster.HealBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(20));
        var view = await ViewAsync("orders");
        Assert.Equal((2, 0), (view.LeaderId, view.LeaderEpoch));
        Assert.Equal([2, 3, 1], view.IsrNodes);
        Assert.Equal(["a"], Read("orders", 1, via: 2));
        Assert.Equal(1, await ProduceAsync("orders", "b"));
    }

    [Fact]
    public async Task A_cut_off_follower_leaves_the_isr_and_catches_up_when_healed()
    {
        await CreateAsync("orders", [[2, 3, 1]], new() { ["min.insync.replicas"] = "2" });
        await Cluster.CutOffBrokerAsync(1);
        var produced = ProduceAsync("orders", "a", via: 2);
        await AdvanceUntilAsync(produced, SessionEnds);
        Assert.Equal([2, 3], (await ViewAsync("orders", ask: 2)).IsrNodes);
        Assert.Equal(0, HighWatermark("orders", via: 2) - 1);
        await Cluster.HealBrokerAsync(1);
        Assert.Equal([1, 2, 3], (await ViewAsync("orders")).IsrNodes.Order());
    }

    [Fact]
    public async Task Clients_that_are_cut_off_too_wait_until_it_is_healed()
    {
        await using var connection = await ConnectAsync(2);
        await Cluster.CutOffBrokerAsync(2, fromClients: true);
        var asked = connection.SendAsync(new MetadataRequest { Topics = [] }, null, Cancel);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([1, 3], (await AskAsync(1, new MetadataRequest { Topics = [] })).Brokers.Select(b => b.NodeId));
        Assert.False(asked.IsCompleted);
        await Cluster.HealBrokerAsync(2);
        Assert.Equal([1, 2, 3], (await asked).Brokers.Select(b => b.NodeId));
    }

    [Fact]
    public async Task A_cut_off_active_controller_is_replaced_within_seconds_and_follows_when_healed()
    {
        await Cluster.CutOffBrokerAsync(3);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(2.1));
        var quorum = await QuorumAsync(1);
        Assert.Equal(2, quorum.LeaderEpoch);
        Assert.Contains(quorum.LeaderId, new[] { 1, 2 });
        Assert.Equal(-1, quorum.CurrentVoters[2].LogEndOffset);
        Assert.Equal(ErrorCode.None, await CreateViaAsync(1, "orders", 1));
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(30));
        await Cluster.HealBrokerAsync(3);
        var healed = await QuorumAsync(3);
        Assert.Equal((quorum.LeaderId, 2), (healed.LeaderId, healed.LeaderEpoch));
        Assert.Equal(healed.HighWatermark, healed.CurrentVoters[2].LogEndOffset);
    }

    [Fact]
    public async Task A_cut_off_broker_knows_the_metadata_of_before_and_cannot_change_it()
    {
        await CreateAsync("old", [[1, 2]]);
        await Cluster.CutOffBrokerAsync(2);
        await Cluster.AdvanceAsync(SessionEnds);
        Assert.Equal(ErrorCode.None, await CreateViaAsync(1, "new", 1));
        Assert.Equal(ErrorCode.None, (await AskAsync(1, new DeleteTopicsRequest { TimeoutMs = 5000, Topics = [new() { Name = "old" }] })).Responses.Single().ErrorCode);
        Assert.Equal(["old"], (await AskAsync(2, new MetadataRequest { Topics = null })).Topics.Select(t => t.Name));
        Assert.Equal([1, 2, 3], (await AskAsync(2, new MetadataRequest { Topics = [] })).Brokers.Select(b => b.NodeId));
        var created = CreateViaAsync(2, "never", 2);
        await AdvanceUntilAsync(created, TimeSpan.FromSeconds(6));
        Assert.Equal(ErrorCode.RequestTimedOut, await created);
        await Cluster.HealBrokerAsync(2);
        Assert.Equal(["new"], (await AskAsync(2, new MetadataRequest { Topics = null })).Topics.Select(t => t.Name));
        await CreateAsync("old", [[2]]);
        Assert.Equal(0, HighWatermark("old", via: 2));
    }

    [Fact]
    public async Task With_two_of_three_cut_off_there_is_no_majority_anywhere()
    {
        await CreateAsync("orders", [[1], [2], [3]]);
        await Cluster.CutOffBrokerAsync(3);
        await Cluster.CutOffBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(30));
        for (var broker = 1; broker <= 3; broker++)
        {
            Assert.Equal(0, await ProduceAsync("orders", "served", via: broker, partition: broker - 1));
            var created = CreateViaAsync(broker, "late", broker);
            await AdvanceUntilAsync(created, TimeSpan.FromSeconds(6));
            Assert.Equal(ErrorCode.RequestTimedOut, await created);
        }
        await Cluster.HealBrokerAsync(2);
        Assert.Equal(ErrorCode.None, await CreateViaAsync(1, "late", 1));
        Assert.Equal(["served"], Read("orders", 1, via: 2, partition: 1));
    }

    [Fact]
    public async Task A_broker_that_restarts_while_it_is_cut_off_registers_when_it_is_healed()
    {
        await CreateAsync("orders", [[2, 1]]);
        await Cluster.CutOffBrokerAsync(2);
        await Cluster.KillBrokerAsync(2);
        await Cluster.StartBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<KafkaClientException>(() => ConnectAsync(2));
        await Cluster.HealBrokerAsync(2);
        var view = await ViewAsync("orders", ask: 2);
        Assert.Equal(1, view.LeaderId);
        Assert.Equal([1, 2], view.IsrNodes.Order());
    }

    [Fact]
    public async Task A_group_whose_coordinator_is_cut_off_goes_on_with_another()
    {
        await CreateAsync("orders", [[1]]);
        using (var consumer = Cluster.Consumer("readers", c => c.BootstrapServers = Address(1)))
            consumer.Commit([new("orders", 0, 0)]);
        var before = (await AskAsync(1, new FindCoordinatorRequest { CoordinatorKeys = ["readers"] })).Coordinators.Single().NodeId;
        await Cluster.CutOffBrokerAsync(before);
        var via = Enumerable.Range(1, 3).First(b => b != before);
        var cut = await AskAsync(before, new OffsetFetchRequest { Groups = [new() { GroupId = "readers", Topics = null }] });
        Assert.Equal(ErrorCode.CoordinatorNotAvailable, cut.Groups.Single().ErrorCode);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(12));
        Assert.NotEqual(before, (await AskAsync(via, new FindCoordinatorRequest { CoordinatorKeys = ["readers"] })).Coordinators.Single().NodeId);
        using var late = Cluster.Consumer("readers", c => c.BootstrapServers = Address(via));
        Assert.Equal(0, late.Committed([new("orders", 0)], RealClient.Patience).Single().Offset.Value);
        await Cluster.HealBrokerAsync(before);
    }

    private async Task<DescribeQuorumResponse.PartitionData> QuorumAsync(int ask) =>
        (await AskAsync(ask, new DescribeQuorumRequest { Topics = [new() { TopicName = "__cluster_metadata", Partitions = [new()] }] })).Topics.Single().Partitions.Single();
}
