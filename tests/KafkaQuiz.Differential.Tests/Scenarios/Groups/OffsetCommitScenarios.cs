using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;
using static KafkaQuiz.Differential.Tests.Recording.GroupSteps;

namespace KafkaQuiz.Differential.Tests.Scenarios.Groups;

/// <summary>OffsetCommit, OffsetFetch, OffsetDelete, DeleteGroups, ListGroups.</summary>
[Collection(nameof(WholeClusters))]
public sealed class OffsetCommitScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    private static readonly (string Name, Guid Id) Nobody = ("nobody", new Guid("01234567-89ab-cdef-0123-456789abcdef"));

    [Scenario]
    public Task Commits_and_fetches_in_every_version() => CompareAsync(async c =>
    {
        var (group, at, topic) = await GroupAsync(c);
        for (short version = 2; version <= 10; version++)
            await c.AskAsync(CommitOf(group, topic, 10 + version, metadata: "v" + version), at, version);
        for (short version = 1; version <= 10; version++)
        {
            await c.AskAsync(FetchOffsetsOf(group, topic, partitions: [0, 1, 7]), at, version);
            if (version >= 2)
                await c.AskAsync(FetchOffsetsOf(group, null), at, version);
        }
    });

    [Scenario]
    public Task Commits_that_are_refused() => CompareAsync(async c =>
    {
        var (group, at, topic) = await GroupAsync(c);
        foreach (short version in new short[] { 9, 10 })
        {
            await c.AskAsync(CommitOf(group, Nobody, 1), at, version);
            await c.AskAsync(CommitOf(group, topic, 1, partition: 9), at, version);
            await c.AskAsync(CommitOf(group, topic, -5), at, version);
            await c.AskAsync(CommitOf(group, topic, 1, metadata: new string('m', 4097)), at, version);
            await c.AskAsync(CommitOf(group, topic, 1, metadata: null), at, version);
            await c.AskAsync(CommitOf(group, topic, 1, member: "stranger", epoch: 1), at, version);
            await c.AskAsync(CommitOf(group, topic, 1, member: "stranger", epoch: -1), at, version);
            await c.AskAsync(CommitOf(group, topic, 1, epoch: 3), at, version);
            await c.AskAsync(CommitOf("", topic, 1), at, version);
            await c.AskAsync(CommitOf(group, topic, 1, instance: "nobody"), at, version);
            await c.AskAsync(CommitOf(group, topic, 1), 1 + (at % 3), version);
        }
    });

    [Scenario]
    public Task Commits_of_members_and_of_others() => CompareAsync(async c =>
    {
        var (group, at, topic) = await GroupAsync(c);
        var id = await c.EnterAloneAsync(group, at);
        await c.AskAsync(CommitOf(group, topic, 1, id, 1), at);
        await c.AskAsync(SyncOf(group, id, 1, assignments: (id, "all")), at);
        await c.AskAsync(CommitOf(group, topic, 2, id, 1), at);
        await c.AskAsync(CommitOf(group, topic, 3, id, 0), at);
        await c.AskAsync(CommitOf(group, topic, 3, id, 2), at);
        await c.AskAsync(CommitOf(group, topic, 3, "stranger", 1), at);
        await c.AskAsync(CommitOf(group, topic, 3), at);
        await c.AskAsync(CommitOf(group, topic, 3, id, 1, instance: "nobody"), at);
        await c.AskAsync(FetchOffsetsOf(group, topic, partitions: 0), at);
        await c.AskAsync(FetchOffsetsOf(group, topic, member: id, epoch: 1, partitions: 0), at);
        await c.AskAsync(FetchOffsetsOf(group, topic, member: "stranger", epoch: 1, partitions: 0), at);
        await c.AskAsync(FetchOffsetsOf(group, topic, stable: true, partitions: 0), at);
    });

    [Scenario]
    public Task Fetches_of_groups_and_topics_that_are_not_there() => CompareAsync(async c =>
    {
        var (group, at, topic) = await GroupAsync(c);
        foreach (short version in new short[] { 7, 8, 9, 10 })
        {
            await c.AskAsync(FetchOffsetsOf(group, topic, partitions: [0]), at, version);
            await c.AskAsync(FetchOffsetsOf(group, Nobody, partitions: [0]), at, version);
            await c.AskAsync(FetchOffsetsOf(group, null), at, version);
            await c.AskAsync(FetchOffsetsOf("", topic, partitions: [0]), at, version);
            await c.AskAsync(FetchOffsetsOf(group, topic, partitions: [0]), 1 + (at % 3), version);
        }
        var two = FetchOffsetsOf(group, topic, partitions: [0]);
        two.Groups.AddRange(FetchOffsetsOf(group, topic, partitions: [1]).Groups);
        await c.AskAsync(two, at);
        two.Groups.Clear();
        await c.AskAsync(two, at);
    });

    [Scenario]
    public Task Offsets_of_topics_that_are_subscribed_to_are_not_deleted() => CompareAsync(async c =>
    {
        var (group, at, topic) = await GroupAsync(c);
        await c.AskAsync(DeleteOffsets(group, topic.Name, 0), at);
        await c.AskAsync(CommitOf(group, topic, 5), at);
        await c.AskAsync(DeleteOffsets(group, topic.Name, 0, 1, 9), at);
        await c.AskAsync(DeleteOffsets(group, Nobody.Name, 0), at);
        await c.AskAsync(FetchOffsetsOf(group, null), at);
        await c.AskAsync(CommitOf(group, topic, 6), at);
        var id = await c.EnterAloneAsync(group, at);
        await c.AskAsync(SyncOf(group, id, 1, assignments: (id, "all")), at);
        await c.AskAsync(DeleteOffsets(group, topic.Name, 0), at);
        await c.AskAsync(DeleteOffsets("", topic.Name, 0), at);
        await c.AskAsync(DeleteOffsets(group, topic.Name, 0), 1 + (at % 3));
    });

    [Scenario]
    public Task Groups_with_members_are_not_deleted() => CompareAsync(async c =>
    {
        var (group, at, topic) = await GroupAsync(c);
        await c.AskAsync(new DeleteGroupsRequest { GroupsNames = [group, ""] }, at);
        await c.AskAsync(CommitOf(group, topic, 5), at);
        var id = await c.EnterAloneAsync(group, at);
        await c.AskAsync(new DeleteGroupsRequest { GroupsNames = [group] }, at);
        await c.AskAsync(LeaveOf(group, (id, null)), at);
        await c.AskAsync(new DeleteGroupsRequest { GroupsNames = [group] }, 1 + (at % 3));
        for (short version = 2; version >= 0; version--)
            await c.AskAsync(new DeleteGroupsRequest { GroupsNames = [group] }, at, version);
        await c.AskAsync(FetchOffsetsOf(group, null), at);
        await c.AskAsync(new DescribeGroupsRequest { Groups = [group] }, at);
    });

    [Scenario]
    public Task Groups_are_listed_by_state_and_type() => CompareAsync(async c =>
    {
        var (group, at, topic) = await GroupAsync(c);
        await c.AskAsync(CommitOf(group, topic, 5), at);
        var live = c.Own("live");
        var there = await c.CoordinatorAsync(live);
        await c.EnterAloneAsync(live, there);
        foreach (var broker in new[] { at, there })
        {
            for (short version = 0; version <= 5; version++)
                await c.AskAsync(new ListGroupsRequest(), broker, version, own: Own);
            foreach (var (state, type) in new (string?, string?)[] { ("Empty", null), ("CompletingRebalance", null), ("empty", "classic"), (null, "Consumer"), (null, "Classic"), ("Nonsense", null), (null, "Nonsense"), ("", null) })
                await c.AskAsync(new ListGroupsRequest { StatesFilter = state is null ? [] : [state], TypesFilter = type is null ? [] : [type] }, broker, own: Own);
        }

        void Own(ListGroupsResponse answer) => answer.Groups.RemoveAll(g => !g.GroupId.StartsWith(c.Own(""), StringComparison.Ordinal));
    });

    [Scenario]
    public Task Offsets_go_with_their_topic() => CompareAsync(async c =>
    {
        var (group, at, topic) = await GroupAsync(c);
        await c.AskAsync(CommitOf(group, topic, 5), at);
        await c.AskAsync(new DeleteTopicsRequest { Topics = [new() { Name = topic.Name }], TimeoutMs = 30_000 });
        await c.AskUntilAsync(FetchOffsetsOf(group, null), r => r.Groups[0].Topics.Count == 0, at, version: 9);
        await c.AskUntilAsync(FetchOffsetsOf(group, topic, partitions: 0), r => r.Groups[0].Topics[0].Partitions[0].ErrorCode != ErrorCode.None, at, version: 10);
    });

    private static async Task<(string Group, int Coordinator, (string Name, Guid Id) Topic)> GroupAsync(Conversation c)
    {
        var group = c.Own("group");
        return (group, await c.CoordinatorAsync(group), await c.TopicAsync("topic", [[1, 2, 3], [2, 3, 1]]));
    }

    private static OffsetDeleteRequest DeleteOffsets(string group, string topic, params int[] partitions) => new()
    {
        GroupId = group,
        Topics = [new() { Name = topic, Partitions = [.. partitions.Select(p => new OffsetDeleteRequest.OffsetDeleteRequestPartition { PartitionIndex = p })] }],
    };
}
