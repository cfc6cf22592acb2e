using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Groups;

/// <summary>What members of the classic protocol say.</summary>
internal static class ClassicScript
{
    /// <param name="script">The conversation.</param>
    /// <param name="connection">Names the process.</param>
    /// <param name="member">Member id; "" for none yet.</param>
    /// <param name="topics">Subscribed to.</param>
    /// <param name="owned">Partitions it says it has.</param>
    /// <param name="assignors">Offered, best first.</param>
    /// <param name="instance">Static member.</param>
    /// <param name="version">Of the API.</param>
    /// <param name="kind">Protocol type.</param>
    public static Task<JoinGroupResponse> JoinAsync(this Script script, string connection, string member, string[] topics, Script.TopicIdPartitionsOf? owned = null, string[]? assignors = null, string? instance = null,
        short version = 9, string kind = "consumer", int session = 30_000) =>
        script.SendAsync(connection, new JoinGroupRequest
        {
            GroupId = script.Group,
            MemberId = member,
            GroupInstanceId = instance,
            SessionTimeoutMs = session,
            RebalanceTimeoutMs = 60_000,
            ProtocolType = kind,
            Protocols = [.. (assignors ?? ["range"]).Select(a => new JoinGroupRequest.JoinGroupRequestProtocol { Name = a, Metadata = Subscription(script, topics, owned) })],
        }, version);

    public static JoinGroupResponse Tell(this Script script, string who, JoinGroupResponse answer)
    {
        script.Say(answer.ErrorCode != ErrorCode.None ? $"{who} joins: {answer.ErrorCode}, id {script.Name(answer.MemberId)}, generation {answer.GenerationId}, protocol {answer.ProtocolType ?? "-"} {answer.ProtocolName ?? "-"}"
            : $"{who} joins: {script.Name(answer.MemberId)} in generation {answer.GenerationId}, {answer.ProtocolType} {answer.ProtocolName}, leader {script.Name(answer.Leader)}{(answer.SkipAssignment ? ", skips the assignment" : "")}, members {string.Join(' ', answer.Members.Select(m => script.Name(m.MemberId) + Script.Part("=", m.GroupInstanceId)).Order(StringComparer.Ordinal))}");
        return answer;
    }

    /// <summary>Joins as a new member: asks for an id, then joins with it.</summary>
    public static async Task<JoinGroupResponse> EnterAsync(this Script script, string connection, string[] topics, string[]? assignors = null)
    {
        var id = script.Tell(connection, await script.JoinAsync(connection, "", topics, assignors: assignors)).MemberId;
        return await script.JoinAsync(connection, id, topics, assignors: assignors);
    }

    public static async Task<SyncGroupResponse> SyncAsync(this Script script, string connection, string member, int generation, Dictionary<string, Script.TopicIdPartitionsOf>? assignments = null, string? instance = null,
        string? protocol = "range", short version = 5, string? kind = "consumer") =>
        await script.SendAsync(connection, new SyncGroupRequest
        {
            GroupId = script.Group,
            MemberId = member,
            GroupInstanceId = instance,
            GenerationId = generation,
            ProtocolType = kind,
            ProtocolName = protocol,
            Assignments = [.. (assignments ?? []).Select(a => new SyncGroupRequest.SyncGroupRequestAssignment { MemberId = a.Key, Assignment = Assignment(script, a.Value) })],
        }, version);

    public static void Tell(this Script script, string who, SyncGroupResponse answer)
    {
        if (answer.ErrorCode != ErrorCode.None)
        {
            script.Say($"{who} syncs: {answer.ErrorCode}");
            return;
        }
        var assigned = answer.Assignment.IsEmpty ? "nothing at all" : string.Join(' ', Subscriptions.ReadAssignment(answer.Assignment).AssignedPartitions.OrderBy(t => t.Topic, StringComparer.Ordinal).Select(t => $"{script.Short(t.Topic)}:{string.Join(',', t.Partitions.Order())}"));
        script.Say($"{who} syncs: {answer.ProtocolType} {answer.ProtocolName}, gets {assigned}");
    }

