using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Groups.Consumer;

/// <summary>
/// ConsumerGroupHeartbeat of a member that joins or is in (GroupMetadataManager.consumerGroupHeartbeat). Everything is worked out before
/// anything changes, so a refusal leaves the group as it was. Only on the loop.
/// </summary>
internal static class ConsumerHeartbeat
{
    /// <exception cref="GroupException">A fault of the request, or the member is not one any more.</exception>
    public static ConsumerGroupHeartbeatResponse Handle(RequestContext context, ConsumerGroupHeartbeatRequest request)
    {
        var joins = request.MemberEpoch == 0;
        var group = joins ? GroupConversion.ForConsumers(context.Cluster, request.GroupId) : Existing(context.Cluster, request.GroupId);
        ConsumerMembers.CheckRoom(group, request.MemberId);
        var id = request.MemberId.Length > 0 ? request.MemberId : KafkaId.Show(context.Cluster.NewId());
        var claimed = request.TopicPartitions?.SelectMany(t => t.Partitions.Select(p => new TopicIdPartition(t.TopicId, p))).ToHashSet();
        var member = Find(group, request, id, claimed);
        var update = new MemberUpdate(group, member, Updated(context, request, member), claimed) { MaySee = t => context.Allows(AclOperation.Describe, AclResourceType.Topic, t) };
        update.Work();

        GroupConversion.Install(group);
        var now = update.Apply();
        ConsumerTimers.Touch(group, id);
        var answer = new ConsumerGroupHeartbeatResponse
        {
            MemberId = id,
            MemberEpoch = now.Epoch,
            HeartbeatIntervalMs = (int)ConsumerTimers.HeartbeatInterval(group).TotalMilliseconds,
        };
        // The assignment is sent when it is new to the member, or when the member tells everything, as it does after a fault.
        var isFull = request.RebalanceTimeoutMs != -1 && (request.SubscribedTopicNames is not null || request.SubscribedTopicRegex is not null) && claimed is not null;
        if (joins || isFull || !ConsumerMembers.Same(member.Assigned, now.Assigned))
            answer.Assignment = new() { TopicPartitions = [.. now.Assigned.Keys.GroupBy(p => p.Topic).Select(t => new ConsumerGroupHeartbeatResponse.TopicPartitionsData { TopicId = t.Key, Partitions = [.. t.Select(p => p.Partition).Order()] })] };
        return answer;
    }

    /// <exception cref="GroupException">GROUP_ID_NOT_FOUND.</exception>
    public static ConsumerGroup Existing(ClusterState cluster, string id) => cluster.Groups.Find(id) switch
    {
        ConsumerGroup group => group,
        null => throw new GroupException(ErrorCode.GroupIdNotFound, $"Consumer group {id} not found."),
        _ => throw new GroupException(ErrorCode.GroupIdNotFound, $"Group {id} is not a consumer group."),
    };

    private static ConsumerMember Find(ConsumerGroup group, ConsumerGroupHeartbeatRequest request, string id, IReadOnlySet<TopicIdPartition>? claimed)
    {
        var joins = request.MemberEpoch == 0;
        if (request.InstanceId is null)
        {
            var dynamic = group.Members.GetValueOrDefault(id) ?? (joins ? new ConsumerMember(id) : group.Member(id));
            ConsumerMembers.CheckEpoch(dynamic, request.MemberEpoch, claimed);
            return dynamic;
        }
        var known = group.Static(request.InstanceId);
        if (!joins)
        {
            ConsumerMembers.CheckInstance(known, id, request.InstanceId);
            ConsumerMembers.CheckEpoch(known!, request.MemberEpoch, claimed);
            return known!;
        }
        if (known is null)
            return group.Members.GetValueOrDefault(id) ?? new ConsumerMember(id);
        // A process that is still there keeps its instance id until it leaves or its session ends; one of the classic protocol gives way.
        if (!known.IsClassic && known.Epoch != ConsumerMember.LeftForAWhile)
        {
            throw new GroupException(ErrorCode.UnreleasedInstanceId,
                $"Static member {id} with instance id {request.InstanceId} cannot join the group because the instance id is owned by {known.Id} member.");
        }
        return ConsumerMembers.Successor(known, id);
    }

    private static ConsumerMember Updated(RequestContext context, ConsumerGroupHeartbeatRequest request, ConsumerMember member) => member with
    {
        InstanceId = request.InstanceId ?? member.InstanceId,
        RackId = request.RackId ?? member.RackId,
        RebalanceTimeout = request.RebalanceTimeoutMs == -1 ? member.RebalanceTimeout : TimeSpan.FromMilliseconds(request.RebalanceTimeoutMs),
        Assignor = request.ServerAssignor ?? member.Assignor,
        Topics = request.SubscribedTopicNames?.ToHashSet() ?? member.Topics,
        Regex = request.SubscribedTopicRegex ?? member.Regex,
        ClientId = context.Header.ClientId ?? "",
        ClientHost = "/" + context.Session.Host,
        Classic = null,
    };
}
