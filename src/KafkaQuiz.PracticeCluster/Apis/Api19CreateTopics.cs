using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// CreateTopics (19), v2-7. Counts or manual assignments, configs (checked, INVALID_CONFIG with a message), validate-only, topic ids and
/// effective configs in the answer. Waits for an active controller until the request's timeout. Left out: creation policies; quotas.
/// </summary>
internal static class Api19CreateTopics
{
    public static AccessChecks<CreateTopicsRequest, CreateTopicsResponse> Access { get; } = new AccessChecks<CreateTopicsRequest, CreateTopicsResponse>((request, _, code, message) => new()
    {
        Topics = [.. request.Topics.DistinctBy(t => t.Name).Select(t => Fault(t.Name, code, message))],
    })
        .Check("Create Cluster, or Create each Topic", (context, request) =>
        {
            var twice = Twice(request);
            var refused = ApiAccess.TakeOut(request.Topics, t => twice.Contains(t.Name) || context.Allows(AclOperation.Create, AclResourceType.Cluster, Acl.Cluster)
                || context.Allows(AclOperation.Create, AclResourceType.Topic, t.Name));
            return Verdict<CreateTopicsResponse>.Then(response => response.Topics.AddRange(refused.Select(t => Fault(t.Name, ErrorCode.TopicAuthorizationFailed, "Authorization failed."))));
        })
        .Check("DescribeConfigs each Topic made, to be told its configs", (context, _) => Verdict<CreateTopicsResponse>.Then(response =>
        {
            foreach (var made in response.Topics.Where(t => t.ErrorCode == ErrorCode.None && !context.Allows(AclOperation.DescribeConfigs, AclResourceType.Topic, t.Name)))
                (made.TopicConfigErrorCode, made.NumPartitions, made.ReplicationFactor, made.Configs) = (ErrorCode.TopicAuthorizationFailed, -1, -1, []);
        }));

    public static async Task<CreateTopicsResponse?> HandleAsync(RequestContext context, CreateTopicsRequest request)
    {
        var active = await context.Cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromMilliseconds(request.TimeoutMs), context.Gone);
        var twice = Twice(request);
        return new()
        {
            Topics = [.. request.Topics.DistinctBy(t => t.Name).Select(t =>
                !active ? Fault(t.Name, ErrorCode.RequestTimedOut, "The active controller was not found within the timeout.")
                : twice.Contains(t.Name) ? Fault(t.Name, ErrorCode.InvalidRequest, "Duplicate topic name.")
                : One(context.Cluster, t, request.ValidateOnly))],
        };
    }

    private static CreateTopicsResponse.CreatableTopicResult Fault(string name, ErrorCode code, string? message) => new()
    {
        Name = name,
        ErrorCode = code,
        ErrorMessage = message,
        NumPartitions = -1,
        ReplicationFactor = -1,
        // Java clients fail on a null here.
        Configs = [],
    };

    private static CreateTopicsResponse.CreatableTopicResult One(ClusterState cluster, CreateTopicsRequest.CreatableTopic wanted, bool validateOnly)
    {
        if (wanted.Name == "__cluster_metadata")
            return Fault(wanted.Name, ErrorCode.InvalidRequest, "Creation of internal topic __cluster_metadata is prohibited.");
        var configs = new Dictionary<string, string>();
        foreach (var config in wanted.Configs)
        {
            if (config.Value is null)
                return Fault(wanted.Name, ErrorCode.InvalidConfig, $"Null value not supported for topic configs: {config.Name}");
            configs[config.Name] = config.Value;
        }
        if (TopicConfigRule.Fault(cluster.Configs, configs) is { } fault)
            return Fault(wanted.Name, ErrorCode.InvalidConfig, fault);
        var creation = new TopicCreation(wanted.Name)
        {
            PartitionCount = wanted.NumPartitions,
            ReplicationFactor = wanted.ReplicationFactor,
            Assignments = [.. wanted.Assignments.Select(a => (a.PartitionIndex, (IReadOnlyList<int>)a.BrokerIds))],
            Configs = configs,
        };
        var (code, message) = creation.Check(cluster);
        if (code != ErrorCode.None)
            return Fault(wanted.Name, code, message);
        var topic = validateOnly ? creation.Preview(cluster) : creation.Create(cluster);
        return new()
        {
            Name = topic.Name,
            TopicId = topic.Id,
            NumPartitions = topic.Partitions.Count,
            ReplicationFactor = (short)topic.Partitions[0].Assignment.Count,
            Configs = [.. ConfigCatalog.Topic.Values.Where(d => !d.IsInternal).OrderBy(d => d.Name, StringComparer.Ordinal).Select(d => Show(cluster, topic, d))],
        };
    }

    private static CreateTopicsResponse.CreatableTopicConfigs Show(ClusterState cluster, Topic topic, ConfigDefinition definition)
    {
        var source = cluster.Configs.OfTopic(definition, topic.Overrides) is [var first, ..] ? first.Source : ConfigSource.Default;
        return new() { Name = definition.Name, Value = cluster.Configs.TopicValue(definition, topic.Overrides), ConfigSource = (sbyte)source };
    }

    private static HashSet<string> Twice(CreateTopicsRequest request) => request.Topics.GroupBy(t => t.Name).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
}
