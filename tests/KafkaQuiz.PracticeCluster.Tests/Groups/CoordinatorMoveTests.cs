using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;
using Of = KafkaQuiz.Practice.Tests.Groups.Script.TopicIdPartitionsOf;

namespace KafkaQuiz.Practice.Tests.Groups;

/// <summary>A group's coordinator goes, another broker takes over with what was written down: members, epochs, offsets.</summary>
public sealed class CoordinatorMoveTests() : ClusterTest(new() { Brokers = 3 })
{
    [Fact]
    public async Task Members_of_a_consumer_group_go_on_with_the_next_coordinator()
    {
        var first = await CoordinatorAsync();
        await using (var before = await TalkAsync(first))
        {
            await before.BeatAsync("m1", 0, ["a"]);
            await Cluster.AdvanceAsync(TimeSpan.FromSeconds(1));
            await before.BeatAsync("m2", 0, ["a"]);
            await before.BeatAsync("m1", 2);
            await before.CommitAsync(42, "a", "m1", 2);
        }
        await Cluster.StopBrokerAsync(first);
        var second = await CoordinatorAsync();
        Assert.NotEqual(first, second);
        await using var after = await TalkAsync(second);
        // The member that had to give up partitions still has to; the other gets them.
        Assert.Equal(ErrorCode.None, (await after.BeatAsync("m1", 2, owned: [new Of("a", 0, 1)])).ErrorCode);
        Assert.Equal([2, 3], (await after.BeatAsync("m2", 3)).Assignment!.TopicPartitions.Single().Partitions);
        Assert.Equal(42, (await FetchAsync(after)).CommittedOffset);
    }

    [Fact]
    public async Task Other_brokers_say_that_they_are_not_the_coordinator()
    {
        var coordinator = await CoordinatorAsync();
        var other = coordinator % 3 + 1;
        Assert.Equal(ErrorCode.NotCoordinator, (await AskAsync(other, new ConsumerGroupHeartbeatRequest { GroupId = "g", MemberId = "m", MemberEpoch = 0, RebalanceTimeoutMs = 1000, SubscribedTopicNames = ["a"], TopicPartitions = [] })).ErrorCode);
        Assert.Equal(ErrorCode.NotCoordinator, (await AskAsync(other, new JoinGroupRequest { GroupId = "g", SessionTimeoutMs = 10_000, ProtocolType = "consumer" })).ErrorCode);
        Assert.Equal(ErrorCode.NotCoordinator, (await AskAsync(other, new HeartbeatRequest { GroupId = "g", MemberId = "m" })).ErrorCode);
        Assert.Equal(ErrorCode.NotCoordinator, (await AskAsync(other, new DeleteGroupsRequest { GroupsNames = ["g"] })).Results[0].ErrorCode);
        Assert.Equal(ErrorCode.NotCoordinator, (await AskAsync(other, new OffsetFetchRequest { Groups = [new() { GroupId = "g", Topics = [] }] })).Groups[0].ErrorCode);
        Assert.Equal(ErrorCode.NotCoordinator, (await AskAsync(other, new ConsumerGroupDescribeRequest { GroupIds = ["g"] })).Groups[0].ErrorCode);
        Assert.Empty((await AskAsync(other, new ListGroupsRequest())).Groups);
    }

