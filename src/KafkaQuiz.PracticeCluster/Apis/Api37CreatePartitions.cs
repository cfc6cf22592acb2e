using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// CreatePartitions (37), v0-3. More partitions for a topic, placed by the cluster or assigned; validate-only. Messages are
/// ReplicationControlManager.createPartitions'. Left out: controller mutation quotas.
/// </summary>
internal static class Api37CreatePartitions
{
    public static AccessChecks<CreatePartitionsRequest, CreatePartitionsResponse> Access { get; } = new AccessChecks<CreatePartitionsRequest, CreatePartitionsResponse>((request, _, code, message) => new()
    {
        Results = [.. request.Topics.Select(t => new CreatePartitionsResponse.CreatePartitionsTopicResult { Name = t.Name, ErrorCode = code, ErrorMessage = message })],
    })
        .Check("Alter each Topic", (context, request) =>
        {
            var twice = Twice(request);
            var refused = ApiAccess.TakeOut(request.Topics, t => twice.Contains(t.Name) || context.Allows(AclOperation.Alter, AclResourceType.Topic, t.Name));
            return Verdict<CreatePartitionsResponse>.Then(response => response.Results.AddRange(refused.Select(t => new CreatePartitionsResponse.CreatePartitionsTopicResult { Name = t.Name, ErrorCode = ErrorCode.TopicAuthorizationFailed })));
        });

    public static async Task<CreatePartitionsResponse?> HandleAsync(RequestContext context, CreatePartitionsRequest request)
    {
        var active = await context.Cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromMilliseconds(request.TimeoutMs), context.Gone);
        var twice = Twice(request);
        var response = new CreatePartitionsResponse();
        foreach (var wanted in request.Topics.DistinctBy(t => t.Name))
        {
            var (code, message) = !active ? (ErrorCode.RequestTimedOut, "The active controller was not found within the timeout.")
                : twice.Contains(wanted.Name) ? (ErrorCode.InvalidRequest, "Duplicate topic name.")
                : One(context.Cluster, wanted, request.ValidateOnly);
            response.Results.Add(new() { Name = wanted.Name, ErrorCode = code, ErrorMessage = message });
        }
        return response;
    }

    private static (ErrorCode Code, string? Message) One(ClusterState cluster, CreatePartitionsRequest.CreatePartitionsTopic wanted, bool validateOnly)
    {
        if (!cluster.Topics.TryGet(wanted.Name, out var topic))
            return (ErrorCode.UnknownTopicOrPartition, null);
        var present = topic.Partitions.Count;
        var added = wanted.Count - present;
        if (added == 0)
            return (ErrorCode.InvalidPartitions, $"Topic already has {present} partition(s).");
        if (added < 0)
            return (ErrorCode.InvalidPartitions, $"The topic {topic.Name} currently has {present} partition(s); {wanted.Count} would not be an increase.");
        if (added > TopicCreation.MaxPartitions)
            return (ErrorCode.PolicyViolation, "Excessively large number of partitions per request.");
        if (TopicCreation.RoomFault(cluster, added) is { } full)
            return (ErrorCode.PolicyViolation, full);
        var factor = topic.Partitions[0].Assignment.Count;
        List<List<int>>? placed;
        if (wanted.Assignments is { } assignments)
        {
            if (assignments.Count != added)
                return (ErrorCode.InvalidReplicaAssignment, $"Attempted to add {added} additional partition(s), but only {assignments.Count} assignment(s) were specified.");
            placed = [.. assignments.Select(a => a.BrokerIds)];
            foreach (var (replicas, index) in placed.Select((r, i) => (r, i)))
            {
                var fault = ManualAssignment.Fault(cluster, replicas, factor) ?? (replicas.Any(cluster.IsActive) ? null
                    : $"All brokers specified in the manual partition assignment for partition {present + index} are fenced or in controlled shutdown.");
                if (fault is not null)
                    return (ErrorCode.InvalidReplicaAssignment, fault);
            }
        }
        else if (!TopicCreation.TryPlace(cluster, added, factor, out placed, out var fault))
            return (ErrorCode.InvalidReplicationFactor, fault);
        if (validateOnly)
            return (ErrorCode.None, null);
        foreach (var replicas in placed)
            TopicCreation.AddPartition(cluster, topic, replicas);
        cluster.Quorum.Wrote(added);
        return (ErrorCode.None, null);
    }

    private static HashSet<string> Twice(CreatePartitionsRequest request) => request.Topics.GroupBy(t => t.Name).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
}
