using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;
using static KafkaQuiz.Differential.Tests.Recording.GroupSteps;
using static KafkaQuiz.Protocol.Messages.ConsumerGroupHeartbeatRequest;

namespace KafkaQuiz.Differential.Tests.Scenarios.Groups;

/// <summary>The consumer protocol (KIP-848): ConsumerGroupHeartbeat and ConsumerGroupDescribe.</summary>
[Collection(nameof(WholeClusters))]
public sealed class ConsumerGroupScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    private const string One = "member-number-one-00001", Two = "member-number-two-00002";

    [Scenario]
    public Task Member_alone_gets_everything_and_leaves() => CompareAsync(async c =>
    {
        var (group, at, topic) = await GroupAsync(c);
        var epoch = await JoinedAsync(c, group, at, One, topic);
        await DescribedAsync(c, group, at);
        await c.AskAsync(Beat(group, One, epoch), at);
        await c.AskAsync(Beat(group, One, epoch, has: All(topic)), at);
        await DescribedAsync(c, group, at);
        await c.AskAsync(CommitOf(group, topic, 3, One, epoch), at);
        await c.AskAsync(CommitOf(group, topic, 4, One, epoch + 1), at);
        await c.AskAsync(CommitOf(group, topic, 4, One, epoch - 1), at);
        await c.AskAsync(CommitOf(group, topic, 4), at);
        await c.AskAsync(CommitOf(group, topic, 4, "stranger", epoch), at);
        await c.AskAsync(FetchOffsetsOf(group, topic, One, epoch, partitions: 0), at);
        await c.AskAsync(FetchOffsetsOf(group, topic, One, epoch + 1, partitions: 0), at);
        await c.AskAsync(FetchOffsetsOf(group, topic, "stranger", epoch, partitions: 0), at);
        await c.AskAsync(Beat(group, One, -1), at);
        await DescribedAsync(c, group, at);
        await c.AskAsync(new DeleteGroupsRequest { GroupsNames = [group] }, at);
    });

    [Scenario]
    public Task Second_member_takes_what_the_first_gives_up() => CompareAsync(async c =>
    {
        var (group, at, topic) = await GroupAsync(c);
        var epoch = await JoinedAsync(c, group, at, One, topic);
        await c.AskAsync(Beat(group, One, epoch, has: All(topic)), at);
        var second = (await c.AskAsync(Join(group, Two, topic.Name), at))!.MemberEpoch;
        var revoked = await c.AskUntilAsync(Beat(group, One, epoch), r => r.Assignment is not null, at);
        await DescribedAsync(c, group, at);
        await c.AskAsync(Beat(group, One, epoch, has: [.. revoked.Assignment!.TopicPartitions.Select(t => new TopicPartitionsData { TopicId = t.TopicId, Partitions = t.Partitions })]), at);
        await c.AskUntilAsync(Beat(group, Two, second), r => r.Assignment is { TopicPartitions.Count: > 0 }, at);
        await DescribedAsync(c, group, at);
        await c.AskAsync(Beat(group, One, second), at);
        await c.AskAsync(Beat(group, One, epoch - 1), at);
        await c.AskAsync(Beat(group, Two, -1), at);
        await c.AskUntilAsync(Beat(group, One, second), r => r.MemberEpoch > second && r.Assignment is not null, at);
        await DescribedAsync(c, group, at);
    });

    [Scenario]
    public Task Beats_that_are_refused() => CompareAsync(async c =>
    {
        var (group, at, topic) = await GroupAsync(c);
        await c.AskAsync(Beat(group, One, 1), at);
        await c.AskAsync(Beat("", One, 0), at);
        await c.AskAsync(Join(group, "", topic.Name), at);
        await c.AskAsync(Join(group, One, topic.Name, timeout: -1), at);
        await c.AskAsync(Join(group, One), at);
        await c.AskAsync(Join(group, One, topic.Name, assignor: "nonsense"), at);
        await c.AskAsync(Beat(group, One, -3), at);
        await c.AskAsync(Beat(group, One, -2), at);
        await c.AskAsync(Join(group, One, topic.Name, instance: ""), at);
        await c.AskAsync(Join(group, One, topic.Name, regex: "((("), at);
        await c.AskAsync(Join(group, One, topic.Name), 1 + (at % 3));
        var epoch = await JoinedAsync(c, group, at, One, topic);
        foreach (var other in new[] { 0, epoch - 1, epoch + 1, epoch + 7, -2 })
            await c.AskAsync(Beat(group, One, other), at);
        await c.AskAsync(Beat(group, Two, epoch), at);
        await c.AskAsync(Beat(group, Two, -1), at);
        await c.AskAsync(Beat(group, One, epoch, has: []), at);
        await c.AskAsync(JoinOf(group, "", type: "consumer", protocols: ["range"]), at);
        await c.AskAsync(new DescribeGroupsRequest { Groups = [group] }, at);
        await c.AskAsync(new DeleteGroupsRequest { GroupsNames = [group] }, at);
    });

    [Scenario]
    public Task Static_members_come_back_and_fence_each_other() => CompareAsync(async c =>
    {
        var (group, at, topic) = await GroupAsync(c);
        var epoch = await JoinedAsync(c, group, at, One, topic, "static");
        await c.AskAsync(Join(group, Two, topic.Name, instance: "static"), at);
        await c.AskAsync(Beat(group, Two, -2, instance: "static"), at);
        await c.AskAsync(Beat(group, One, -2, instance: "static"), at);
        await DescribedAsync(c, group, at);
        await c.AskAsync(Join(group, Two, topic.Name, instance: "static"), at);
        await c.AskAsync(Beat(group, One, epoch, instance: "static"), at);
        await c.AskAsync(Beat(group, Two, epoch, instance: "static"), at);
        await c.AskAsync(Beat(group, Two, epoch), at);
        await DescribedAsync(c, group, at);
        await c.AskAsync(Beat(group, Two, -1, instance: "static"), at);
        await DescribedAsync(c, group, at);
    });

    [Scenario]
    public Task Subscriptions_by_regular_expression_and_anew() => CompareAsync(async c =>
    {
        var (group, at, topic) = await GroupAsync(c);
        var other = await c.TopicAsync("other", [[1, 2, 3]]);
        var epoch = (await c.AskAsync(Join(group, One, regex: c.Own("topi.*")), at))!.MemberEpoch;
        var assigned = false;
        while (!assigned)
        {
            var answer = await c.UntilAsync(Beat(group, One, epoch), r => true, at);
            (epoch, assigned) = (answer.MemberEpoch, answer.Assignment is { TopicPartitions.Count: > 0 });
        }
        await DescribedAsync(c, group, at);
        await c.AskAsync(Beat(group, One, epoch, topic: other.Name, regex: ""), at);
        await c.AskAsync(Beat(group, One, epoch, topic: "", regex: c.Own("[")), at);
        await c.AskAsync(Beat(group, One, -1), at);
        await DescribedAsync(c, group, at);
    });

    [Scenario]
    public Task Groups_that_cannot_be_described() => CompareAsync(async c =>
    {
        var (group, at, _) = await GroupAsync(c);
        await c.AskAsync(new ConsumerGroupDescribeRequest { GroupIds = [group, ""], IncludeAuthorizedOperations = true }, at);
        await c.AskAsync(new ConsumerGroupDescribeRequest { GroupIds = [group] }, 1 + (at % 3));
        await c.AskAsync(new ConsumerGroupDescribeRequest { GroupIds = [] }, at);
        await c.EnterAloneAsync(group, at);
        await c.AskUntilAsync(new DescribeGroupsRequest { Groups = [group] }, r => r.Groups[0].GroupState == "CompletingRebalance", at);
        await c.AskAsync(new ConsumerGroupDescribeRequest { GroupIds = [group] }, at);
        await c.AskAsync(Join(group, One, "x"), at);
        await c.AskAsync(new ConsumerGroupDescribeRequest { GroupIds = [group] }, at, version: 0);
    });

    [Scenario]
    public Task Member_that_does_not_beat_is_removed() => CompareAsync(async c =>
    {
        var (group, at, topic) = await GroupAsync(c);
        await c.AskAsync(new IncrementalAlterConfigsRequest { Resources = [new() { ResourceType = 32, ResourceName = group, Configs = [new() { Name = "consumer.session.timeout.ms", Value = "1000" }] }] });
        await c.UntilAsync(new DescribeConfigsRequest { Resources = [new() { ResourceType = 32, ResourceName = group, ConfigurationKeys = ["consumer.session.timeout.ms"] }] }, r => r.Results[0].Configs[0].Value == "1000", at);
        var epoch = await JoinedAsync(c, group, at, One, topic);
        await c.AskUntilAsync(new ConsumerGroupDescribeRequest { GroupIds = [group] }, r => r.Groups[0].Members.Count == 0, at);
        await c.AskAsync(Beat(group, One, epoch), at);
        await c.QuietlyAsync(new IncrementalAlterConfigsRequest { Resources = [new() { ResourceType = 32, ResourceName = group, Configs = [new() { Name = "consumer.session.timeout.ms", ConfigOperation = 1 }] }] });
    });

    /// <summary>A coordinator may assign after it has answered the first heartbeat, and hears of topics a little after brokers do.</summary>
    private static async Task<int> JoinedAsync(Conversation c, string group, int at, string member, (string Name, Guid Id) topic, string? instance = null)
    {
        var answer = (await c.AskAsync(Join(group, member, topic.Name, instance: instance), at))!;
        while (answer.Assignment is null or { TopicPartitions.Count: 0 })
            answer = await c.UntilAsync(Beat(group, member, answer.MemberEpoch, instance: instance), _ => true, at);
        c.Record("the assignment", answer);
        return answer.MemberEpoch;
    }

    private static Task<ConsumerGroupDescribeResponse?> DescribedAsync(Conversation c, string group, int at) => c.AskAsync(new ConsumerGroupDescribeRequest { GroupIds = [group], IncludeAuthorizedOperations = true }, at);

    private static ConsumerGroupHeartbeatRequest Join(string group, string member, string? topic = null, int timeout = 30_000, string? assignor = null, string? instance = null, string? regex = null) => new()
    {
        GroupId = group,
        MemberId = member,
        MemberEpoch = 0,
        InstanceId = instance,
        RebalanceTimeoutMs = timeout,
        SubscribedTopicNames = topic is null ? null : [topic],
        SubscribedTopicRegex = regex,
        ServerAssignor = assignor,
        TopicPartitions = [],
    };

    private static ConsumerGroupHeartbeatRequest Beat(string group, string member, int epoch, List<TopicPartitionsData>? has = null, string? instance = null, string? regex = null, string? topic = null) => new()
    {
        GroupId = group,
        MemberId = member,
        MemberEpoch = epoch,
        InstanceId = instance,
        SubscribedTopicNames = topic is null ? null : topic.Length == 0 ? [] : [topic],
        SubscribedTopicRegex = regex,
        TopicPartitions = has,
    };

    private static List<TopicPartitionsData> All((string Name, Guid Id) topic) => [new() { TopicId = topic.Id, Partitions = [0, 1, 2, 3] }];

    /// <summary>A group's coordinator that has heard of the topic, which it does a little after brokers do: a member before the first one is given it.</summary>
    private static async Task<(string Group, int Coordinator, (string Name, Guid Id) Topic)> GroupAsync(Conversation c)
    {
        var group = c.Own("group");
        var at = await c.CoordinatorAsync(group);
        var topic = await c.TopicAsync("topic", [[1, 2, 3], [2, 3, 1], [3, 1, 2], [1, 3, 2]]);
        await c.UntilAsync(Join(group, "scout", topic.Name), r => r.Assignment is { TopicPartitions.Count: > 0 }, at);
        await c.QuietlyAsync(Beat(group, "scout", -1), at);
        await c.UntilAsync(new DeleteGroupsRequest { GroupsNames = [group] }, r => r.Results[0].ErrorCode == ErrorCode.None, at);
        return (group, at, topic);
    }
}
