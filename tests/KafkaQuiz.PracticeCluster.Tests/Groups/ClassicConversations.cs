using Of = KafkaQuiz.Practice.Tests.Groups.Script.TopicIdPartitionsOf;

namespace KafkaQuiz.Practice.Tests.Groups;

/// <summary>Conversations of members of the classic protocol, among themselves and with members of the consumer protocol.</summary>
internal static partial class Conversations
{
    private static async Task UpgradeAsync(Script s)
    {
        await s.CreateTopicAsync("a", 6);
        var c1 = s.Tell("c1", await s.EnterAsync("c1", ["a"]));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 1, new() { [c1.MemberId] = new Of("a", 0, 1, 2, 3, 4, 5) }));
        await s.BeatAsync("m1", 0, ["a"]);
        await s.DescribeAsync();
        await s.ClassicBeatAsync("c1", c1.MemberId, 1);
        await s.CommitAsync(1, "a", c1.MemberId, 1, version: 8, partition: 5);
        // The classic member gives up what it is not to have by joining without it.
        s.Tell("c1", await s.JoinAsync("c1", c1.MemberId, ["a"], new Of("a", 0, 1, 2, 3, 4, 5)));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 1));
        await s.DescribeAsync();
        await s.ClassicBeatAsync("c1", c1.MemberId, 1);
        s.Tell("c1", await s.JoinAsync("c1", c1.MemberId, ["a"], new Of("a", 0, 1, 2)));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 2));
        await s.ClassicBeatAsync("c1", c1.MemberId, 2);
        await s.BeatAsync("m1", 2);
        await s.DescribeAsync();
        await s.ListAsync();
        await s.DescribeClassicAsync();
        // Another classic member, another assignor, another kind of client.
        s.Tell("c2", await s.JoinAsync("c2", "", ["a"], assignors: ["roundrobin"]));
        s.Tell("c2", await s.JoinAsync("c2", "", ["a"], kind: "connect"));
        var c2 = s.Tell("c2", await s.EnterAsync("c2", ["a"], ["roundrobin", "range"]));
        await s.DescribeAsync();
        s.Tell("c2", await s.SyncAsync("c2", c2.MemberId, 3, protocol: "roundrobin"));
        s.Tell("c2", await s.SyncAsync("c2", c2.MemberId, 3));
        s.Tell("m1", await s.SyncAsync("c2", "m1", 2));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 2));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 1));
        await s.LeaveAsync(5, (c2.MemberId, null), ("m9", null));
        await s.DescribeAsync();
    }

    /// <summary>With the same id a member of the classic protocol becomes one of the consumer protocol.</summary>
    private static async Task UpgradeInPlaceAsync(Script s)
    {
        await s.CreateTopicAsync("a", 4);
        var c1 = s.Tell("c1", await s.EnterAsync("c1", ["a"]));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 1, new() { [c1.MemberId] = new Of("a", 0, 1, 2, 3) }));
        await s.BeatAsync("m1", 0, ["a"]);
        await s.BeatAsync(c1.MemberId, 0, ["a"]);
        await s.DescribeAsync();
        await s.BeatAsync(c1.MemberId, 1, owned: [new Of("a", 0, 1)]);
        await s.BeatAsync("m1", 2);
        await s.ClassicBeatAsync("c1", c1.MemberId, 2);
        await s.DescribeAsync();
    }

    private static async Task DowngradeByLeavingAsync(Script s)
    {
        await s.CreateTopicAsync("a", 4);
        await s.BeatAsync("m1", 0, ["a"]);
        var c1 = s.Tell("c1", await s.EnterAsync("c1", ["a"]));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, c1.GenerationId));
        await s.DescribeAsync();
        await s.BeatAsync("m1", -1);
        await s.DescribeAsync();
        await s.ListAsync();
        await s.DescribeClassicAsync();
        await s.ClassicBeatAsync("c1", c1.MemberId, c1.GenerationId);
        c1 = s.Tell("c1", await s.JoinAsync("c1", c1.MemberId, ["a"]));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, c1.GenerationId, new() { [c1.MemberId] = new Of("a", 0, 1, 2, 3) }));
        await s.DescribeClassicAsync();
        await s.LeaveAsync(5, (c1.MemberId, null));
        await s.DescribeClassicAsync();
        // An empty classic group simply becomes one of consumers.
        await s.BeatAsync("m1", 0, ["a"]);
        await s.DescribeAsync();
        await s.BeatAsync("m1", -1);
        s.Tell("c1", await s.JoinAsync("c1", "gone", ["a"]));
        s.Tell("c1", await s.EnterAsync("c1", ["a"]));
        await s.ListAsync();
    }

    private static async Task DowngradeByReplacementAsync(Script s)
    {
        await s.CreateTopicAsync("a", 4);
        await s.BeatAsync("m1", 0, ["a"], instance: "i1");
        await s.BeatAsync("m2", 0, ["a"], instance: "i2");
        await s.BeatAsync("m1", 2, owned: [new Of("a", 0, 1)], instance: "i1");
        await s.BeatAsync("m2", 3, instance: "i2");
        await s.BeatAsync("m1", -2, instance: "i1");
        var c1 = s.Tell("c1", await s.JoinAsync("c1", "", ["a"], instance: "i1"));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, c1.GenerationId, instance: "i1"));
        await s.DescribeAsync();
        await s.ClassicBeatAsync("c1", c1.MemberId, c1.GenerationId, "i1");
        await s.ClassicBeatAsync("c1", "other", c1.GenerationId, "i1");
        await s.ClassicBeatAsync("c1", "other", c1.GenerationId);
        await s.ClassicBeatAsync("c1", c1.MemberId, 77, "i1");
        // The last of the consumer protocol is replaced: everything is as before, but the group is a classic one.
        var c2 = s.Tell("c2", await s.JoinAsync("c2", "", ["a"], instance: "i2"));
        s.Tell("c2", await s.SyncAsync("c2", c2.MemberId, c2.GenerationId, instance: "i2"));
        await s.DescribeAsync();
        await s.DescribeClassicAsync();
        await s.ClassicBeatAsync("c1", c1.MemberId, c1.GenerationId, "i1");
        await s.LeaveAsync(5, ("", "i1"), ("x", "i2"), ("", "i9"));
        await s.DescribeClassicAsync();
    }

    private static async Task ClassicRebalanceAsync(Script s)
    {
        await s.CreateTopicAsync("a", 4);
        await s.DescribeClassicAsync();
        await s.DescribeClassicAsync(version: 5);
        var c1 = s.Tell("c1", await s.JoinAsync("c1", "", ["a"]));
        await s.DescribeClassicAsync();
        c1 = s.Tell("c1", await s.JoinAsync("c1", c1.MemberId, ["a"]));
        await s.DescribeClassicAsync();
        await s.CommitAsync(1, "a", c1.MemberId, 1);
        await s.ClassicBeatAsync("c1", c1.MemberId, 1);
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 1, new() { [c1.MemberId] = new Of("a", 0, 1, 2, 3) }));
        await s.DescribeClassicAsync();
        await s.CommitAsync(1, "a", c1.MemberId, 1);
        await s.CommitAsync(1, "a", c1.MemberId, 0);
        await s.CommitAsync(1, "a", "other", 1);
        await s.CommitAsync(1, "a");
        // A second member: the first is called back by its heartbeat.
        var id = s.Tell("c2", await s.JoinAsync("c2", "", ["a"])).MemberId;
        await s.ClassicBeatAsync("c1", c1.MemberId, 1);
        var joins = s.JoinAsync("c2", id, ["a"]);
        var rebalancing = s.SendAsync("c1", new Protocol.Messages.HeartbeatRequest { GroupId = s.Group, MemberId = c1.MemberId, GenerationId = 1 }, until: r => r.ErrorCode == Protocol.ErrorCode.RebalanceInProgress);
        await rebalancing;
        await s.DescribeClassicAsync();
        await s.CommitAsync(2, "a", c1.MemberId, 1);
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 1));
        c1 = s.Tell("c1", await s.JoinAsync("c1", c1.MemberId, ["a"]));
        var c2 = s.Tell("c2", await joins);
        // A follower may join again with nothing new; the leader decides.
        s.Tell("c2", await s.JoinAsync("c2", c2.MemberId, ["a"]));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 2, new() { [c1.MemberId] = new Of("a", 0, 1), [c2.MemberId] = new Of("a", 2, 3) }));
        s.Tell("c2", await s.SyncAsync("c2", c2.MemberId, 2));
        s.Tell("c2", await s.JoinAsync("c2", c2.MemberId, ["a"]));
        await s.DescribeClassicAsync();
        await s.DeleteGroupAsync();
        await s.DeleteOffsetsAsync("a", 0);
        await s.LeaveAsync(2, (c2.MemberId, null));
        await s.DescribeClassicAsync();
        c1 = s.Tell("c1", await s.JoinAsync("c1", c1.MemberId, ["a"]));
        // The leader forgets itself.
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 3, []));
        await s.LeaveAsync(5, (c1.MemberId, null), ("other", null), ("", null));
        await s.DescribeClassicAsync();
        await s.ClassicBeatAsync("c1", c1.MemberId, 3);
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 3));
        s.Tell("c1", await s.JoinAsync("c1", c1.MemberId, ["a"]));
        await s.CommitAsync(9, "a", partition: 1);
        await s.DeleteGroupAsync();
        await s.FetchAsync(null);
    }

    private static async Task ClassicStaticMembersAsync(Script s)
    {
        await s.CreateTopicAsync("a", 4);
        var c1 = s.Tell("c1", await s.JoinAsync("c1", "", ["a"], instance: "i1"));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 1, new() { [c1.MemberId] = new Of("a", 0, 1, 2, 3) }, instance: "i1"));
        // The leader's new process: told to keep the assignment, or before v9 that the old one leads.
        var again = s.Tell("c2", await s.JoinAsync("c2", "", ["a"], instance: "i1"));
        s.Tell("c2", await s.SyncAsync("c2", again.MemberId, 1, instance: "i1"));
        s.Tell("c1", await s.JoinAsync("c1", c1.MemberId, ["a"], instance: "i1"));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 1, instance: "i1"));
        await s.ClassicBeatAsync("c1", c1.MemberId, 1, "i1");
        await s.CommitAsync(1, "a", c1.MemberId, 1, instance: "i1");
        await s.CommitAsync(1, "a", again.MemberId, 1, instance: "i1");
        await s.CommitAsync(1, "a", again.MemberId, 1, instance: "i9");
        var old = s.Tell("c3", await s.JoinAsync("c3", "", ["a"], instance: "i1", version: 8));
        s.Tell("c3", await s.SyncAsync("c3", old.MemberId, 1, instance: "i1"));
        // Another assignor is another generation.
        var other = s.Tell("c4", await s.JoinAsync("c4", "", ["a"], instance: "i1", assignors: ["roundrobin"]));
        s.Tell("c4", await s.SyncAsync("c4", other.MemberId, other.GenerationId, new() { [other.MemberId] = new Of("a", 0, 1) }, instance: "i1", protocol: "roundrobin"));
        await s.DescribeClassicAsync();
        await s.LeaveAsync(3, (c1.MemberId, "i1"));
        await s.LeaveAsync(3, ("", "i1"));
        await s.DescribeClassicAsync();
    }

    private static async Task ClassicFaultsAsync(Script s)
    {
        await s.CreateTopicAsync("a", 4);
        s.Tell("c1", await s.JoinAsync("c1", "", ["a"], session: 5_999));
        s.Tell("c1", await s.JoinAsync("c1", "", ["a"], session: 1_800_001, version: 6));
        s.Tell("c1", await s.JoinAsync("c1", "unknown", ["a"]));
        s.Tell("c1", await s.JoinAsync("c1", "", ["a"], assignors: []));
        s.Tell("c1", await s.JoinAsync("c1", "", ["a"], kind: ""));
        await s.ListAsync();
        await s.ClassicBeatAsync("c1", "m", 1);
        s.Tell("c1", await s.SyncAsync("c1", "m", 1));
        await s.LeaveAsync(5, ("m", null));
        await s.LeaveAsync(1, ("m", null));
        var c1 = s.Tell("c1", await s.EnterAsync("c1", ["a"]));
        s.Tell("c2", await s.JoinAsync("c2", "", ["a"], assignors: ["roundrobin"]));
        s.Tell("c2", await s.JoinAsync("c2", "", ["a"], kind: "connect"));
        s.Tell("c2", await s.JoinAsync("c2", "unknown", ["a"]));
        s.Tell("c2", await s.JoinAsync("c2", c1.MemberId, ["a"], instance: "i1"));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 0));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 1, protocol: "roundrobin"));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 1, kind: "connect"));
        s.Tell("c1", await s.SyncAsync("c1", "unknown", 1));
        await s.ClassicBeatAsync("c1", c1.MemberId, 0);
        // Before v4 a member joins at once.
        await s.LeaveAsync(5, (c1.MemberId, null));
        s.Tell("c3", await s.JoinAsync("c3", "", ["a"], version: 3));
        await s.DeleteGroupAsync();
    }

    private static async Task VotesAsync(Script s)
    {
        await s.CreateTopicAsync("a", 4);
        var c1 = s.Tell("c1", await s.EnterAsync("c1", ["a"], ["range", "roundrobin", "sticky"]));
        s.Tell("c1", await s.SyncAsync("c1", c1.MemberId, 1, new() { [c1.MemberId] = new Of("a", 0, 1, 2, 3) }));
        var joins = s.EnterAsync("c2", ["a"], ["roundrobin", "range"]);
        await s.SendAsync("c1", new Protocol.Messages.HeartbeatRequest { GroupId = s.Group, MemberId = c1.MemberId, GenerationId = 1 }, until: r => r.ErrorCode == Protocol.ErrorCode.RebalanceInProgress);
        s.Tell("c1", await s.JoinAsync("c1", c1.MemberId, ["a"], assignors: ["range", "roundrobin", "sticky"]));
        s.Tell("c2", await joins);
    }

    private static async Task OffsetsWithoutMembersAsync(Script s)
    {
        await s.CreateTopicAsync("a", 2);
        await s.CreateTopicAsync("b", 2);
        await s.FetchAsync(["a"]);
        await s.FetchAsync(["a"], version: 1);
        await s.FetchAsync(null, version: 5);
        await s.CommitAsync(1, "a", epoch: 3);
        await s.CommitAsync(1, "a", epoch: 3, version: 8);
        await s.CommitAsync(1, "a", member: "m", epoch: 3);
        await s.ListAsync();
        await s.CommitAsync(1, "nothing");
        await s.CommitAsync(1, "a", partition: 5);
        await s.ListAsync();
        await s.CommitAsync(1, "a", metadata: new string('m', 4097));
        await s.ListAsync();
        foreach (var version in new short[] { 2, 4, 5, 6, 7, 8, 9, 10 })
            await s.CommitAsync(version, "a", version: version, metadata: $"v{version}");
        await s.CommitAsync(7, "b", partition: 1);
        await s.ListAsync();
        await s.DescribeClassicAsync();
        foreach (var version in new short[] { 1, 2, 5, 7, 8, 9, 10 })
            await s.FetchAsync(["a", "b"], version: version);
        await s.FetchAsync(null, version: 2);
        await s.FetchAsync(null, version: 10);
        // The successor of a deleted topic has no offsets, by whatever name or id.
        await s.DeleteTopicAsync("a");
        await s.FetchAsync(["a"]);
        await s.CreateTopicAsync("a", 2);
        await s.FetchAsync(["a"], version: 10);
        await s.FetchAsync(null);
    }

    private static async Task DeletingAsync(Script s)
    {
        await s.CreateTopicAsync("a", 2);
        await s.DeleteGroupAsync();
        await s.DeleteOffsetsAsync("a", 0);
        await s.CommitAsync(1, "a");
        await s.DeleteOffsetsAsync("a", 0, 1, 7);
        await s.DeleteOffsetsAsync("nothing", 0);
        await s.FetchAsync(null);
        await s.ListAsync();
        await s.DeleteGroupAsync();
        await s.ListAsync();
        await s.CommitAsync(1, "a");
        await s.DeleteGroupAsync();
        await s.FetchAsync(null);
        // A group of something else than consumers keeps its offsets while it has members.
        s.Tell("c1", await s.EnterAsync("c1", ["a"]));
        await s.DeleteOffsetsAsync("a", 0);
        await s.DeleteGroupAsync();
    }
}
