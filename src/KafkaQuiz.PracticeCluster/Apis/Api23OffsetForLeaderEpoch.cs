using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// OffsetForLeaderEpoch (23), v2-4. Where a leader epoch ended in the leader's log, for consumers that check themselves for truncation
/// (KIP-320). Left out: requests of brokers (replica ids).
/// </summary>
internal static class Api23OffsetForLeaderEpoch
{
    public static AccessChecks<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse> Access { get; } = new AccessChecks<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse>((request, _, code, _) => new() { Topics = [.. request.Topics.Select(t => Fault(t, code))] })
        .Check("ClusterAction Cluster, or Describe each Topic", (context, request) =>
        {
            var refused = context.Allows(AclOperation.ClusterAction, AclResourceType.Cluster, Acl.Cluster) ? []
                : ApiAccess.TakeOut(request.Topics, t => context.Allows(AclOperation.Describe, AclResourceType.Topic, t.Topic));
            return Verdict<OffsetForLeaderEpochResponse>.Then(response => response.Topics.AddRange(refused.Select(t => Fault(t, ErrorCode.TopicAuthorizationFailed))));
        });

    public static OffsetForLeaderEpochResponse Handle(RequestContext context, OffsetForLeaderEpochRequest request) => new()
    {
        Topics = [.. request.Topics.Select(t => new OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult
        {
            Topic = t.Topic,
            Partitions = [.. t.Partitions.Select(p => One(context, t.Topic, p))],
        })],
    };

    private static OffsetForLeaderEpochResponse.EpochEndOffset One(RequestContext context, string topic, OffsetForLeaderEpochRequest.OffsetForLeaderPartition wanted)
    {
        var partition = context.Cluster.Topics.Find(topic, wanted.Partition);
        var code = partition is null ? ErrorCode.UnknownTopicOrPartition
            : partition.Leader != context.Broker.Id ? ErrorCode.NotLeaderOrFollower
            : LeaderEpochRule.Check(partition, wanted.CurrentLeaderEpoch);
        var answer = new OffsetForLeaderEpochResponse.EpochEndOffset { Partition = wanted.Partition, ErrorCode = code, LeaderEpoch = -1, EndOffset = -1 };
        if (code == ErrorCode.None)
            (answer.LeaderEpoch, answer.EndOffset) = partition!.LeaderReplica!.Log.EndOf(wanted.LeaderEpoch);
        return answer;
    }

    private static OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult Fault(OffsetForLeaderEpochRequest.OffsetForLeaderTopic topic, ErrorCode code) => new()
    {
        Topic = topic.Topic,
        Partitions = [.. topic.Partitions.Select(p => new OffsetForLeaderEpochResponse.EpochEndOffset { Partition = p.Partition, ErrorCode = code, LeaderEpoch = -1, EndOffset = -1 })],
    };
}
