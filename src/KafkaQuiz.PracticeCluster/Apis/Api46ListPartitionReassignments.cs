using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>ListPartitionReassignments (46), v0. Moves under way, of named partitions or of all (null); unknown ones are not answered.</summary>
internal static class Api46ListPartitionReassignments
{
    public static AccessChecks<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse> Access { get; } = new AccessChecks<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse>((_, _, code, message) => new() { ErrorCode = code, ErrorMessage = message })
        .Cluster(AclOperation.Describe);

    public static async Task<ListPartitionReassignmentsResponse?> HandleAsync(RequestContext context, ListPartitionReassignmentsRequest request)
    {
        var cluster = context.Cluster;
        if (!await cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromMilliseconds(request.TimeoutMs), context.Gone))
            return new() { ErrorCode = ErrorCode.RequestTimedOut, ErrorMessage = "The active controller was not found within the timeout." };
        var partitions = request.Topics is null ? cluster.Topics.Partitions
            : request.Topics.SelectMany(t => t.PartitionIndexes.Select(p => cluster.Topics.Find(t.Name, p))).OfType<Topics.Partition>();
        return new()
        {
            Topics = [.. partitions.Where(Reassignment.IsUnderWay).GroupBy(p => p.Topic.Name).Select(g => new ListPartitionReassignmentsResponse.OngoingTopicReassignment
            {
                Name = g.Key,
                Partitions = [.. g.Select(p => new ListPartitionReassignmentsResponse.OngoingPartitionReassignment
                {
                    PartitionIndex = p.Index,
                    Replicas = [.. p.Assignment],
                    AddingReplicas = [.. p.Adding],
                    RemovingReplicas = [.. p.Removing],
                })],
            })],
        };
    }
}
