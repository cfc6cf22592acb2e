using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Groups.Consumer;

/// <summary>Who may be a member, and which requests of one are taken.</summary>
internal static class ConsumerMembers
{
    /// <exception cref="GroupException">GROUP_MAX_SIZE_REACHED (`group.consumer.max.size`).</exception>
    public static void CheckRoom(ConsumerGroup group, string memberId)
    {
        var max = group.Cluster.Configs.Number("group.consumer.max.size");
        if (group.Members.Count >= max && !group.Members.ContainsKey(memberId))
            throw new GroupException(ErrorCode.GroupMaxSizeReached, $"The consumer group has reached its maximum capacity of {max} members.");
    }

    /// <summary>The epoch before is good too, when the answer with the present one got lost and the member has nothing it was not given.</summary>
    /// <exception cref="GroupException">FENCED_MEMBER_EPOCH.</exception>
    public static void CheckEpoch(ConsumerMember member, int epoch, IReadOnlySet<TopicIdPartition>? claimed)
    {
        if (epoch == 0 || epoch == member.Epoch)
            return;
        if (epoch < member.Epoch && epoch == member.PreviousEpoch && claimed is not null && claimed.All(member.Assigned.ContainsKey))
            return;
        throw new GroupException(ErrorCode.FencedMemberEpoch, $"The consumer group member has a {(epoch > member.Epoch ? "greater" : "smaller")} member epoch ({epoch}) than the one known by the group coordinator ({member.Epoch}). The member must abandon all its partitions and rejoin.");
    }

    /// <exception cref="GroupException">UNKNOWN_MEMBER_ID; FENCED_INSTANCE_ID when another member has the instance id.</exception>
    public static void CheckInstance(ConsumerMember? known, string memberId, string instanceId)
    {
        if (known is null)
            throw new GroupException(ErrorCode.UnknownMemberId, $"Instance id {instanceId} is unknown.");
        if (known.Id != memberId)
            throw new GroupException(ErrorCode.FencedInstanceId, $"Static member {memberId} with instance id {instanceId} was fenced by member {known.Id}.");
    }

    /// <summary>A static member's new process: all that the old one had, under a new id.</summary>
    public static ConsumerMember Successor(ConsumerMember old, string id) => old with { Id = id, Epoch = 0, PreviousEpoch = 0 };

    public static bool Same(IReadOnlyDictionary<TopicIdPartition, int> a, IReadOnlyDictionary<TopicIdPartition, int> b) =>
        a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out var epoch) && epoch == p.Value);
}
