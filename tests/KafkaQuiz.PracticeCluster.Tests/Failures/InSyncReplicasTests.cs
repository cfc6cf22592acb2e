using Confluent.Kafka;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Failures;

/// <summary>ISR shrink and growth, epochs, min.insync.replicas, the high watermark.</summary>
public sealed class InSyncReplicasTests() : ClusterTest(new() { Brokers = 5 })
{
    private static readonly Dictionary<string, string> MinTwo = new() { ["min.insync.replicas"] = "2" };

    [Fact]
    public async Task A_replica_that_lags_for_30_seconds_leaves_the_isr()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await Cluster.SlowBrokerAsync(2, TimeSpan.FromMinutes(5));
        await ProduceAsync("orders", "a", Acks.Leader);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(29));
        Assert.Equal([1, 2, 3], (await ViewAsync("orders")).IsrNodes);
        Assert.Equal(0, HighWatermark("orders"));
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal([1, 3], (await ViewAsync("orders")).IsrNodes);
        Assert.Equal(1, HighWatermark("orders"));
        await Cluster.SlowBrokerAsync(2, TimeSpan.Zero);
        Assert.Equal([1, 3, 2], (await ViewAsync("orders")).IsrNodes);
    }

    [Fact]
    public async Task A_slow_replica_that_keeps_up_within_30_seconds_stays()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await Cluster.SlowBrokerAsync(2, TimeSpan.FromSeconds(10));
        for (var i = 0; i < 6; i++)
        {
            await ProduceAsync("orders", $"{i}", Acks.Leader);
            await Cluster.AdvanceAsync(TimeSpan.FromSeconds(15));
        }
        Assert.Equal([1, 2, 3], (await ViewAsync("orders")).IsrNodes);
        Assert.Equal(6, HighWatermark("orders"));
    }

    [Fact]
    public async Task An_idle_slow_replica_has_nothing_to_lag_behind()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await Cluster.SlowBrokerAsync(2, TimeSpan.FromMinutes(5));
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal([1, 2, 3], (await ViewAsync("orders")).IsrNodes);
    }

    [Fact]
    public async Task The_leader_epoch_grows_with_a_new_leader_and_not_with_the_isr()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await Cluster.StopBrokerAsync(3);
        await Cluster.StartBrokerAsync(3);
        Assert.Equal((0, 2), ((await ViewAsync("orders")).LeaderEpoch, await PartitionEpochAsync()));
        await Cluster.StopBrokerAsync(1);
        var moved = await ViewAsync("orders", ask: 4);
        Assert.Equal((2, 1, 3), (moved.LeaderId, moved.LeaderEpoch, await PartitionEpochAsync()));

        Task<int> PartitionEpochAsync() => Cluster.State.Loop.RunAsync(() => ValueTask.FromResult(Cluster.State.Topics.Find("orders", 0)!.PartitionEpoch));
    }

    [Fact]
    public async Task With_too_few_in_sync_acks_all_is_refused_before_the_append()
    {
        await CreateAsync("orders", [[1, 2, 3]], MinTwo);
        await ProduceAsync("orders", "a");
        await Cluster.StopBrokerAsync(2);
        Assert.Equal(1, await ProduceAsync("orders", "two are enough"));
        await Cluster.StopBrokerAsync(3);
        var refused = await Assert.ThrowsAsync<ProduceException<string?, string>>(() => ProduceAsync("orders", "refused"));
        Assert.Equal(ErrorCode.NotEnoughReplicas, refused.Error.Code);
        Assert.Equal(2, HighWatermark("orders"));
    }

    [Fact]
    public async Task Under_the_minimum_acks_1_appends_but_the_high_watermark_stands_still()
    {
        await CreateAsync("orders", [[1, 2, 3]], MinTwo);
        await ProduceAsync("orders", "a");
        await Cluster.StopBrokerAsync(2);
        await Cluster.StopBrokerAsync(3);
        Assert.Equal(1, await ProduceAsync("orders", "unseen", Acks.Leader));
        Assert.Equal(1, HighWatermark("orders"));
        await Cluster.StartBrokerAsync(2);
        Assert.Equal(2, HighWatermark("orders"));
        Assert.Equal(["a", "unseen"], Read("orders", 2));
    }

    [Fact]
    public async Task An_append_that_falls_under_the_minimum_waits_and_times_out()
    {
        await CreateAsync("orders", [[1, 2]], MinTwo);
        await Cluster.SlowBrokerAsync(2, TimeSpan.FromMinutes(30));
        using var producer = Cluster.Producer(c => (c.Acks, c.BootstrapServers, c.MessageSendMaxRetries, c.RequestTimeoutMs, c.MessageTimeoutMs) = (Acks.All, Address(1), 0, 60_000, 120_000));
        var produced = producer.ProduceAsync(new TopicPartition("orders", 0), new() { Value = "a" }, Cancel);
        await AdvanceUntilAsync(produced, TimeSpan.FromSeconds(31));
        var late = await Assert.ThrowsAsync<ProduceException<string?, string>>(() => produced);
        Assert.Equal(ErrorCode.RequestTimedOut, late.Error.Code);
        Assert.Equal([1], (await ViewAsync("orders")).IsrNodes);
        Assert.Equal(0, HighWatermark("orders"));
    }

    [Fact]
    public async Task By_default_one_replica_in_sync_is_enough_for_acks_all()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await Cluster.StopBrokerAsync(2);
        await Cluster.StopBrokerAsync(3);
        Assert.Equal(0, await ProduceAsync("orders", "a"));
        Assert.Equal(1, HighWatermark("orders"));
    }

    [Fact]
    public async Task A_minimum_above_the_replication_factor_asks_for_all_replicas()
    {
        await CreateAsync("orders", [[1, 2]], new() { ["min.insync.replicas"] = "3" });
        Assert.Equal(0, await ProduceAsync("orders", "a"));
        await Cluster.StopBrokerAsync(2);
        var refused = await Assert.ThrowsAsync<ProduceException<string?, string>>(() => ProduceAsync("orders", "refused"));
        Assert.Equal(ErrorCode.NotEnoughReplicas, refused.Error.Code);
    }
}
