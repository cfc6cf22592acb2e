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
    public static async Task<DeleteTopicsResponse?> HandleAsync(RequestContext context, DeleteTopicsRequest request)
    {
        var cluster = context.Cluster;
        var active = await cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromMilliseconds(request.TimeoutMs), context.Gone);
        var wanted = context.Version >= 6 ? request.Topics.Select(t => (t.Name, t.TopicId)) : request.TopicNames.Select(n => ((string?)n, Guid.Empty));
        return new()
        {
            Responses = [.. wanted.Select(w => One(cluster, w.Item1, w.Item2, active))],
        };
    }

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
}
