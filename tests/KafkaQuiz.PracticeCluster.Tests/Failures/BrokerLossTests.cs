using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Failures;

/// <summary>Brokers that stop, crash and come back: who leads then (practice-cluster rules: leader election, broker stop, preferred leader).</summary>
public sealed class BrokerLossTests() : ClusterTest(new() { Brokers = 5 })
{
    [Fact]
    public async Task The_first_replica_in_assignment_order_that_is_in_sync_becomes_leader()
    {
        await CreateAsync("orders", [[3, 2, 1, 4]]);
        await Cluster.StopBrokerAsync(2);
        await Cluster.StartBrokerAsync(2);
        // Back at the end of the ISR, yet first in the assignment.
        Assert.Equal([3, 1, 4, 2], (await ViewAsync("orders")).IsrNodes);
        await Cluster.StopBrokerAsync(3);
        Assert.Equal(2, (await ViewAsync("orders")).LeaderId);
    }

    [Fact]
    public async Task A_replica_that_is_not_in_sync_is_passed_over()
    {
        await CreateAsync("orders", [[3, 2, 1]]);
        await Cluster.StopBrokerAsync(2);
        await Cluster.StopBrokerAsync(3);
        Assert.Equal(1, (await ViewAsync("orders")).LeaderId);
    }

    [Fact]
    public async Task A_clean_stop_hands_over_at_once()
    {
        await CreateAsync("orders", [[2, 3, 1]]);
        await Cluster.StopBrokerAsync(2);
        var after = await ViewAsync("orders");
        Assert.Equal(3, after.LeaderId);
        Assert.Equal([3, 1], after.IsrNodes);
        Assert.Equal([2], after.OfflineReplicas);
    }

