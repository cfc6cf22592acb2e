using KafkaQuiz.Protocol;
using Of = KafkaQuiz.Practice.Tests.Groups.Script.TopicIdPartitionsOf;

namespace KafkaQuiz.Practice.Tests.Groups;

/// <summary>What members of classic groups must not take too long for, in virtual time.</summary>
public sealed class ClassicGroupTimeTests() : GroupTest(("group.initial.rebalance.delay.ms", "3000"))
{
    [Fact]
    public async Task A_first_rebalance_waits_for_more_members_as_long_as_they_come()
    {
        var first = (await S.JoinAsync("c1", "", ["a"])).MemberId;
        var second = (await S.JoinAsync("c2", "", ["a"])).MemberId;
        var joins = new[] { S.JoinAsync("c1", first, ["a"]), S.JoinAsync("c2", second, ["a"]) };
        await InStateAsync("PreparingRebalance");
        await PassAsync(3);
        // The second came meanwhile: three seconds more.
        Assert.DoesNotContain(joins, j => j.IsCompleted);
        await PassAsync(3);
        Assert.All(await Task.WhenAll(joins), j => Assert.Equal((ErrorCode.None, 1), (j.ErrorCode, j.GenerationId)));
    }

    [Fact]
    public async Task A_member_is_out_when_it_has_been_silent_for_its_session_timeout()
    {
        var c1 = await StableAsync();
        await PassAsync(29.9);
        await S.ClassicBeatAsync("c1", c1, 1);
        await PassAsync(29.9);
        Assert.Equal("Stable", await StateAsync());
        await PassAsync(0.2);
        Assert.Equal("Empty", await StateAsync());
        await S.ClassicBeatAsync("c1", c1, 1);
        Assert.EndsWith("UnknownMemberId\n", S.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_rejoin_within_the_rebalance_timeout_is_out_unless_static()
    {
        var c1 = await StableAsync();
        var id = (await S.JoinAsync("c2", "", ["a"])).MemberId;
        var joins = S.JoinAsync("c2", id, ["a"]);
        await InStateAsync("PreparingRebalance");
        for (var seconds = 0; seconds < 60; seconds += 20)
        {
            await S.ClassicBeatAsync("c1", c1, 1);
            Assert.False(joins.IsCompleted);
            await PassAsync(20);
        }
        var joined = await joins;
        Assert.Equal((2, id), (joined.GenerationId, joined.Leader));
        Assert.Single(joined.Members);
    }

    [Fact]
    public async Task Who_does_not_fetch_its_assignment_within_the_rebalance_timeout_is_out()
    {
        var id = (await S.JoinAsync("c1", "", ["a"])).MemberId;
        var joins = S.JoinAsync("c1", id, ["a"]);
        await InStateAsync("PreparingRebalance");
        await PassAsync(3);
        await joins;
        for (var seconds = 0; seconds < 60; seconds += 20)
        {
            await S.ClassicBeatAsync("c1", id, 1);
            Assert.Equal("CompletingRebalance", await StateAsync());
            await PassAsync(20);
        }
        Assert.Equal("Empty", await StateAsync());
    }

    [Fact]
    public async Task A_member_id_that_nobody_joins_with_holds_a_rebalance_up_until_its_session_ends()
    {
        var c1 = await StableAsync();
        await S.JoinAsync("ghost", "", ["a"]);
        var rejoins = S.JoinAsync("c1", c1, ["a"]);
        await InStateAsync("PreparingRebalance");
        await PassAsync(29);
        Assert.False(rejoins.IsCompleted);
        await PassAsync(1);
        Assert.Equal(2, (await rejoins).GenerationId);
    }

    [Fact]
    public async Task A_members_commit_is_a_sign_of_life()
    {
        var c1 = await StableAsync();
        await PassAsync(20);
        await S.CommitAsync(1, "a", c1, 1);
        await PassAsync(20);
        Assert.Equal("Stable", await StateAsync());
    }

    private async Task<string> StableAsync()
    {
        var id = (await S.JoinAsync("c1", "", ["a"])).MemberId;
        var joins = S.JoinAsync("c1", id, ["a"]);
        await InStateAsync("PreparingRebalance");
        await PassAsync(3);
        await joins;
        await S.SyncAsync("c1", id, 1, new() { [id] = new Of("a", 0, 1, 2, 3) });
        return id;
    }

    private async Task InStateAsync(string state) =>
        await S.SendAsync("", new Protocol.Messages.ListGroupsRequest(), until: r => r.Groups.Any(g => g.GroupId == "g" && g.GroupState == state));
}
