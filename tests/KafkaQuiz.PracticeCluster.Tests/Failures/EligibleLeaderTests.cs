using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Failures;

/// <summary>Who may lead when the ISR is gone: eligible leader replicas (KIP-966), the last known leader, unclean elections, truncation.</summary>
public sealed class EligibleLeaderTests() : ClusterTest(new() { Brokers = 5 })
{
    private static readonly Dictionary<string, string> MinTwo = new() { ["min.insync.replicas"] = "2" };

    [Fact]
    public async Task Replicas_that_leave_an_isr_below_the_minimum_stay_eligible_until_it_is_whole()
    {
        await CreateAsync("orders", [[1, 2, 3]], MinTwo);
        await Cluster.StopBrokerAsync(3);
        Assert.Empty((await ViewAsync("orders")).EligibleLeaderReplicas!);
        await Cluster.StopBrokerAsync(2);
        Assert.Equal([2], (await ViewAsync("orders")).EligibleLeaderReplicas);
        await Cluster.StartBrokerAsync(3);
        var whole = await ViewAsync("orders");
        Assert.Equal([1, 3], whole.IsrNodes);
        Assert.Empty(whole.EligibleLeaderReplicas!);
    }

    [Fact]
    public async Task Members_of_an_isr_that_vanishes_are_eligible_and_the_last_leader_is_known()
    {
        await CreateAsync("orders", [[1, 2, 3]], MinTwo);
        await Cluster.StopBrokerAsync(3);
        await ProduceAsync("orders", "acknowledged by 1 and 2", via: 4);
        await Cluster.StopBrokerAsync(2);
        await Cluster.StopBrokerAsync(1);
        var none = await ViewAsync("orders", ask: 4);
        Assert.Equal(-1, none.LeaderId);
        Assert.Empty(none.IsrNodes);
        Assert.Equal([1, 2], none.EligibleLeaderReplicas);
        Assert.Equal([1], none.LastKnownElr);
    }

