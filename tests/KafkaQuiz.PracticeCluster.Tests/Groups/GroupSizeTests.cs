using KafkaQuiz.Protocol;
using Of = KafkaQuiz.Practice.Tests.Groups.Script.TopicIdPartitionsOf;

namespace KafkaQuiz.Practice.Tests.Groups;

/// <summary>`group.max.size` and `group.consumer.max.size`.</summary>
public sealed class GroupSizeTests() : GroupTest(("group.max.size", "1"), ("group.consumer.max.size", "1"))
{
    [Fact]
    public async Task A_full_classic_group_takes_no_one_and_keeps_who_is_in()
    {
        var c1 = await S.EnterAsync("c1", ["a"]);
        await S.SyncAsync("c1", c1.MemberId, 1, new() { [c1.MemberId] = new Of("a", 0, 1, 2, 3) });
        Assert.Equal(ErrorCode.GroupMaxSizeReached, (await S.JoinAsync("c2", "", ["a"])).ErrorCode);
        Assert.Equal(ErrorCode.None, (await S.JoinAsync("c1", c1.MemberId, ["a"])).ErrorCode);
    }

    [Fact]
    public async Task A_full_consumer_group_takes_no_one_and_keeps_who_is_in()
    {
        await S.BeatAsync("m1", 0, ["a"]);
        var refused = await S.BeatAsync("m2", 0, ["a"]);
        Assert.Equal((ErrorCode.GroupMaxSizeReached, "The consumer group has reached its maximum capacity of 1 members."), (refused.ErrorCode, refused.ErrorMessage));
        Assert.Equal(ErrorCode.None, (await S.BeatAsync("m1", 2)).ErrorCode);
    }
}
