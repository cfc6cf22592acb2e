using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// AlterPartitionReassignments (45), v0-1. Starts, redirects or cancels (null replicas) moves of partitions; with healthy brokers a move
/// ends at once. v1 can forbid another replication factor (KIP-860). Left out: replication throttles (nothing here would obey them).
/// </summary>
internal static class Api45AlterPartitionReassignments
{
    public static AccessChecks<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse> Access { get; } = new AccessChecks<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse>((request, _, code, message) => new()
    {
        ErrorCode = code,
        ErrorMessage = message,
        Responses = [.. request.Topics.Select(t => new AlterPartitionReassignmentsResponse.ReassignableTopicResponse
        {
            Name = t.Name,
            Partitions = [.. t.Partitions.Select(p => new AlterPartitionReassignmentsResponse.ReassignablePartitionResponse { PartitionIndex = p.PartitionIndex, ErrorCode = code, ErrorMessage = message })],
        })],
    })
        .Cluster(AclOperation.Alter);

    public static async Task<AlterPartitionReassignmentsResponse?> HandleAsync(RequestContext context, AlterPartitionReassignmentsRequest request)
    {
        var cluster = context.Cluster;
        if (!await cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromMilliseconds(request.TimeoutMs), context.Gone))
            return new() { ErrorCode = ErrorCode.RequestTimedOut, ErrorMessage = "The active controller was not found within the timeout." };
        var response = new AlterPartitionReassignmentsResponse { AllowReplicationFactorChange = request.AllowReplicationFactorChange, ErrorMessage = request.Topics.Count == 0 ? "" : null };
        foreach (var topic in request.Topics)
        {
            var answer = new AlterPartitionReassignmentsResponse.ReassignableTopicResponse { Name = topic.Name };
            foreach (var wanted in topic.Partitions)
            {
                var (code, message) = One(cluster, topic.Name, wanted, request.AllowReplicationFactorChange);
                answer.Partitions.Add(new() { PartitionIndex = wanted.PartitionIndex, ErrorCode = code, ErrorMessage = message });
            }
            response.Responses.Add(answer);
        }
        return response;
    }

    private static (ErrorCode Code, string? Message) One(ClusterState cluster, string topic, AlterPartitionReassignmentsRequest.ReassignablePartition wanted, bool anyFactor)
    {
        if (!cluster.Topics.TryGet(topic, out var found))
            return (ErrorCode.UnknownTopicOrPartition, $"Unable to find a topic named {topic}.");
        if (found[wanted.PartitionIndex] is not { } partition)
            return (ErrorCode.UnknownTopicOrPartition, $"Unable to find partition {topic}:{wanted.PartitionIndex}.");
        if (wanted.Replicas is null)
        {
            return !Reassignment.IsUnderWay(partition) ? (ErrorCode.NoReassignmentInProgress, null)
                : Reassignment.Cancel(cluster, partition) ? (ErrorCode.None, null)
                : (ErrorCode.InvalidReplicaAssignment, $"Unable to revert partition assignment for {topic}:{wanted.PartitionIndex} because it would require an unclean leader election.");
        }
        if (ManualAssignment.Fault(cluster, wanted.Replicas, null) is { } fault)
            return (ErrorCode.InvalidReplicaAssignment, fault);
        var factor = partition.Assignment.Except(partition.Adding).Count();
        if (!anyFactor && wanted.Replicas.Count != factor)
            return (ErrorCode.InvalidReplicationFactor, $"The replication factor is changed from {factor} to {wanted.Replicas.Count}");
        Reassignment.Start(cluster, partition, wanted.Replicas);
        return (ErrorCode.None, null);
    }
}
