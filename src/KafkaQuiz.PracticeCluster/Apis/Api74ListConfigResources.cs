using System.Globalization;
using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// ListConfigResources (74), v0-1: what has configs (KIP-1142). Topics, brokers and their loggers as they exist; groups and client metrics
/// that have configs set. v0 lists client metrics. An unknown type fails the request with UNSUPPORTED_VERSION.
/// </summary>
internal static class Api74ListConfigResources
{
    public static AccessChecks<ListConfigResourcesRequest, ListConfigResourcesResponse> Access { get; } = new AccessChecks<ListConfigResourcesRequest, ListConfigResourcesResponse>((_, _, code, _) => new() { ErrorCode = code })
        .Cluster(AclOperation.DescribeConfigs);

    public static ListConfigResourcesResponse Handle(RequestContext context, ListConfigResourcesRequest request)
    {
        var types = context.Version == 0 ? [ConfigResourceType.ClientMetrics]
            : request.ResourceTypes.Count == 0 ? Enum.GetValues<ConfigResourceType>() : [.. request.ResourceTypes.Distinct().Select(t => (ConfigResourceType)t)];
        if (types.Any(t => !Enum.IsDefined(t)))
            return new() { ErrorCode = ErrorCode.UnsupportedVersion };
        return new()
        {
            ConfigResources = [.. types.SelectMany(t => Names(context.Cluster, t)
                .Select(n => new ListConfigResourcesResponse.ConfigResource { ResourceName = n, ResourceType = (sbyte)t }))],
        };
    }

    private static IEnumerable<string> Names(ClusterState cluster, ConfigResourceType type) => type switch
    {
        ConfigResourceType.Topic => cluster.Topics.All.Select(t => t.Name),
        ConfigResourceType.Broker or ConfigResourceType.BrokerLogger => cluster.Brokers.Values.Where(b => !b.IsFenced).Select(b => b.Id.ToString(CultureInfo.InvariantCulture)),
        ConfigResourceType.Group => cluster.Configs.Groups.Keys,
        _ => cluster.Configs.ClientMetrics.Keys,
    };
}
