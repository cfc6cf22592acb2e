using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Groups.Consumer;

/// <summary>Members of a KIP-848 group that leave, or are thrown out (GroupMetadataManager.consumerGroupLeave, consumerGroupFenceMembers). Only on the loop.</summary>
internal static class ConsumerLeave
{
    /// <summary>ConsumerGroupHeartbeat with epoch -1 leaves for good, with -2 a static member for a while: it keeps its partitions until its session ends.</summary>
    /// <exception cref="GroupException">GROUP_ID_NOT_FOUND, UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID.</exception>
    public static ConsumerGroupHeartbeatResponse Handle(ClusterState cluster, ConsumerGroupHeartbeatRequest request)
    {
        var group = cluster.Groups.Find(request.GroupId) as ConsumerGroup ?? throw new GroupException(ErrorCode.GroupIdNotFound,
            cluster.Groups.Find(request.GroupId) is null ? $"Group {request.GroupId} not found." : $"Group {request.GroupId} is not a consumer group.");
        if (request.InstanceId is null)
            Fence(group, group.Member(request.MemberId).Id);
        else
        {
            var member = group.Static(request.InstanceId);
            ConsumerMembers.CheckInstance(member, request.MemberId, request.InstanceId);
            if (request.MemberEpoch == ConsumerMember.LeftForAWhile)
                LeaveForAWhile(group, member!);
            else
                Fence(group, member!.Id);
        }
        return new() { MemberId = request.MemberId, MemberEpoch = request.MemberEpoch };
    }

    /// <summary>One member is out, by its own wish or because it took too long.</summary>
    public static void Fence(ConsumerGroup group, string memberId)
    {
        if (group.Members.ContainsKey(memberId))
            FenceAll(group, new HashSet<string> { memberId });
    }

    /// <summary>When only members of the classic protocol remain, the group becomes a classic one (online downgrade).</summary>
    public static void FenceAll(ConsumerGroup group, IReadOnlySet<string> memberIds)
    {
        if (memberIds.Count == 0)
            return;
        if (GroupConversion.MayDowngrade(group, memberIds))
        {
            GroupConversion.Downgrade(group, memberIds, joining: null, rebalance: true);
            return;
        }
        foreach (var id in memberIds)
            group.Remove(id);
        group.MetadataDigest = SubscribedTopics.Digest(group, group.Members.Values);
        group.Epoch++;
    }

    private static void LeaveForAWhile(ConsumerGroup group, ConsumerMember member) => group.Members[member.Id] = member with
    {
        Epoch = ConsumerMember.LeftForAWhile,
        Assigned = member.Assigned.ToDictionary(p => p.Key, _ => 0),
        Revoking = new Dictionary<TopicIdPartition, int>(),
    };
}