    public static async Task ClassicBeatAsync(this Script script, string connection, string member, int generation, string? instance = null) =>
        script.Say($"{connection} beats in generation {generation}: {(await script.SendAsync(connection, new HeartbeatRequest { GroupId = script.Group, MemberId = member, GenerationId = generation, GroupInstanceId = instance })).ErrorCode}");

    public static async Task LeaveAsync(this Script script, short version, params (string Member, string? Instance)[] members)
    {
        var answer = await script.SendAsync("", new LeaveGroupRequest
        {
            GroupId = script.Group,
            MemberId = members[0].Member,
            Members = [.. members.Select(m => new LeaveGroupRequest.MemberIdentity { MemberId = m.Member, GroupInstanceId = m.Instance })],
        }, version);
        script.Say($"leave v{version}: {answer.ErrorCode} {string.Join(' ', answer.Members.Select(m => $"{script.Name(m.MemberId)}/{m.GroupInstanceId}:{m.ErrorCode}"))}".TrimEnd());
    }

    public static async Task DescribeClassicAsync(this Script script, short version = 6)
    {
        var group = (await script.SendAsync("", new DescribeGroupsRequest { Groups = [script.Group], IncludeAuthorizedOperations = version >= 3 }, version)).Groups[0];
        script.Say($"= {group.ErrorCode}{Script.Part("", group.ErrorMessage)} {group.GroupState}, {group.ProtocolType} {group.ProtocolData}, operations {group.AuthorizedOperations}".Replace("  ", " ", StringComparison.Ordinal));
        foreach (var m in group.Members.OrderBy(m => script.Name(m.MemberId), StringComparer.Ordinal))
            script.Say($"  {script.Name(m.MemberId)}{Script.Part("instance", m.GroupInstanceId)} {m.ClientId} {m.ClientHost}, subscription {(m.MemberMetadata.IsEmpty ? "unknown" : string.Join(',', Subscriptions.Read(m.MemberMetadata).Topics.Select(script.Short)))}, assignment {(m.MemberAssignment.IsEmpty ? "none" : string.Join(' ', Subscriptions.ReadAssignment(m.MemberAssignment).AssignedPartitions.Select(t => $"{script.Short(t.Topic)}:{string.Join(',', t.Partitions.Order())}")))}");
    }

    public static async Task ListAsync(this Script script, string[]? states = null, string[]? types = null, short version = 5)
    {
        var listed = await script.SendAsync("", new ListGroupsRequest { StatesFilter = [.. states ?? []], TypesFilter = [.. types ?? []] }, version);
        script.Say($"list{Script.Part("states", string.Join(',', states ?? []))}{Script.Part("types", string.Join(',', types ?? []))}: {string.Join(' ', listed.Groups.Where(g => g.GroupId == script.Group).Select(g => $"{g.ProtocolType} {g.GroupState} {g.GroupType}"))}");
    }

    /// <param name="script">The conversation.</param>
    /// <param name="offset">For partition 0 of the topic.</param>
    /// <param name="topic">Its topic.</param>
    /// <param name="member">"" for none.</param>
    /// <param name="epoch">Generation or member epoch.</param>
    /// <param name="version">Of the API.</param>
    /// <param name="partition">Another than 0.</param>
    public static async Task CommitAsync(this Script script, long offset, string topic, string member = "", int epoch = -1, short version = 9, int partition = 0, string metadata = "", string? instance = null, Guid? id = null)
    {
        var answer = await script.SendAsync("", new OffsetCommitRequest
        {
            GroupId = script.Group,
            MemberId = member,
            GroupInstanceId = instance,
            GenerationIdOrMemberEpoch = epoch,
            Topics = [new() { Name = script.Real(topic), TopicId = version < 10 ? Guid.Empty : id ?? script.TopicId(topic), Partitions = [new() { PartitionIndex = partition, CommittedOffset = offset, CommittedMetadata = metadata }] }],
        }, version);
        script.Say($"commit v{version} {topic}:{partition}@{offset} by {script.Name(member)}{Script.Part("instance", instance)} in {epoch}: {answer.Topics[0].Partitions[0].ErrorCode}");
    }

