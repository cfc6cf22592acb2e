using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// OffsetCommit (8), v2-10. By members of the present generation or epoch, or by anyone while the group is empty (generation below 0).
/// Retention by the client (v2-4), member epochs (v9, KIP-848; an older epoch commits what the member has held since then, KIP-1251), topic
/// ids (v10). Left out: offsets are kept with the group and not as records of __consumer_offsets.
/// </summary>
internal static class Api08OffsetCommit
{
    public static AccessChecks<OffsetCommitRequest, OffsetCommitResponse> Access { get; } = new AccessChecks<OffsetCommitRequest, OffsetCommitResponse>((request, _, code, _) => new() { Topics = [.. request.Topics.Select(t => Fault(t, code))] })
        .On(AclOperation.Read, AclResourceType.Group, r => r.GroupId)
        .Each(AclOperation.Read, AclResourceType.Topic, r => r.Topics, (c, t) => c.Cluster.Topics.NameOf(t.Name, t.TopicId), (response, t, code) => response.Topics.Add(Fault(t, code)));

    public static OffsetCommitResponse Handle(RequestContext context, OffsetCommitRequest request)
    {
        var response = new OffsetCommitResponse();
        var accepted = new List<(Topic Topic, OffsetCommitRequest.OffsetCommitRequestPartition Wanted, OffsetCommitResponse.OffsetCommitResponsePartition Answer)>();
        foreach (var wanted in request.Topics)
        {
            var known = context.Cluster.Topics.TryGet(wanted.Name, wanted.TopicId, out var topic);
            var answer = new OffsetCommitResponse.OffsetCommitResponseTopic { Name = wanted.Name, TopicId = wanted.TopicId };
            response.Topics.Add(answer);
            foreach (var part in wanted.Partitions)
            {
                var code = !known ? context.Version >= 10 ? ErrorCode.UnknownTopicId : ErrorCode.UnknownTopicOrPartition
                    : topic![part.PartitionIndex] is null ? ErrorCode.UnknownTopicOrPartition : ErrorCode.None;
                var partAnswer = new OffsetCommitResponse.OffsetCommitResponsePartition { PartitionIndex = part.PartitionIndex, ErrorCode = code };
                answer.Partitions.Add(partAnswer);
                if (code == ErrorCode.None)
                    accepted.Add((topic!, part, partAnswer));
            }
        }
        // The group is asked only about partitions that exist.
        if (accepted.Count == 0)
            return response;
        try
        {
            Commit(context, request, accepted);
        }
        catch (GroupException e)
        {
            foreach (var (_, _, answer) in accepted)
                answer.ErrorCode = e.Code;
        }
        return response;
    }

    private static void Commit(RequestContext context, OffsetCommitRequest request,
        List<(Topic Topic, OffsetCommitRequest.OffsetCommitRequestPartition Wanted, OffsetCommitResponse.OffsetCommitResponsePartition Answer)> accepted)
    {
        var cluster = context.Cluster;
        var fault = Coordinators.Check(context, request.GroupId, mayBeEmpty: true);
        if (fault != ErrorCode.None)
            throw new GroupException(fault);
        var claim = new CommitClaim(request.MemberId, request.GroupInstanceId, request.GenerationIdOrMemberEpoch, context.Version);
        var group = OffsetCommits.GroupFor(cluster, request.GroupId, claim);
        var check = group.CheckCommit(claim);
        OffsetCommits.Alive(group, claim);
        var longest = cluster.Configs.Number("offset.metadata.max.bytes");
        var offsets = new List<((string, int) Key, CommittedOffset Offset)>();
        foreach (var (topic, wanted, answer) in accepted)
        {
            if (wanted.CommittedMetadata?.Length > longest)
            {
                answer.ErrorCode = ErrorCode.OffsetMetadataTooLarge;
                continue;
            }
            check?.Invoke(topic.Name, topic.Id, wanted.PartitionIndex);
            offsets.Add(((topic.Name, wanted.PartitionIndex), new CommittedOffset(wanted.CommittedOffset, wanted.CommittedLeaderEpoch, wanted.CommittedMetadata ?? "", cluster.Now,
                topic.Id, request.RetentionTimeMs == -1 ? null : cluster.Now.AddMilliseconds(request.RetentionTimeMs))));
        }
        if (!cluster.Remembered.TryTake(offsets.Sum(o => (long)RememberedBudget.Offset(o.Key.Item1, o.Offset) - RememberedBudget.Offset(o.Key.Item1, group.Offsets.GetValueOrDefault(o.Key)))))
            throw new GroupException(ErrorCode.PolicyViolation);
        if (offsets.Count > 0)
            cluster.Groups.Set(group);
        foreach (var (key, offset) in offsets)
        {
            group.Offsets[key] = offset;
            cluster.PendingOffsets.Overtake(group.Id, key);
        }
    }

    private static OffsetCommitResponse.OffsetCommitResponseTopic Fault(OffsetCommitRequest.OffsetCommitRequestTopic topic, ErrorCode code) => new()
    {
        Name = topic.Name,
        TopicId = topic.TopicId,
        Partitions = [.. topic.Partitions.Select(p => new OffsetCommitResponse.OffsetCommitResponsePartition { PartitionIndex = p.PartitionIndex, ErrorCode = code })],
    };
}