    [Fact]
    public async Task A_replica_outside_isr_and_elr_does_not_lead_but_an_eligible_one_does()
    {
        await CreateAsync("orders", [[3, 1, 2]], MinTwo);
        await Cluster.SlowBrokerAsync(1, TimeSpan.FromHours(1));
        await ProduceAsync("orders", "a", Acks.Leader, via: 4);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(31));
        await Cluster.StopBrokerAsync(2);
        await Cluster.KillBrokerAsync(3);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        var none = await ViewAsync("orders", ask: 4);
        Assert.Equal(-1, none.LeaderId);
        Assert.Equal([2, 3], none.EligibleLeaderReplicas);
        Assert.Equal([3], none.LastKnownElr);
        await Cluster.StartBrokerAsync(2);
        var back = await ViewAsync("orders", ask: 4);
        Assert.Equal(2, back.LeaderId);
        Assert.Equal([2], back.IsrNodes);
        Assert.Equal([3], back.EligibleLeaderReplicas);
        await Cluster.SlowBrokerAsync(1, TimeSpan.Zero);
        Assert.Equal(["a"], Read("orders", 1, via: 4));
    }

    [Fact]
    public async Task Unclean_elections_are_off_and_the_partition_waits_for_its_last_leader()
    {
        await LeaveBehindAsync(null);
        var view = await ViewAsync("orders", ask: 3);
        Assert.Equal(-1, view.LeaderId);
        Assert.Equal([1], view.EligibleLeaderReplicas);
        await Cluster.StartBrokerAsync(1);
        Assert.Equal(1, (await ViewAsync("orders")).LeaderId);
        Assert.Equal(["old", "only on 1"], Read("orders", 2));
    }

    [Fact]
    public async Task A_topic_that_allows_unclean_elections_goes_on_and_loses_what_the_new_leader_lacks()
    {
        await LeaveBehindAsync(new() { ["unclean.leader.election.enable"] = "true" });
        var view = await ViewAsync("orders", ask: 3);
        Assert.Equal(2, view.LeaderId);
        Assert.Equal([2], view.IsrNodes);
        Assert.Empty(view.EligibleLeaderReplicas!);
        Assert.Equal(1, await ProduceAsync("orders", "new", via: 3));

        // The old leader comes back, gives up what nobody else has and copies the rest.
        await Cluster.StartBrokerAsync(1);
        Assert.Equal([2, 1], (await ViewAsync("orders")).IsrNodes);
        await Cluster.StopBrokerAsync(2);
        Assert.Equal(1, (await ViewAsync("orders")).LeaderId);
        Assert.Equal(["old", "new"], Read("orders", 2));
    }

    [Fact]
    public async Task An_unclean_election_on_demand_takes_a_live_replica()
    {
        await LeaveBehindAsync(null);
        using var admin = Cluster.Admin();
        var elected = await admin.ElectLeadersAsync(ElectionType.Unclean, [new("orders", 0)]);
        Assert.Equal(ErrorCode.NoError, elected.TopicPartitions.Single().Error.Code);
        Assert.Equal(2, (await ViewAsync("orders", ask: 3)).LeaderId);
        Assert.Equal(["old"], Read("orders", 1, via: 3));
    }

    [Fact]
    public async Task An_unclean_election_without_any_live_replica_fails()
    {
        await CreateAsync("orders", [[1, 2]]);
        await Cluster.StopBrokerAsync(2);
        await Cluster.StopBrokerAsync(1);
        using var admin = Cluster.Admin();
        var fault = await Assert.ThrowsAsync<ElectLeadersException>(() => admin.ElectLeadersAsync(ElectionType.Unclean, [new("orders", 0)]));
        Assert.Equal(ErrorCode.EligibleLeadersNotAvailable, fault.Results.TopicPartitions.Single().Error.Code);
    }

    [Fact]
    public async Task The_end_of_a_leader_epoch_tells_a_consumer_of_truncation()
    {
        await LeaveBehindAsync(new() { ["unclean.leader.election.enable"] = "true" });
        await ProduceAsync("orders", "new", via: 3);
        var epoch = (await ViewAsync("orders", ask: 3)).LeaderEpoch;
        // Epoch 0 had two records on broker 1, one of them on broker 2.
        Assert.Equal((0, 1), await EndOfAsync(0));
        Assert.Equal((epoch, 2), await EndOfAsync(epoch));
        Assert.Equal((-1, -1), await EndOfAsync(epoch + 1));

        async Task<(int, long)> EndOfAsync(int asked)
        {
            var answer = await AskAsync(2, new OffsetForLeaderEpochRequest
            {
                Topics = [new() { Topic = "orders", Partitions = [new() { Partition = 0, CurrentLeaderEpoch = epoch, LeaderEpoch = asked }] }],
            });
            var end = answer.Topics.Single().Partitions.Single();
            return (end.LeaderEpoch, end.EndOffset);
        }
    }

    [Fact]
    public async Task An_epoch_without_records_ends_where_it_began()
    {
        await CreateAsync("orders", [[2, 1]]);
        await ProduceAsync("orders", "a");
        await Cluster.StopBrokerAsync(2);
        var answer = await AskAsync(1, new OffsetForLeaderEpochRequest { Topics = [new() { Topic = "orders", Partitions = [new() { LeaderEpoch = 1 }, new() { LeaderEpoch = 0 }] }] });
        Assert.Equal([(1, 1L), (0, 1L)], answer.Topics.Single().Partitions.Select(p => (p.LeaderEpoch, p.EndOffset)));
    }

    /// <summary>"old" on brokers 1 and 2, "only on 1" on broker 1, which led alone and is dead by now.</summary>
    private async Task LeaveBehindAsync(Dictionary<string, string>? configs)
    {
        await CreateAsync("orders", [[1, 2]], configs);
        await ProduceAsync("orders", "old");
        await Cluster.SlowBrokerAsync(2, TimeSpan.FromMinutes(5));
        await ProduceAsync("orders", "only on 1", Acks.Leader);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(31));
        Assert.Equal([1], (await ViewAsync("orders")).IsrNodes);
        await Cluster.KillBrokerAsync(1);
        await Cluster.SlowBrokerAsync(2, TimeSpan.Zero);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
    }
}
