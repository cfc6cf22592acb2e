using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DeleteTopics (20), v1-6. By name, or by id (v6). The data goes at once; committed offsets of the topic go with it, as Kafka's
/// coordinators do. Left out: `delete.topic.enable` false for v1-2's silence; file.delete.delay.ms (there are no files).
/// </summary>
internal static class Api20DeleteTopics
{
    public static AccessChecks<DeleteTopicsRequest, DeleteTopicsResponse> Access { get; } = new AccessChecks<DeleteTopicsRequest, DeleteTopicsResponse>((request, _, code, message) => new()
    {
        Responses = [.. Wanted(request).Select(w => new DeleteTopicsResponse.DeletableTopicResult { Name = w.Name, TopicId = w.Id, ErrorCode = code, ErrorMessage = message })],
    })
        .Check("Delete Cluster, or Describe and Delete each Topic", (context, request) =>
        {
            var refused = Refused(context, ApiAccess.TakeOut(request.Topics, t => MayDelete(context, t.Name, t.TopicId)).Select(t => (t.Name, t.TopicId)))
                .Concat(Refused(context, ApiAccess.TakeOut(request.TopicNames, n => MayDelete(context, n, Guid.Empty)).Select(n => ((string?)n, Guid.Empty)))).ToList();
            return Verdict<DeleteTopicsResponse>.Then(response => response.Responses.AddRange(refused));
        });

    public static async Task<DeleteTopicsResponse?> HandleAsync(RequestContext context, DeleteTopicsRequest request)
    {
        var cluster = context.Cluster;
        var active = await cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromMilliseconds(request.TimeoutMs), context.Gone);
        var wanted = Wanted(request).GroupBy(w => w).ToList();
        // A topic that is asked for by its name and by its id stays, and is told of once.
        var both = wanted.Select(w => w.Key).Where(w => w.Name is not null && cluster.Topics.TryGet(w.Name, out var topic) && wanted.Exists(other => other.Key == (null, topic.Id)))
            .ToDictionary(w => cluster.Topics.TryGet(w.Name!, out var topic) ? topic.Id : default, w => w.Name!);
        return new()
        {
            Responses = [.. wanted.Where(w => w.Key.Name is not null || !both.ContainsKey(w.Key.Id)).Select(w =>
                Fault(w.Key.Name, w.Key.Id, w.Skip(1).Any()) is { } fault ? Refused(w.Key.Name, w.Key.Id, fault)
                : both.FirstOrDefault(b => b.Value == w.Key.Name) is { Value: { } name } twice ? Refused(name, twice.Key, "The provided topic name maps to an ID that was already supplied.")
                : One(cluster, w.Key.Name, w.Key.Id, active))],
        };
    }

    /// <summary>What ControllerApis.deleteTopics says of a topic that is not asked for once, and by name or id.</summary>
    private static string? Fault(string? name, Guid id, bool isTwice) =>
        name is null && id == Guid.Empty ? "Neither topic name nor id were specified."
        : name is not null && id != Guid.Empty ? "You may not specify both topic name and topic id."
        : !isTwice ? null : name is null ? "Duplicate topic id." : "Duplicate topic name.";

    private static DeleteTopicsResponse.DeletableTopicResult Refused(string? name, Guid id, string why) => new() { Name = name, TopicId = id, ErrorCode = ErrorCode.InvalidRequest, ErrorMessage = why };

    private static DeleteTopicsResponse.DeletableTopicResult One(ClusterState cluster, string? name, Guid id, bool active)
    {
        DeleteTopicsResponse.DeletableTopicResult Result(ErrorCode code, string? message) => new() { Name = name, TopicId = id, ErrorCode = code, ErrorMessage = message };
        if (!active)
            return Result(ErrorCode.RequestTimedOut, "The active controller was not found within the timeout.");
        if (!cluster.Configs.Flag("delete.topic.enable"))
            return Result(ErrorCode.TopicDeletionDisabled, null);
        if (!cluster.Topics.TryGet(name, id, out var topic))
        {
            return id != Guid.Empty ? Result(ErrorCode.UnknownTopicId, "This server does not host this topic ID.")
                : Result(ErrorCode.UnknownTopicOrPartition, "This server does not host this topic-partition.");
        }
        Delete(cluster, topic);
        return new() { Name = topic.Name, TopicId = topic.Id };
    }

    private static void Delete(ClusterState cluster, Topic topic)
    {
        cluster.Topics.Remove(topic);
        cluster.Groups.TopicDeleted(topic);
        cluster.Quorum.Wrote();
        foreach (var partition in topic.Partitions)
        {
            partition.LagCheck?.Dispose();
            partition.LogCheck?.Timer.Dispose();
            partition.Leader = Partition.NoLeader;
            foreach (var replica in partition.Replicas.Values)
                cluster.Replicator.Drop(replica);
            partition.Changed.Pulse();
        }
    }

    /// <summary>By name or id since v6, by name before.</summary>
    private static IEnumerable<(string? Name, Guid Id)> Wanted(DeleteTopicsRequest request) => request.Topics.Select(t => (t.Name, t.TopicId)).Concat(request.TopicNames.Select(n => ((string?)n, Guid.Empty)));

    /// <summary>One that is not there is for the handler to find out, once the client may see it.</summary>
    private static bool MayDelete(RequestContext context, string? name, Guid id)
    {
        if (context.Allows(AclOperation.Delete, AclResourceType.Cluster, Acl.Cluster) || context.Cluster.Topics.NameOf(name, id) is not { } found)
            return true;
        return context.Allows(AclOperation.Describe, AclResourceType.Topic, found) && (context.Allows(AclOperation.Delete, AclResourceType.Topic, found) || !context.Cluster.Topics.TryGet(found, out _));
    }

    /// <summary>Its name is not told to those who know the id only.</summary>
    private static IEnumerable<DeleteTopicsResponse.DeletableTopicResult> Refused(RequestContext context, IEnumerable<(string? Name, Guid Id)> topics) => topics.Select(t => new DeleteTopicsResponse.DeletableTopicResult
    {
        Name = t.Name ?? (context.Cluster.Topics.NameOf(null, t.Id) is { } name && context.Allows(AclOperation.Describe, AclResourceType.Topic, name) ? name : null),
        TopicId = t.Id,
        ErrorCode = ErrorCode.TopicAuthorizationFailed,
        ErrorMessage = "Topic authorization failed.",
    });
}