    public static async Task FetchAsync(this Script script, string[]? topics, short version = 9, string? member = null, int epoch = -1, bool ids = true)
    {
        if (version >= 8)
        {
            var group = (await script.SendAsync("", new OffsetFetchRequest
            {
                Groups = [new() { GroupId = script.Group, MemberId = member, MemberEpoch = epoch, Topics = topics?.Select(t => new OffsetFetchRequest.OffsetFetchRequestTopics { Name = script.Real(t), TopicId = version < 10 ? Guid.Empty : ids ? script.TopicId(t) : Guid.NewGuid(), PartitionIndexes = [0, 1] }).ToList() }],
            }, version)).Groups[0];
            script.Say($"fetch v{version}{Script.Part("by", member)}: {group.ErrorCode} {string.Join(' ', group.Topics.OrderBy(t => version >= 10 && ids ? script.Show([(t.TopicId, [])]) : t.Name, StringComparer.Ordinal).SelectMany(t => t.Partitions.OrderBy(p => p.PartitionIndex).Select(p => $"{(version >= 10 && !ids ? "?" : version >= 10 ? script.Show([(t.TopicId, [p.PartitionIndex])]) : $"{script.Short(t.Name)}:{p.PartitionIndex}")}@{p.CommittedOffset}/{p.ErrorCode}{Script.Part("", p.Metadata)}")))}".TrimEnd());
            return;
        }
        var answer = await script.SendAsync("", new OffsetFetchRequest { GroupId = script.Group, Topics = topics?.Select(t => new OffsetFetchRequest.OffsetFetchRequestTopic { Name = script.Real(t), PartitionIndexes = [0, 1] }).ToList() }, version);
        script.Say($"fetch v{version}: {answer.ErrorCode} {string.Join(' ', answer.Topics.OrderBy(t => t.Name, StringComparer.Ordinal).SelectMany(t => t.Partitions.OrderBy(p => p.PartitionIndex).Select(p => $"{script.Short(t.Name)}:{p.PartitionIndex}@{p.CommittedOffset}/{p.ErrorCode}{Script.Part("", p.Metadata)}")))}".TrimEnd());
    }

    public static async Task DeleteOffsetsAsync(this Script script, string topic, params int[] partitions)
    {
        var answer = await script.SendAsync("", new OffsetDeleteRequest { GroupId = script.Group, Topics = [new() { Name = script.Real(topic), Partitions = [.. partitions.Select(p => new OffsetDeleteRequest.OffsetDeleteRequestPartition { PartitionIndex = p })] }] });
        script.Say($"delete offsets of {topic}: {answer.ErrorCode} {string.Join(' ', answer.Topics.SelectMany(t => t.Partitions.Select(p => $"{p.PartitionIndex}:{p.ErrorCode}")))}".TrimEnd());
    }

    public static async Task DeleteGroupAsync(this Script script) =>
        script.Say($"delete group: {(await script.SendAsync("", new DeleteGroupsRequest { GroupsNames = [script.Group] })).Results[0].ErrorCode}");

    private static byte[] Subscription(Script script, string[] topics, Script.TopicIdPartitionsOf? owned)
    {
        using var writer = new MessageWriter();
        writer.WriteInt16(3);
        new ConsumerProtocolSubscription
        {
            Topics = [.. topics.Select(script.Real)],
            OwnedPartitions = owned is null ? [] : [new() { Topic = script.Real(owned.Topic), Partitions = [.. owned.Partitions] }],
        }.Write(writer, 3);
        return writer.ToArray();
    }

    private static byte[] Assignment(Script script, Script.TopicIdPartitionsOf partitions) =>
        Subscriptions.Write(new() { AssignedPartitions = [new() { Topic = script.Real(partitions.Topic), Partitions = [.. partitions.Partitions] }] }, 3);
}
