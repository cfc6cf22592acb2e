using KafkaQuiz.Protocol;
using Of = KafkaQuiz.Practice.Tests.Groups.Script.TopicIdPartitionsOf;

namespace KafkaQuiz.Practice.Tests.Groups;

/// <summary>What members of the consumer protocol must not take too long for, in virtual time.</summary>
public sealed class ConsumerGroupTimeTests : GroupTest
{
    /// <summary>ConfigResource.Type.GROUP.</summary>
    private const sbyte GroupResource = 32;

    [Fact]
    public async Task A_member_is_out_when_it_has_been_silent_for_45_seconds()
    {
        await S.BeatAsync("m1", 0, ["a"]);
        await PassAsync(44.9);
        Assert.Equal(ErrorCode.None, (await S.BeatAsync("m1", 2)).ErrorCode);
        await PassAsync(44.9);
        Assert.Equal("Stable", await StateAsync());
        await PassAsync(0.2);
        Assert.Equal("Empty", await StateAsync());
        Assert.Equal(ErrorCode.UnknownMemberId, (await S.BeatAsync("m1", 2)).ErrorCode);
    }

    [Fact]
    public async Task A_member_that_does_not_give_up_partitions_is_out_after_its_rebalance_timeout()
    {
        await S.BeatAsync("m1", 0, ["a"], timeout: 60_000);
        await PassAsync(1);
        await S.BeatAsync("m2", 0, ["a"]);
        await S.BeatAsync("m1", 2);
        for (var seconds = 10; seconds < 60; seconds += 10)
        {
            await PassAsync(10);
            Assert.Equal(ErrorCode.None, (await S.BeatAsync("m1", 2, owned: [new Of("a", 0, 1, 2, 3)])).ErrorCode);
            Assert.Equal(ErrorCode.None, (await S.BeatAsync("m2", 3)).ErrorCode);
        }
        await PassAsync(10);
        Assert.Equal(ErrorCode.UnknownMemberId, (await S.BeatAsync("m1", 2, owned: [new Of("a", 0, 1, 2, 3)])).ErrorCode);
        var now = await S.BeatAsync("m2", 3);
        Assert.Equal([0, 1, 2, 3], now.Assignment!.TopicPartitions.Single().Partitions);
    }

    [Fact]
    public async Task A_static_member_that_left_for_a_while_loses_its_partitions_when_its_session_ends()
    {
        await S.BeatAsync("m1", 0, ["a"], instance: "i1");
        await PassAsync(1);
        await S.BeatAsync("m2", 0, ["a"]);
        await S.BeatAsync("m1", 2, owned: [new Of("a", 0, 1)], instance: "i1");
        await S.BeatAsync("m1", -2, instance: "i1");
        await PassAsync(30);
        Assert.Equal([2, 3], (await S.BeatAsync("m2", 3)).Assignment!.TopicPartitions.Single().Partitions);
        await PassAsync(16);
        Assert.Equal([0, 1, 2, 3], (await S.BeatAsync("m2", 3)).Assignment!.TopicPartitions.Single().Partitions);
        Assert.Equal(ErrorCode.UnknownMemberId, (await S.BeatAsync("m1", 3, instance: "i1")).ErrorCode);
    }

    [Fact]
    public async Task A_new_target_waits_until_a_second_after_the_last()
    {
        await S.BeatAsync("m1", 0, ["a"]);
        await S.BeatAsync("m2", 0, ["a"]);
        Assert.Equal("Assigning", await StateAsync());
        Assert.Null((await S.BeatAsync("m1", 2)).Assignment);
        await PassAsync(1);
        Assert.Equal([0, 1], (await S.BeatAsync("m1", 2)).Assignment!.TopicPartitions.Single().Partitions);
        Assert.Equal("Reconciling", await StateAsync());
    }

    [Fact]
    public async Task A_member_of_the_classic_protocol_is_out_when_it_does_not_rejoin_within_its_rebalance_timeout()
    {
        var c1 = await S.EnterAsync("c1", ["a"]);
        await S.SyncAsync("c1", c1.MemberId, 1, new() { [c1.MemberId] = new Of("a", 0, 1, 2, 3) });
        await S.BeatAsync("m1", 0, ["a"]);
        for (var seconds = 0; seconds < 60; seconds += 20)
        {
            await S.ClassicBeatAsync("c1", c1.MemberId, 1);
            await S.BeatAsync("m1", 2);
            await PassAsync(20);
        }
        Assert.EndsWith("RebalanceInProgress\n> m1 beats in epoch 2\n< epoch 2, again in 5000 ms\n", S.Transcript, StringComparison.Ordinal);
        Assert.Equal([0, 1, 2, 3], (await S.BeatAsync("m1", 2)).Assignment!.TopicPartitions.Single().Partitions);
        await S.ClassicBeatAsync("c1", c1.MemberId, 1);
        Assert.EndsWith("UnknownMemberId\n", S.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_may_have_timeouts_of_its_own()
    {
        await S.SendAsync("", new Protocol.Messages.IncrementalAlterConfigsRequest
        {
            Resources =
            [
                new()
                {
                    ResourceType = GroupResource,
                    ResourceName = "g",
                    Configs = [new() { Name = "consumer.heartbeat.interval.ms", Value = "7000" }, new() { Name = "consumer.session.timeout.ms", Value = "50000" }],
                },
            ],
        }, until: r => r.Responses.All(a => a.ErrorCode == ErrorCode.None));
        Assert.Equal(7000, (await S.BeatAsync("m1", 0, ["a"])).HeartbeatIntervalMs);
        await PassAsync(49);
        Assert.Equal("Stable", await StateAsync());
        await PassAsync(2);
        Assert.Equal("Empty", await StateAsync());
    }
}
