using Of = KafkaQuiz.Practice.Tests.Groups.Script.TopicIdPartitionsOf;

namespace KafkaQuiz.Practice.Tests.Groups;

/// <summary>`offsets.retention.minutes`, seven days, looked at every ten minutes.</summary>
public sealed class OffsetRetentionTests : GroupTest
{
    private const double Day = 24 * 3600;

    [Fact]
    public async Task Offsets_of_a_group_without_members_expire_seven_days_after_their_commit()
    {
        await S.CommitAsync(1, "a");
        await PassAsync(7 * Day - 600);
        Assert.Equal(1, await CommittedAsync());
        await PassAsync(1300);
        Assert.Equal(-1, await CommittedAsync());
        Assert.Null(await StateAsync());
    }

    [Fact]
    public async Task Offsets_of_a_classic_group_expire_seven_days_after_it_became_empty()
    {
        var c1 = await S.EnterAsync("c1", ["a"]);
        await S.SyncAsync("c1", c1.MemberId, 1, new() { [c1.MemberId] = new Of("a", 0, 1, 2, 3) });
        await S.CommitAsync(1, "a", c1.MemberId, 1);
        for (var day = 0; day < 8; day++)
        {
            await S.SendAsync("c1", new Protocol.Messages.HeartbeatRequest { GroupId = "g", MemberId = c1.MemberId, GenerationId = 1 });
            // Its session is renewed often enough.
            for (var part = 0; part < 4; part++)
                await PassAsync(7);
        }
        await S.LeaveAsync(5, (c1.MemberId, null));
        await PassAsync(7 * Day - 600);
        Assert.Equal(1, await CommittedAsync());
        await PassAsync(1300);
        Assert.Equal(-1, await CommittedAsync());
    }

    [Fact]
    public async Task Offsets_of_a_consumer_group_stay_while_a_member_is_subscribed_to_the_topic()
    {
        Cluster.State.Configs.DynamicDefaults["group.consumer.max.session.timeout.ms"] = "2000000000";
        Cluster.State.Configs.DynamicDefaults["group.consumer.session.timeout.ms"] = "2000000000";
        await S.CreateTopicAsync("b", 1);
        await S.BeatAsync("m1", 0, ["a", "b"]);
        await S.CommitAsync(1, "a", "m1", 2);
        await S.CommitAsync(2, "b", "m1", 2);
        await PassAsync(1);
        await S.BeatAsync("m1", 2, ["a"]);
        await S.BeatAsync("m1", 2, owned: [new Of("a", 0, 1, 2, 3)]);
        await PassAsync(8 * Day);
        Assert.Equal((1, -1), (await CommittedAsync("a"), await CommittedAsync("b")));
    }

    [Fact]
    public async Task An_empty_group_without_offsets_goes_within_ten_minutes()
    {
        await S.BeatAsync("m1", 0, ["a"]);
        await S.BeatAsync("m1", -1);
        Assert.Equal("Empty", await StateAsync());
        await PassAsync(600);
        Assert.Null(await StateAsync());
    }

    [Fact]
    public async Task A_client_may_have_its_own_retention_in_old_versions()
    {
        await S.SendAsync("", new Protocol.Messages.OffsetCommitRequest { GroupId = "g", RetentionTimeMs = 3_600_000, Topics = [new() { Name = S.Real("a"), Partitions = [new() { CommittedOffset = 1 }] }] }, 2);
        await PassAsync(3500);
        Assert.Equal(1, await CommittedAsync());
        await PassAsync(800);
        Assert.Equal(-1, await CommittedAsync());
    }
}