    [Fact]
    public async Task A_killed_leader_keeps_its_title_until_its_session_ends_after_9_seconds()
    {
        await CreateAsync("orders", [[2, 3, 1]]);
        await Cluster.KillBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(8.9));
        var before = await ViewAsync("orders");
        Assert.Equal(2, before.LeaderId);
        Assert.Equal([2, 3, 1], before.IsrNodes);
        Assert.Empty(before.OfflineReplicas);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(0.2));
        var after = await ViewAsync("orders");
        Assert.Equal(3, after.LeaderId);
        Assert.Equal([3, 1], after.IsrNodes);
        Assert.Equal([2], after.OfflineReplicas);
    }

    [Fact]
    public async Task The_session_timeout_is_a_broker_config()
    {
        await using var cluster = await PracticeCluster.StartAsync(
            new() { Time = new StoppedTime(), Configs = new Dictionary<string, string> { ["broker.session.timeout.ms"] = "3000" } }, Cancel);
        await cluster.KillBrokerAsync(3);
        // Two seconds more, in case it was the controller.
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(5.1));
        using var admin = cluster.Admin();
        Assert.Equal([1, 2], admin.GetMetadata(RealClient.Patience).Brokers.Select(b => b.BrokerId).Order());
    }

    [Fact]
    public async Task A_hung_leader_is_fenced_and_rejoins_when_it_goes_on()
    {
        await CreateAsync("orders", [[2, 3, 1]]);
        await Cluster.HangBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([3, 1], (await ViewAsync("orders")).IsrNodes);
        await ProduceAsync("orders", "while it hung");
        await Cluster.StartBrokerAsync(2);
        var after = await ViewAsync("orders");
        Assert.Equal(3, after.LeaderId);
        Assert.Equal([3, 1, 2], after.IsrNodes);
    }

    [Fact]
    public async Task A_short_hang_goes_unnoticed()
    {
        await CreateAsync("orders", [[2, 3, 1]]);
        await Cluster.HangBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(5));
        await Cluster.StartBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(20));
        var after = await ViewAsync("orders");
        Assert.Equal((2, 0), (after.LeaderId, after.LeaderEpoch));
        Assert.Equal([2, 3, 1], after.IsrNodes);
    }

    [Fact]
    public async Task The_preferred_leader_returns_only_with_the_balancer_after_300_seconds()
    {
        await CreateAsync("orders", [[2, 3, 1]]);
        await Cluster.StopBrokerAsync(2);
        await Cluster.StartBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(299));
        Assert.Equal(3, (await ViewAsync("orders")).LeaderId);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(2, (await ViewAsync("orders")).LeaderId);
    }

    [Fact]
    public async Task A_preferred_election_brings_the_leader_back_and_is_not_needed_twice()
    {
        await CreateAsync("orders", [[2, 3, 1]]);
        await Cluster.StopBrokerAsync(2);
        using var admin = Cluster.Admin();
        Assert.Equal(ErrorCode.PreferredLeaderNotAvailable, await ElectAsync(ElectionType.Preferred, 0));
        await Cluster.StartBrokerAsync(2);
        Assert.Equal(ErrorCode.NoError, await ElectAsync(ElectionType.Preferred, 0));
        Assert.Equal(2, (await ViewAsync("orders")).LeaderId);
        Assert.Equal(ErrorCode.ElectionNotNeeded, await ElectAsync(ElectionType.Preferred, 0));
        Assert.Equal(ErrorCode.ElectionNotNeeded, await ElectAsync(ElectionType.Unclean, 0));
        Assert.Equal(ErrorCode.UnknownTopicOrPart, await ElectAsync(ElectionType.Preferred, 7));

        async Task<ErrorCode> ElectAsync(ElectionType type, int partition)
        {
            try
            {
                return (await admin.ElectLeadersAsync(type, [new("orders", partition)])).TopicPartitions.Single().Error.Code;
            }
            catch (ElectLeadersException e)
            {
                return e.Results.TopicPartitions.Single().Error.Code;
            }
        }
    }

    [Fact]
    public async Task An_election_of_all_partitions_answers_only_those_that_needed_one()
    {
        await CreateAsync("orders", [[2, 3], [1, 3], [2, 1]]);
        await Cluster.StopBrokerAsync(2);
        await Cluster.StartBrokerAsync(2);
        using var admin = Cluster.Admin();
        var result = await admin.ElectLeadersAsync(ElectionType.Preferred, null);
        Assert.Equal([0, 2], result.TopicPartitions.Select(p => p.Partition.Value).Order());
        Assert.Equal(2, (await ViewAsync("orders", 2)).LeaderId);
    }

    [Fact]
    public async Task A_partition_without_a_live_replica_has_no_leader()
    {
        await CreateAsync("orders", [[2]]);
        await ProduceAsync("orders", "kept");
        await Cluster.StopBrokerAsync(2);
        var view = await ViewAsync("orders");
        Assert.Equal((-1, KafkaQuiz.Protocol.ErrorCode.None), (view.LeaderId, view.ErrorCode));
        Assert.Equal([2], view.OfflineReplicas);
        await Cluster.StartBrokerAsync(2);
        Assert.Equal(2, (await ViewAsync("orders")).LeaderId);
        Assert.Equal(["kept"], Read("orders", 1));
    }

    [Fact]
    public async Task A_single_replica_that_crashed_leads_again_as_the_last_known_leader()
    {
        await CreateAsync("orders", [[2]]);
        await ProduceAsync("orders", "kept");
        await Cluster.KillBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        var dead = await ViewAsync("orders");
        Assert.Empty(dead.IsrNodes);
        Assert.Equal([2], dead.EligibleLeaderReplicas);
        Assert.Equal([2], dead.LastKnownElr);
        await Cluster.StartBrokerAsync(2);
        var back = await ViewAsync("orders");
        Assert.Equal(2, back.LeaderId);
        Assert.Equal([2], back.IsrNodes);
        Assert.Empty(back.LastKnownElr!);
        Assert.Equal(["kept"], Read("orders", 1));
    }

    [Fact]
    public async Task A_hung_broker_that_is_stopped_was_not_shut_down_cleanly()
    {
        await CreateAsync("orders", [[1, 2, 3]], new() { ["min.insync.replicas"] = "3" });
        await Cluster.HangBrokerAsync(2);
        await Cluster.StopBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([2], (await ViewAsync("orders")).EligibleLeaderReplicas);
        await Cluster.StartBrokerAsync(2);
        Assert.Equal([1, 3, 2], (await ViewAsync("orders")).IsrNodes);
    }

    [Fact]
    public async Task A_broker_that_crashed_is_no_longer_eligible_when_it_returns()
    {
        await CreateAsync("orders", [[1, 2]], new() { ["min.insync.replicas"] = "2" });
        await Cluster.KillBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([2], (await ViewAsync("orders", ask: 3)).EligibleLeaderReplicas);
        await Cluster.StopBrokerAsync(1);
        Assert.Equal([1, 2], (await ViewAsync("orders", ask: 3)).EligibleLeaderReplicas);
        await Cluster.StartBrokerAsync(2);
        var view = await ViewAsync("orders", ask: 3);
        Assert.Equal(-1, view.LeaderId);
        Assert.Equal([1], view.EligibleLeaderReplicas);
        await Cluster.StartBrokerAsync(1);
        Assert.Equal(1, (await ViewAsync("orders", ask: 3)).LeaderId);
    }

    [Fact]
    public async Task A_slow_broker_can_be_stopped_while_its_answers_wait()
    {
        await using var connection = await ConnectAsync(2);
        await Cluster.SlowBrokerAsync(2, TimeSpan.FromHours(1));
        var asked = connection.SendAsync(new MetadataRequest(), null, Cancel);
        await Cluster.StopBrokerAsync(2).WaitAsync(RealClient.Patience, Cancel);
        await Assert.ThrowsAsync<KafkaClientException>(() => asked);
    }
}
