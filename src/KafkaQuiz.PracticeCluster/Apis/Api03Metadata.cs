using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// Metadata (3), v0-13. Live brokers, topics by name or id, auto-creation (`auto.create.topics.enable`; v0-3 always ask for it). The
/// controller named is any live broker (KRaft hides the active one: only DescribeQuorum tells). Left out: authorised operations.
/// </summary>
internal static class Api03Metadata
{
    public static async Task<MetadataResponse?> HandleAsync(RequestContext context, MetadataRequest request)
    {
        var cluster = context.Cluster;
        var alive = cluster.Brokers.Values.Where(b => !b.IsFenced).ToList();
        var response = new MetadataResponse
        {
            ClusterId = cluster.ClusterId,
            ControllerId = alive.Count == 0 ? -1 : alive[cluster.Random.Next(alive.Count)].Id,
            Brokers = [.. alive.Select(b => new MetadataResponse.MetadataResponseBroker { NodeId = b.Id, Host = b.Host, Port = b.Port, Rack = b.Rack })],
        };
        // In v0 an empty list asks for all topics, later null does.
        if (request.Topics is null || (context.Version == 0 && request.Topics.Count == 0))
        {
            response.Topics = [.. cluster.Topics.All.Select(t => Describe(cluster, t))];
            return response;
        }
        foreach (var wanted in request.Topics)
            response.Topics.Add(await OneAsync(context, request, wanted));
        return response;
    }

    private static async Task<MetadataResponse.MetadataResponseTopic> OneAsync(RequestContext context, MetadataRequest request, MetadataRequest.MetadataRequestTopic wanted)
    {
        var cluster = context.Cluster;
        if (cluster.Topics.TryGet(wanted.Name, wanted.TopicId, out var topic))
            return Describe(cluster, topic);
        if (wanted.TopicId != Guid.Empty)
            return new() { ErrorCode = ErrorCode.UnknownTopicId, TopicId = wanted.TopicId, Name = null };
        var missing = new MetadataResponse.MetadataResponseTopic { ErrorCode = ErrorCode.UnknownTopicOrPartition, Name = wanted.Name };
        var autoCreate = (context.Version < 4 || request.AllowAutoTopicCreation) && cluster.Configs.Flag("auto.create.topics.enable");
        if (TopicName.Fault(wanted.Name!) is not null)
            missing.ErrorCode = ErrorCode.InvalidTopicException;
        else if (autoCreate && cluster.Quorum.IsActive)
        {
            var creation = new TopicCreation(wanted.Name!);
            var (code, _) = creation.Check(cluster);
            if (code == ErrorCode.None)
                return Describe(cluster, creation.Create(cluster));
            missing.ErrorCode = code == ErrorCode.InvalidReplicationFactor ? code : missing.ErrorCode;
        }
        await Task.CompletedTask;
        return missing;
    }

    private static MetadataResponse.MetadataResponseTopic Describe(ClusterState cluster, Topic topic) => new()
    {
        Name = topic.Name,
        TopicId = topic.Id,
        IsInternal = topic.IsInternal,
        Partitions = [.. topic.Partitions.Select(p => new MetadataResponse.MetadataResponsePartition
        {
            ErrorCode = p.Leader == Partition.NoLeader ? ErrorCode.LeaderNotAvailable : ErrorCode.None,
            PartitionIndex = p.Index,
            LeaderId = p.Leader,
            LeaderEpoch = p.LeaderEpoch,
            ReplicaNodes = [.. p.Assignment],
            IsrNodes = [.. p.Isr],
            OfflineReplicas = cluster.Controller.OfflineReplicas(p),
        })],
    };
}