    [Fact]
    public async Task Who_waits_in_a_rebalance_is_told_that_the_coordinator_is_another_and_the_last_generation_is_what_remains()
    {
        var preferred = await CoordinatorAsync();
        await Cluster.StopBrokerAsync(preferred);
        var stand = await CoordinatorAsync();
        await Cluster.StartBrokerAsync(preferred);
        string member;
        await using (var before = await TalkAsync(stand))
        {
            member = (await before.EnterAsync("c1", ["a"])).MemberId;
            await before.SyncAsync("c1", member, 1, new() { [member] = new Of("a", 0, 1, 2, 3) });
            var id = (await before.JoinAsync("c2", "", ["a"])).MemberId;
            var joins = before.JoinAsync("c2", id, ["a"]);
            await before.SendAsync("", new ListGroupsRequest(), until: r => r.Groups.Single().GroupState == "PreparingRebalance");
            await AskAsync(stand, new ElectLeadersRequest { TopicPartitions = null, TimeoutMs = 5000 });
            Assert.Equal(ErrorCode.NotCoordinator, (await joins).ErrorCode);
        }
        Assert.Equal(preferred, await CoordinatorAsync());
        await using var after = await TalkAsync(preferred);
        await after.ClassicBeatAsync("c1", member, 1);
        Assert.EndsWith("None\n", after.Transcript, StringComparison.Ordinal);
        await after.DescribeClassicAsync();
        Assert.Contains("Stable, consumer range", after.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_start_anew_with_the_next_coordinator_and_stand_still_while_there_is_none()
    {
        var first = await CoordinatorAsync();
        await using (var before = await TalkAsync(first))
            await before.BeatAsync("m1", 0, ["a"]);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(40));
        await Cluster.KillBrokerAsync(first);
        // Its session ended at 45 s, but the dead coordinator cannot tell; the next one comes when the broker is fenced.
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(12));
        await using var after = await TalkAsync(await CoordinatorAsync());
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(40));
        Assert.Equal(ErrorCode.None, (await after.BeatAsync("m1", 2)).ErrorCode);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(46));
        Assert.Equal(ErrorCode.UnknownMemberId, (await after.BeatAsync("m1", 2)).ErrorCode);
    }

    [Fact]
    public async Task Sessions_start_anew_when_a_coordinator_that_hung_goes_on()
    {
        var coordinator = await CoordinatorAsync();
        await using var talk = await TalkAsync(coordinator);
        await talk.BeatAsync("m1", 0, ["a"]);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(42));
        await Cluster.HangBrokerAsync(coordinator);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(5));
        await Cluster.StartBrokerAsync(coordinator);
        Assert.Equal(ErrorCode.None, (await talk.BeatAsync("m1", 2)).ErrorCode);
    }

    [Fact]
    public async Task Sessions_start_anew_when_a_coordinator_that_was_cut_off_is_back_before_it_is_fenced()
    {
        var coordinator = await CoordinatorAsync();
        await using var talk = await TalkAsync(coordinator);
        await talk.BeatAsync("m1", 0, ["a"]);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(42));
        await Cluster.CutOffBrokerAsync(coordinator);
        Assert.Equal(ErrorCode.CoordinatorNotAvailable, (await talk.BeatAsync("m1", 2)).ErrorCode);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(5));
        await Cluster.HealBrokerAsync(coordinator);
        Assert.Equal(coordinator, await CoordinatorAsync());
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(44));
        Assert.Equal(ErrorCode.None, (await talk.BeatAsync("m1", 2)).ErrorCode);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(46));
        Assert.Equal(ErrorCode.UnknownMemberId, (await talk.BeatAsync("m1", 2)).ErrorCode);
    }

    [Fact]
    public async Task Without_a_leader_of_its_partition_a_group_has_no_coordinator_until_that_comes_back()
    {
        await CreateAsync("elsewhere", [[1, 2, 3]]);
        var first = await CoordinatorAsync();
        await using (var before = await TalkAsync(first))
            await before.BeatAsync("m1", 0, ["a"]);
        // The partition of __consumer_offsets gets a single replica.
        var partition = JavaHash.PartitionOf("g", 50);
        await AskAsync(first, new AlterPartitionReassignmentsRequest { TimeoutMs = 5000, Topics = [new() { Name = Coordinators.OffsetsTopic, Partitions = [new() { PartitionIndex = partition, Replicas = [first] }] }] });
        var other = first % 3 + 1;
        await Cluster.StopBrokerAsync(first);
        Assert.Equal(ErrorCode.CoordinatorNotAvailable, (await AskAsync(other, new FindCoordinatorRequest { CoordinatorKeys = ["g"] })).Coordinators.Single().ErrorCode);
        Assert.Equal(ErrorCode.NotCoordinator, (await AskAsync(other, new OffsetFetchRequest { Groups = [new() { GroupId = "g", Topics = [] }] })).Groups[0].ErrorCode);
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(10));
        await Cluster.StartBrokerAsync(first);
        Assert.Equal(first, await CoordinatorAsync());
        await using var after = await TalkAsync(first);
        Assert.Equal(ErrorCode.None, (await after.BeatAsync("m1", 2)).ErrorCode);
    }

    private async Task<int> CoordinatorAsync()
    {
        var ask = (await Cluster.State.Loop.RunAsync(() => ValueTask.FromResult(Cluster.State.Brokers.Values.First(b => b.IsRunning).Id)));
        return (await AskAsync(ask, new FindCoordinatorRequest { CoordinatorKeys = ["g"] })).Coordinators.Single().NodeId;
    }

    /// <summary>A conversation with one broker, over topic a of four partitions.</summary>
    private async Task<Script> TalkAsync(int broker)
    {
        var script = new Script(Address(broker), "g", TimeSpan.Zero);
        await script.StartAsync();
        await script.CreateTopicAsync("a", 4, 3);
        return script;
    }

    private static async Task<OffsetFetchResponse.OffsetFetchResponsePartitions> FetchAsync(Script script) =>
        (await script.SendAsync("", new OffsetFetchRequest { Groups = [new() { GroupId = "g", Topics = [new() { Name = script.Real("a"), PartitionIndexes = [0] }] }] }, 9)).Groups[0].Topics[0].Partitions[0];
}
