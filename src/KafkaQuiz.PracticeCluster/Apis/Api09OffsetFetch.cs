using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// OffsetFetch (9), v1-10. One group (v1-7) or several (v8, KIP-709); all partitions when none are named (v2). An unknown group or topic
/// has offset -1 and no error. Member epochs (v9, KIP-848), topic ids (v10): an offset of a deleted topic is not one of its successor's. Who
/// asks for stable offsets (v7, KIP-447) gets UNSTABLE_OFFSET_COMMIT where an open transaction has committed another. Nothing is left out.
/// </summary>
internal static class Api09OffsetFetch
{
    public static AccessChecks<OffsetFetchRequest, OffsetFetchResponse> Access { get; } = new AccessChecks<OffsetFetchRequest, OffsetFetchResponse>((request, version, code, _) => version >= 8
        ? new() { Groups = [.. request.Groups.Select(g => new OffsetFetchResponse.OffsetFetchResponseGroup { GroupId = g.GroupId, ErrorCode = code })] }
        : Single(request, version, new() { ErrorCode = code }))
        // Within a group, of the topics that it has offsets of too.
        .Within("Describe each Group")
        .Within("Describe each Topic, shown only where all are asked for");

    public static OffsetFetchResponse Handle(RequestContext context, OffsetFetchRequest request)
    {
        if (context.Version >= 8)
            return new() { Groups = [.. request.Groups.Select(g => One(context, g, request.RequireStable))] };
        return Single(request, context.Version, One(context, new()
        {
            GroupId = request.GroupId,
            Topics = request.Topics is null ? null : [.. request.Topics.Select(t => new OffsetFetchRequest.OffsetFetchRequestTopics { Name = t.Name, PartitionIndexes = t.PartitionIndexes })],
        }, request.RequireStable));
    }

    /// <summary>The answer of versions that ask for one group only.</summary>
    private static OffsetFetchResponse Single(OffsetFetchRequest request, short version, OffsetFetchResponse.OffsetFetchResponseGroup found)
    {
        // Version 1 has no place for a group's error but its partitions.
        if (version < 2 && found.ErrorCode != ErrorCode.None)
        {
            foreach (var topic in request.Topics ?? [])
                found.Topics.Add(new() { Name = topic.Name, Partitions = [.. topic.PartitionIndexes.Select(p => Show(null, p, found.ErrorCode))] });
        }
        return new()
        {
            ErrorCode = found.ErrorCode,
            Topics = [.. found.Topics.Select(t => new OffsetFetchResponse.OffsetFetchResponseTopic
            {
                Name = t.Name,
                Partitions = [.. t.Partitions.Select(p => new OffsetFetchResponse.OffsetFetchResponsePartition
                {
                    PartitionIndex = p.PartitionIndex,
                    CommittedOffset = p.CommittedOffset,
                    CommittedLeaderEpoch = p.CommittedLeaderEpoch,
                    Metadata = p.Metadata,
                    ErrorCode = p.ErrorCode,
                })],
            })],
        };
    }

    private static OffsetFetchResponse.OffsetFetchResponseGroup One(RequestContext context, OffsetFetchRequest.OffsetFetchRequestGroup wanted, bool stable)
    {
        var answer = new OffsetFetchResponse.OffsetFetchResponseGroup
        {
            GroupId = wanted.GroupId,
            ErrorCode = context.Allows(AclOperation.Describe, AclResourceType.Group, wanted.GroupId) ? Coordinators.Check(context, wanted.GroupId, mayBeEmpty: true) : ErrorCode.GroupAuthorizationFailed,
        };
        if (answer.ErrorCode != ErrorCode.None)
            return answer;
        var group = context.Cluster.Groups.Find(wanted.GroupId);
        try
        {
            group?.CheckFetch(wanted.MemberId, wanted.MemberEpoch);
        }
        catch (GroupException e)
        {
            answer.ErrorCode = e.Code;
            return answer;
        }
        answer.Topics = wanted.Topics is null ? All(context, group) : [.. wanted.Topics.Select(t => Topic(context, group, t))];
        foreach (var topic in answer.Topics)
        {
            for (var i = 0; stable && i < topic.Partitions.Count; i++)
            {
                var partition = topic.Partitions[i];
                if (partition.ErrorCode == ErrorCode.None && context.Cluster.PendingOffsets.IsUnstable(wanted.GroupId, (topic.Name, partition.PartitionIndex)))
                    topic.Partitions[i] = Show(null, partition.PartitionIndex, ErrorCode.UnstableOffsetCommit);
            }
        }
        return answer;
    }

    private static OffsetFetchResponse.OffsetFetchResponseTopics Topic(RequestContext context, Group? group, OffsetFetchRequest.OffsetFetchRequestTopics wanted)
    {
        var name = wanted.Name;
        if (context.Version >= 10)
        {
            if (!context.Cluster.Topics.TryGet(wanted.TopicId, out var topic))
                return new() { TopicId = wanted.TopicId, Partitions = [.. wanted.PartitionIndexes.Select(p => Show(null, p, ErrorCode.UnknownTopicId))] };
            name = topic.Name;
        }
        if (!context.Allows(AclOperation.Describe, AclResourceType.Topic, name))
            return new() { Name = wanted.Name, TopicId = wanted.TopicId, Partitions = [.. wanted.PartitionIndexes.Select(p => Show(null, p, ErrorCode.TopicAuthorizationFailed))] };
        return new()
        {
            Name = name,
            TopicId = wanted.TopicId,
            Partitions = [.. wanted.PartitionIndexes.Select(p => Show(Committed(group, name, p, wanted.TopicId), p))],
        };
    }

    private static List<OffsetFetchResponse.OffsetFetchResponseTopics> All(RequestContext context, Group? group)
    {
        var topics = new List<OffsetFetchResponse.OffsetFetchResponseTopics>();
        foreach (var of in group?.Offsets.GroupBy(o => o.Key.Topic).Where(o => context.Allows(AclOperation.Describe, AclResourceType.Topic, o.Key)) ?? [])
        {
            var known = context.Cluster.Topics.TryGet(of.Key, out var topic);
            if (context.Version >= 10 && !known)
                continue;
            topics.Add(new() { Name = of.Key, TopicId = topic?.Id ?? Guid.Empty, Partitions = [.. of.Select(o => Show(o.Value, o.Key.Partition))] });
        }
        return topics;
    }

    private static CommittedOffset? Committed(Group? group, string topic, int partition, Guid id) =>
        group?.Offsets.GetValueOrDefault((topic, partition)) is { } offset && (id == Guid.Empty || offset.TopicId == Guid.Empty || offset.TopicId == id) ? offset : null;

    private static OffsetFetchResponse.OffsetFetchResponsePartitions Show(CommittedOffset? offset, int partition, ErrorCode code = ErrorCode.None) => new()
    {
        PartitionIndex = partition,
        CommittedOffset = offset?.Offset ?? -1,
        CommittedLeaderEpoch = offset?.LeaderEpoch ?? -1,
        Metadata = offset?.Metadata ?? "",
        ErrorCode = code,
    };
}
