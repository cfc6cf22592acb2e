using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;
using static KafkaQuiz.Differential.Tests.Recording.GroupSteps;

namespace KafkaQuiz.Differential.Tests.Scenarios.Groups;

/// <summary>The classic protocol: JoinGroup, SyncGroup, Heartbeat, LeaveGroup.</summary>
[Collection(nameof(WholeClusters))]
public sealed class ClassicGroupScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    [Scenario]
    public Task Coordinators_are_found_by_key() => CompareAsync(async c =>
    {
        for (short version = 0; version <= 6; version++)
        {
            foreach (sbyte type in new sbyte[] { 0, 1 })
                await c.AskAsync(new FindCoordinatorRequest { Key = c.Own("key"), KeyType = type, CoordinatorKeys = version < 4 ? [] : [c.Own("key"), c.Own("other")] }, version: version);
        }
        foreach (sbyte type in new sbyte[] { 0, 1, 3, 9 })
            await c.AskAsync(new FindCoordinatorRequest { KeyType = type, CoordinatorKeys = [""] });
        await c.AskAsync(new FindCoordinatorRequest { KeyType = 9, CoordinatorKeys = [c.Own("key")] });
    });

    [Scenario]
    public Task Member_alone_joins_syncs_beats_and_leaves() => CompareAsync(async c =>
    {
        var (group, at) = await GroupAsync(c);
        await DescribedAsync(c, group, at, "Dead");
        var id = await c.EnterAloneAsync(group, at);
        await DescribedAsync(c, group, at, "CompletingRebalance");
        await c.AskAsync(BeatOf(group, id, 1), at);
        await c.AskAsync(SyncOf(group, id, 1, assignments: (id, "everything")), at);
        await DescribedAsync(c, group, at, "Stable");
        await c.AskAsync(BeatOf(group, id, 1), at);
        await c.AskAsync(JoinOf(group, id), at);
        await c.AskAsync(SyncOf(group, id, 2, assignments: (id, "again")), at);
        await c.AskAsync(LeaveOf(group, (id, null)), at);
        await DescribedAsync(c, group, at, "Empty");
        await c.AskAsync(BeatOf(group, id, 2), at);
    });

    [Scenario]
    public Task Every_version_of_a_members_life() => CompareAsync(async c =>
    {
        for (short version = 0; version <= 9; version++)
        {
            var group = c.Own("v" + version);
            var at = await c.CoordinatorAsync(group);
            var id = (await c.AskAsync(JoinOf(group, ""), at, version))!.MemberId;
            if (version >= 4)
                await c.AskAsync(JoinOf(group, id), at, version);
            await c.AskAsync(SyncOf(group, id, 1, assignments: (id, "all")), at, Math.Min(version, (short)5));
            await c.AskAsync(BeatOf(group, id, 1), at, Math.Min(version, (short)4));
            for (var describe = (short)(version == 9 ? 0 : 6); describe <= 6; describe++)
                await DescribedAsync(c, group, at, "Stable", describe);
            var leave = LeaveOf(group, (id, null));
            leave.MemberId = id;
            await c.AskAsync(leave, at, Math.Min(version, (short)5));
        }
    });

    [Scenario]
    public Task Joins_that_are_refused() => CompareAsync(async c =>
    {
        var (group, at) = await GroupAsync(c);
        await c.AskAsync(JoinOf("", ""), at);
        await c.AskAsync(JoinOf(group, "", session: 10), at);
        await c.AskAsync(JoinOf(group, "", session: 10_000_000), at);
        await c.AskAsync(JoinOf(group, "stranger"), at);
        await c.AskAsync(JoinOf(group, "", protocols: []), at);
        await c.AskAsync(JoinOf(group, "", type: ""), at);
        await c.AskAsync(JoinOf(group, "stranger", instance: "static"), at);
        var id = await c.EnterAloneAsync(group, at);
        await c.AskAsync(JoinOf(group, "", type: "other"), at);
        await c.AskAsync(JoinOf(group, "", protocols: ["q"]), at);
        await c.AskAsync(JoinOf(group, id, protocols: ["q"]), at);
        await c.AskAsync(JoinOf(c.Own("static"), "", instance: "bad name!"), await c.CoordinatorAsync(c.Own("static")));
        var elsewhere = 1 + (at % 3);
        await c.AskAsync(JoinOf(group, ""), elsewhere);
        await c.AskAsync(BeatOf(group, id, 1), elsewhere);
        await c.AskAsync(LeaveOf(group, (id, null)), elsewhere);
        await c.AskAsync(SyncOf(group, id, 1), elsewhere);
        await c.AskAsync(Described(group), elsewhere);
    });

    [Scenario]
    public Task Beats_and_syncs_that_are_refused() => CompareAsync(async c =>
    {
        var (group, at) = await GroupAsync(c);
        await c.AskAsync(BeatOf(group, "stranger", 1), at);
        await c.AskAsync(SyncOf(group, "stranger", 1), at);
        await c.AskAsync(BeatOf("", "stranger", 1), at);
        await c.AskAsync(SyncOf("", "stranger", 1), at);
        var id = await c.EnterAloneAsync(group, at);
        foreach (var generation in new[] { 0, 2, -1 })
        {
            await c.AskAsync(BeatOf(group, id, generation), at);
            await c.AskAsync(SyncOf(group, id, generation), at);
        }
        await c.AskAsync(BeatOf(group, "stranger", 1), at);
        await c.AskAsync(SyncOf(group, "stranger", 1), at);
        await c.AskAsync(SyncOf(group, id, 1, protocol: "q"), at);
        await c.AskAsync(SyncOf(group, id, 1, type: "other"), at);
        await c.AskAsync(SyncOf(group, id, 1, protocol: null, type: null), at);
        await c.AskAsync(BeatOf(group, id, 1, instance: "nobody"), at);
        await c.AskAsync(SyncOf(group, id, 1, instance: "nobody"), at);
    });

    [Scenario]
    public Task Leaves_that_are_refused() => CompareAsync(async c =>
    {
        var (group, at) = await GroupAsync(c);
        await c.AskAsync(LeaveOf(group, ("stranger", null)), at);
        await c.AskAsync(LeaveOf("", ("stranger", null)), at);
        var id = await c.EnterAloneAsync(group, at);
        await c.AskAsync(LeaveOf(group, ("stranger", null)), at);
        await c.AskAsync(LeaveOf(group, ("", "nobody")), at);
        await c.AskAsync(LeaveOf(group, ("stranger", "nobody")), at);
        await c.AskAsync(LeaveOf(group), at);
        await c.AskAsync(LeaveOf(group, ("stranger", null), (id, null)), at);
        await c.AskAsync(LeaveOf(group, (id, null)), at);
    });

    [Scenario]
    public Task Second_member_makes_the_first_join_again() => CompareAsync(async c =>
    {
        var (group, at) = await GroupAsync(c);
        var first = await c.EnterAloneAsync(group, at);
        await c.AskAsync(SyncOf(group, first, 1, assignments: (first, "all")), at);
        var second = (await c.AskAsync(JoinOf(group, "", protocols: ["q", "p"]), at, over: "second"))!.MemberId;
        var joining = c.QuietlyAsync(JoinOf(group, second, protocols: ["q", "p"]), at, over: "second");
        await c.AskUntilAsync(BeatOf(group, first, 1), r => r.ErrorCode == ErrorCode.RebalanceInProgress, at);
        await DescribedAsync(c, group, at, "PreparingRebalance");
        await c.AskAsync(SyncOf(group, first, 1), at);
        await c.AskAsync(JoinOf(group, first), at);
        c.Record("the second member's join", await joining);
        await c.AskAsync(BeatOf(group, second, 1), at);
        await c.AskAsync(BeatOf(group, second, 2), at);
        var syncing = c.QuietlyAsync(SyncOf(group, second, 2), at, over: "second");
        await c.AskAsync(SyncOf(group, first, 2, assignments: [(first, "half"), (second, "other half")]), at);
        c.Record("the second member's sync", await syncing);
        await DescribedAsync(c, group, at, "Stable");
        await c.AskAsync(LeaveOf(group, (first, null)), at);
        await c.AskAsync(BeatOf(group, second, 2), at);
        await c.AskAsync(JoinOf(group, second, protocols: ["q", "p"]), at);
    });

    [Scenario]
    public Task Member_that_does_not_beat_is_removed() => CompareAsync(async c =>
    {
        var (group, at) = await GroupAsync(c);
        var id = (await c.AskAsync(JoinOf(group, "", session: 1000), at))!.MemberId;
        await c.AskAsync(JoinOf(group, id, session: 1000), at);
        await c.AskAsync(SyncOf(group, id, 1, assignments: (id, "all")), at);
        await c.AskUntilAsync(Described(group), r => r.Groups[0].GroupState == "Empty", at);
        await c.AskAsync(BeatOf(group, id, 1), at);
        await c.AskAsync(JoinOf(group, id, session: 1000), at);
    });

    [Scenario]
    public Task Static_members_come_back_and_fence_each_other() => CompareAsync(async c =>
    {
        var (group, at) = await GroupAsync(c);
        var first = (await c.AskAsync(JoinOf(group, "", instance: "one"), at))!.MemberId;
        await c.AskAsync(SyncOf(group, first, 1, instance: "one", assignments: (first, "all")), at);
        await DescribedAsync(c, group, at, "Stable");
        var second = (await c.AskAsync(JoinOf(group, "", instance: "one"), at))!.MemberId;
        await c.AskAsync(BeatOf(group, first, 1, instance: "one"), at);
        await c.AskAsync(SyncOf(group, first, 1, instance: "one"), at);
        await c.AskAsync(JoinOf(group, first, instance: "one"), at);
        await c.AskAsync(LeaveOf(group, (first, "one")), at);
        await c.AskAsync(SyncOf(group, second, 1, instance: "one", assignments: (second, "again")), at);
        await c.AskAsync(BeatOf(group, second, 1, instance: "one"), at);
        await c.AskAsync(BeatOf(group, second, 1), at);
        await DescribedAsync(c, group, at, "Stable");
        await c.AskAsync(LeaveOf(group, ("", "one")), at);
        await DescribedAsync(c, group, at, "Empty");
    });

    private static async Task<(string Group, int Coordinator)> GroupAsync(Conversation c)
    {
        var group = c.Own("group");
        return (group, await c.CoordinatorAsync(group));
    }

    /// <summary>Groups are described as of what is replicated of them (GroupMetadataManager.describeGroups), a little after what members are told.</summary>
    private static async Task DescribedAsync(Conversation c, string group, int at, string state, short version = 6) => await c.AskUntilAsync(Described(group), r => r.Groups[0].GroupState == state, at, version);

    private static DescribeGroupsRequest Described(string group) => new() { Groups = [group], IncludeAuthorizedOperations = true };
}
