using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// ElectLeaders (43), v0-2. Preferred (v0's only) and unclean elections of named partitions, or of all (null): then those that need
/// none are not answered. ELECTION_NOT_NEEDED, PREFERRED_LEADER_NOT_AVAILABLE, ELIGIBLE_LEADERS_NOT_AVAILABLE as
/// ReplicationControlManager.electLeader gives them.
/// </summary>
internal static class Api43ElectLeaders
{
    public static AccessChecks<ElectLeadersRequest, ElectLeadersResponse> Access { get; } = new AccessChecks<ElectLeadersRequest, ElectLeadersResponse>((request, _, code, message) => Refused(request, code, message))
        .Cluster(AclOperation.Alter);

    private const sbyte Preferred = 0;
    private const sbyte Unclean = 1;

    public static async Task<ElectLeadersResponse?> HandleAsync(RequestContext context, ElectLeadersRequest request)
    {
        var cluster = context.Cluster;
        if (request.ElectionType is not (Preferred or Unclean))
            return Refused(request, ErrorCode.InvalidRequest, $"Unknown election type {request.ElectionType}");
        if (!await cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromMilliseconds(request.TimeoutMs), context.Gone))
            return new() { ErrorCode = ErrorCode.RequestTimedOut };
        var wanted = request.TopicPartitions?.Select(t => (t.Topic, t.Partitions))
            ?? cluster.Topics.All.Select(t => (t.Name, t.Partitions.Select(p => p.Index).ToList())).ToList();
        var response = new ElectLeadersResponse();
        foreach (var (topic, partitions) in wanted)
        {
            var results = partitions.Select(p => One(cluster, topic, p, request.ElectionType == Unclean));
            response.ReplicaElectionResults.Add(new()
            {
                Topic = topic,
                PartitionResult = [.. results.Where(r => request.TopicPartitions is not null || r.ErrorCode != ErrorCode.ElectionNotNeeded)],
            });
        }
        return response;
    }

    private static ElectLeadersResponse Refused(ElectLeadersRequest request, ErrorCode code, string? message) => new()
    {
        ErrorCode = code,
        ReplicaElectionResults = [.. (request.TopicPartitions ?? []).Select(t => new ElectLeadersResponse.ReplicaElectionResult
        {
            Topic = t.Topic,
            PartitionResult = [.. t.Partitions.Select(p => new ElectLeadersResponse.PartitionResultData { PartitionId = p, ErrorCode = code, ErrorMessage = message })],
        })],
    };

    private static ElectLeadersResponse.PartitionResultData One(ClusterState cluster, string topic, int index, bool unclean)
    {
        var result = new ElectLeadersResponse.PartitionResultData { PartitionId = index };
        if (cluster.Topics.Find(topic, index) is not { } partition)
        {
            result.ErrorCode = ErrorCode.UnknownTopicOrPartition;
            result.ErrorMessage = cluster.Topics.TryGet(topic, out _) ? $"No such partition as {topic}-{index}" : $"No such topic as {topic}";
        }
        else if (unclean ? partition.Leader != Partition.NoLeader : partition.Leader == partition.Assignment[0])
            (result.ErrorCode, result.ErrorMessage) = (ErrorCode.ElectionNotNeeded, "Leader election not needed for topic partition.");
        else if (!cluster.Controller.Change(partition, cluster.Controller.ChangeOf(partition, unclean ? ElectionMode.Unclean : ElectionMode.Preferred)))
        {
            (result.ErrorCode, result.ErrorMessage) = unclean ? (ErrorCode.EligibleLeadersNotAvailable, "Eligible topic partition leaders are not available.")
                : (ErrorCode.PreferredLeaderNotAvailable, "The preferred leader was not available.");
        }
        return result;
    }
}
