using System.Text;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Differential.Tests.Recording;

/// <summary>What members of groups say.</summary>
internal static class GroupSteps
{
    /// <summary>The broker that coordinates a key, once it is ready.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="key">Group or transactional id.</param>
    /// <param name="type">0 for groups, 1 for transactions.</param>
    public static async Task<int> CoordinatorAsync(this Conversation conversation, string key, sbyte type = 0)
    {
        var found = await conversation.UntilAsync(new FindCoordinatorRequest { CoordinatorKeys = [key], KeyType = type }, r => r.Coordinators[0].ErrorCode == ErrorCode.None);
        var node = found.Coordinators[0].NodeId;
        if (type == 0)
            await conversation.UntilAsync(new OffsetFetchRequest { Groups = [new() { GroupId = key, Topics = [] }] }, r => r.Groups[0].ErrorCode == ErrorCode.None, node);
        else
            await conversation.UntilAsync(new DescribeTransactionsRequest { TransactionalIds = [key] }, r => r.TransactionStates[0].ErrorCode is ErrorCode.None or ErrorCode.TransactionalIdNotFound, node);
        return node;
    }

    /// <summary>A request to join; the metadata is any bytes, since coordinators do not read it of classic groups that are not consumers.</summary>
    public static JoinGroupRequest JoinOf(string group, string member, string? instance = null, string[]? protocols = null, string type = "test", int session = 30_000, int rebalance = 60_000, string? metadata = null) => new()
    {
        GroupId = group,
        MemberId = member,
        GroupInstanceId = instance,
        ProtocolType = type,
        SessionTimeoutMs = session,
        RebalanceTimeoutMs = rebalance,
        Protocols = [.. (protocols ?? ["p"]).Select(p => new JoinGroupRequest.JoinGroupRequestProtocol { Name = p, Metadata = Encoding.UTF8.GetBytes(metadata ?? $"of {instance ?? "a member"} for {p}") })],
    };

    public static SyncGroupRequest SyncOf(string group, string member, int generation, string? instance = null, string? protocol = "p", string? type = "test", params (string Member, string Assignment)[] assignments) => new()
    {
        GroupId = group,
        MemberId = member,
        GroupInstanceId = instance,
        GenerationId = generation,
        ProtocolName = protocol,
        ProtocolType = type,
        Assignments = [.. assignments.Select(a => new SyncGroupRequest.SyncGroupRequestAssignment { MemberId = a.Member, Assignment = Encoding.UTF8.GetBytes(a.Assignment) })],
    };

    public static HeartbeatRequest BeatOf(string group, string member, int generation, string? instance = null) => new() { GroupId = group, MemberId = member, GenerationId = generation, GroupInstanceId = instance };

    public static LeaveGroupRequest LeaveOf(string group, params (string Member, string? Instance)[] members) => new()
    {
        GroupId = group,
        Members = [.. members.Select(m => new LeaveGroupRequest.MemberIdentity { MemberId = m.Member, GroupInstanceId = m.Instance, Reason = "the script says so" })],
    };

    public static OffsetCommitRequest CommitOf(string group, (string Name, Guid Id) topic, long offset, string member = "", int epoch = -1, int partition = 0, string? metadata = "note", string? instance = null) => new()
    {
        GroupId = group,
        MemberId = member,
        GroupInstanceId = instance,
        GenerationIdOrMemberEpoch = epoch,
        Topics = [new() { Name = topic.Name, TopicId = topic.Id, Partitions = [new() { PartitionIndex = partition, CommittedOffset = offset, CommittedMetadata = metadata, CommittedLeaderEpoch = 0 }] }],
    };

    public static OffsetFetchRequest FetchOffsetsOf(string group, (string Name, Guid Id)? topic, string? member = null, int epoch = -1, bool stable = false, params int[] partitions) => new()
    {
        RequireStable = stable,
        GroupId = group,
        Topics = topic is { } old ? [new() { Name = old.Name, PartitionIndexes = [.. partitions] }] : null,
        Groups = [new()
        {
            GroupId = group,
            MemberId = member,
            MemberEpoch = epoch,
            Topics = topic is { } of ? [new() { Name = of.Name, TopicId = of.Id, PartitionIndexes = [.. partitions] }] : null,
        }],
    };

    /// <summary>A member that asks for an id, joins with it and is alone: leader of a first generation.</summary>
    public static async Task<string> EnterAloneAsync(this Conversation conversation, string group, int coordinator)
    {
        var id = (await conversation.AskAsync(JoinOf(group, ""), coordinator))!.MemberId;
        await conversation.AskAsync(JoinOf(group, id), coordinator);
        return id;
    }
}
