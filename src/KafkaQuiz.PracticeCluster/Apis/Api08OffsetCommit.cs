using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// OffsetCommit (8), v2-10. By members of the present generation, or by anyone while the group is empty (generation below 0). Topic ids
/// since v10. Left out: offsets are kept with the group and not as records of __consumer_offsets; retention of offsets.
/// </summary>
internal static class Api08OffsetCommit
{
    public static OffsetCommitResponse Handle(RequestContext context, OffsetCommitRequest request)
    {
        var cluster = context.Cluster;
        var fault = Coordinators.Check(context, request.GroupId);
        var group = fault == ErrorCode.None ? cluster.Groups.Find(request.GroupId) : null;
        if (fault == ErrorCode.None)
            fault = Check(cluster, request, ref group);
        return new()
        {
            Topics = [.. request.Topics.Select(t => new OffsetCommitResponse.OffsetCommitResponseTopic
            {
                Name = t.Name,
                TopicId = t.TopicId,
                Partitions = [.. t.Partitions.Select(p => new OffsetCommitResponse.OffsetCommitResponsePartition
                {
                    PartitionIndex = p.PartitionIndex,
                    ErrorCode = fault != ErrorCode.None ? fault : Commit(cluster, group!, t, p),
                })],
            })],
        };
    }

    private static ErrorCode Check(ClusterState cluster, OffsetCommitRequest request, ref Group? group)
    {
        if (group is null or ClassicGroup { IsEmpty: true } && request.GenerationIdOrMemberEpoch < 0)
        {
            group ??= cluster.Groups.Classic(request.GroupId)!;
            return ErrorCode.None;
        }
        if (group is not ClassicGroup classic)
            return group is { IsEmpty: true } && request.GenerationIdOrMemberEpoch < 0 ? ErrorCode.None : ErrorCode.UnknownMemberId;
        var fault = MemberRule.Check(classic, request.MemberId, request.GroupInstanceId, request.GenerationIdOrMemberEpoch, out var member);
        if (fault != ErrorCode.None)
            return fault;
        classic.TouchSession(member!);
        return classic.State == ClassicState.CompletingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
    }

    private static ErrorCode Commit(ClusterState cluster, Group group, OffsetCommitRequest.OffsetCommitRequestTopic wanted, OffsetCommitRequest.OffsetCommitRequestPartition part)
    {
        if (!cluster.Topics.TryGet(wanted.Name, wanted.TopicId, out Topic? topic))
            return wanted.TopicId != Guid.Empty ? ErrorCode.UnknownTopicId : ErrorCode.UnknownTopicOrPartition;
        if (topic[part.PartitionIndex] is null)
            return ErrorCode.UnknownTopicOrPartition;
        if (part.CommittedMetadata?.Length > cluster.Configs.Number("offset.metadata.max.bytes"))
            return ErrorCode.OffsetMetadataTooLarge;
        group.Offsets[(topic.Name, part.PartitionIndex)] = new CommittedOffset(part.CommittedOffset, part.CommittedLeaderEpoch, part.CommittedMetadata ?? "", cluster.Now);
        return ErrorCode.None;
    }
}
