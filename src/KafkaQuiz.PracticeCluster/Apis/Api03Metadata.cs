using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// Metadata (3), v0-13. Live brokers, topics by name or id, auto-creation (`auto.create.topics.enable`; v0-3 always ask for it). The
/// controller named is any live broker (KRaft hides the active one: only DescribeQuorum tells). Clients are told the addresses of the
/// listener they came through; a broker that has none of that name is not there for them. Topics that a client may not see are told as such, and
/// left out where all were asked for; operations that it may do are told when asked (KIP-430).
/// </summary>
internal static class Api03Metadata
{
    public static AccessChecks<MetadataRequest, MetadataResponse> Access { get; } = new AccessChecks<MetadataRequest, MetadataResponse>((request, _, code, _) => new()
    {
        Topics = [.. (request.Topics ?? []).Select(t => new MetadataResponse.MetadataResponseTopic { Name = t.Name, TopicId = t.TopicId, ErrorCode = code })],
    })
        // Of topics that the handler finds by their ids, or makes.
        .Within("Describe each Topic, shown only where all are asked for")
        .Within("Create Cluster, or Create each Topic made");

    public static async Task<MetadataResponse?> HandleAsync(RequestContext context, MetadataRequest request)
    {
        var cluster = context.Cluster;
        var alive = cluster.Brokers.Values.Where(b => b.IsActive && b.On(context.Listener.Name) is not null).ToList();
        var response = new MetadataResponse
        {
            ClusterId = cluster.ClusterId,
            ControllerId = alive.Count == 0 ? -1 : alive[cluster.Random.Next(alive.Count)].Id,
            ClusterAuthorizedOperations = !request.IncludeClusterAuthorizedOperations ? int.MinValue : context.Allows(AclOperation.Describe, AclResourceType.Cluster, Acl.Cluster)
                ? context.AllowedOperations(AclResourceType.Cluster, Acl.Cluster) : 0,
            Brokers = [.. alive.Select(b => (Broker: b, Address: context.AddressOf(b)!.Value))
                .Select(b => new MetadataResponse.MetadataResponseBroker { NodeId = b.Broker.Id, Host = b.Address.Host, Port = b.Address.Port, Rack = b.Broker.Rack })],
        };
        // In v0 an empty list asks for all topics, later null does.
        if (request.Topics is null || (context.Version == 0 && request.Topics.Count == 0))
        {
            response.Topics = [.. cluster.Topics.All.Where(t => context.Allows(AclOperation.Describe, AclResourceType.Topic, t.Name)).Select(t => Describe(context, request, t))];
            return response;
        }
        // Ids, and names left out, are for v12 and later (KafkaApis.handleTopicMetadataRequest).
        if (request.Topics.Any(t => t.Name is null ? t.TopicId == Guid.Empty || context.Version < 12 : t.TopicId != Guid.Empty && context.Version < 12))
            return new() { Topics = [.. request.Topics.Select(t => new MetadataResponse.MetadataResponseTopic { ErrorCode = ErrorCode.InvalidRequest, Name = t.Name ?? "", TopicId = t.TopicId })] };
        // Once one is asked for by id, names are not looked at (KafkaApis.handleTopicMetadataRequest).
        var byId = request.Topics.Exists(t => t.TopicId != Guid.Empty);
        foreach (var wanted in request.Topics.Where(t => !byId || t.TopicId != Guid.Empty))
            response.Topics.Add(await OneAsync(context, request, wanted));
        return response;
    }

    private static async Task<MetadataResponse.MetadataResponseTopic> OneAsync(RequestContext context, MetadataRequest request, MetadataRequest.MetadataRequestTopic wanted)
    {
        var cluster = context.Cluster;
        // An id is no secret, the name behind it is.
        if (cluster.Topics.NameOf(wanted.Name, wanted.TopicId) is { } name && !context.Allows(AclOperation.Describe, AclResourceType.Topic, name))
            return new() { ErrorCode = ErrorCode.TopicAuthorizationFailed, Name = wanted.Name, TopicId = wanted.TopicId };
        if (cluster.Topics.TryGet(wanted.Name, wanted.TopicId, out var topic))
            return Describe(context, request, topic);
        if (wanted.TopicId != Guid.Empty)
            return new() { ErrorCode = ErrorCode.UnknownTopicId, TopicId = wanted.TopicId, Name = null };
        var autoCreate = (context.Version < 4 || request.AllowAutoTopicCreation) && cluster.Configs.Flag("auto.create.topics.enable");
        if (autoCreate && !context.Allows(AclOperation.Create, AclResourceType.Cluster, Acl.Cluster) && !context.Allows(AclOperation.Create, AclResourceType.Topic, wanted.Name!))
            return new() { ErrorCode = ErrorCode.TopicAuthorizationFailed, Name = wanted.Name };
        var missing = new MetadataResponse.MetadataResponseTopic { ErrorCode = ErrorCode.UnknownTopicOrPartition, Name = wanted.Name, TopicAuthorizedOperations = Operations(context, request, wanted.Name!) };
        if (TopicName.Fault(wanted.Name!) is not null)
            missing.ErrorCode = ErrorCode.InvalidTopicException;
        else if (autoCreate && cluster.Quorum.IsActive)
        {
            var creation = new TopicCreation(wanted.Name!);
            var (code, _) = creation.Check(cluster);
            // It is not there yet: a client asks again (AutoTopicCreationManager).
            if (code == ErrorCode.None)
                creation.Create(cluster);
            missing.ErrorCode = code == ErrorCode.InvalidReplicationFactor ? code : missing.ErrorCode;
        }
        await Task.CompletedTask;
        return missing;
    }

    private static int Operations(RequestContext context, MetadataRequest request, string topic) =>
        request.IncludeTopicAuthorizedOperations ? context.AllowedOperations(AclResourceType.Topic, topic) : int.MinValue;

    private static MetadataResponse.MetadataResponseTopic Describe(RequestContext context, MetadataRequest request, Topic topic) => new()
    {
        TopicAuthorizedOperations = Operations(context, request, topic.Name),
        Name = topic.Name,
        TopicId = topic.Id,
        IsInternal = topic.IsInternal,
        Partitions = [.. topic.Partitions.Select(p => new MetadataResponse.MetadataResponsePartition
        {
            ErrorCode = LeaderAnswer.Error(context, p),
            PartitionIndex = p.Index,
            LeaderId = LeaderAnswer.Id(context, p),
            LeaderEpoch = p.LeaderEpoch,
            ReplicaNodes = [.. p.Assignment],
            IsrNodes = [.. p.Isr],
            OfflineReplicas = LeaderAnswer.OfflineReplicas(context, p),
        })],
    };
}
