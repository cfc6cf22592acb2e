using KafkaQuiz.Practice.Brokers;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DescribeQuorum (55), v0-2. The active controller, its epoch, and how far each voter has come: the only API that names the controller.
/// While there is none the answer waits, as a broker's forwarded request does, at most <see cref="Patience"/>. Left out: voters'
/// endpoints (controllers have no listener of their own here); observers (every broker is a voter).
/// </summary>
internal static class Api55DescribeQuorum
{
    private const string MetadataTopic = "__cluster_metadata";

    /// <summary>`default.api.timeout.ms` of Java clients: nobody waits longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<DescribeQuorumResponse?> HandleAsync(RequestContext context, DescribeQuorumRequest request)
    {
        var cluster = context.Cluster;
        if (!await cluster.Quorum.WaitUntilActiveAsync(Patience, context.Gone))
            return new() { ErrorCode = ErrorCode.RequestTimedOut, ErrorMessage = "The active controller was not found within the timeout." };
        return new()
        {
            Topics = [.. request.Topics.Select(t => new DescribeQuorumResponse.TopicData
            {
                TopicName = t.TopicName,
                Partitions = [.. t.Partitions.Select(p => t.TopicName == MetadataTopic && p.PartitionIndex == 0 ? Describe(cluster) : new()
                {
                    PartitionIndex = p.PartitionIndex,
                    ErrorCode = ErrorCode.UnknownTopicOrPartition,
                    ErrorMessage = "This server does not host this topic-partition.",
                })],
            })],
            Nodes = [.. cluster.Brokers.Keys.Select(id => new DescribeQuorumResponse.Node { NodeId = id })],
        };
    }

    private static DescribeQuorumResponse.PartitionData Describe(ClusterState cluster)
    {
        var quorum = cluster.Quorum;
        return new()
        {
            LeaderId = quorum.LeaderId,
            LeaderEpoch = quorum.Epoch,
            HighWatermark = quorum.EndOffset,
            CurrentVoters = [.. cluster.Brokers.Values.Select(b => Voter(cluster, b))],
        };
    }

    private static DescribeQuorumResponse.ReplicaState Voter(ClusterState cluster, Broker broker)
    {
        var (end, at) = broker.LastQuorumFetch ?? (cluster.Quorum.EndOffset, cluster.Now);
        return new() { ReplicaId = broker.Id, LogEndOffset = end, LastFetchTimestamp = at.ToUnixTimeMilliseconds(), LastCaughtUpTimestamp = at.ToUnixTimeMilliseconds() };
    }
}
