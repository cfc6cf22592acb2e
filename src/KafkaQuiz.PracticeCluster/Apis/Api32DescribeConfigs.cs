using System.Globalization;
using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DescribeConfigs (32), v1-4. Topics and brokers (a broker's name empty: the cluster-wide defaults), with source, synonyms, types and
/// documentation. Left out: loggers, client metrics and groups (empty lists).
/// </summary>
internal static class Api32DescribeConfigs
{
    private const sbyte TopicType = 2;
    private const sbyte BrokerType = 4;

    public static DescribeConfigsResponse Handle(RequestContext context, DescribeConfigsRequest request) => new()
    {
        Results = [.. request.Resources.Select(r => One(context, request, r))],
    };

    private static DescribeConfigsResponse.DescribeConfigsResult One(RequestContext context, DescribeConfigsRequest request, DescribeConfigsRequest.DescribeConfigsResource resource)
    {
        var result = new DescribeConfigsResponse.DescribeConfigsResult { ResourceType = resource.ResourceType, ResourceName = resource.ResourceName };
        var wanted = resource.ConfigurationKeys is { Count: > 0 } keys ? keys.ToHashSet() : null;
        var cluster = context.Cluster;
        if (resource.ResourceType == TopicType)
        {
            if (!cluster.Topics.TryGet(resource.ResourceName, out var topic))
            {
                result.ErrorCode = ErrorCode.UnknownTopicOrPartition;
                result.ErrorMessage = "";
                return result;
            }
            result.Configs = [.. Wanted(ConfigCatalog.Topic, wanted).Select(d => Show(d, cluster.Configs.OfTopic(d, topic.Overrides, context.Node.Id), request))];
        }
        else if (resource.ResourceType == BrokerType)
            DescribeBroker(context, request, resource.ResourceName, wanted, result);
        return result;
    }

    private static void DescribeBroker(
        RequestContext context, DescribeConfigsRequest request, string name, HashSet<string>? wanted, DescribeConfigsResponse.DescribeConfigsResult result)
    {
        var configs = context.Cluster.Configs;
        if (name.Length == 0)
        {
            result.Configs = [.. Wanted(ConfigCatalog.Broker, wanted).Where(d => configs.DynamicDefaults.ContainsKey(d.Name))
                .Select(d => Show(d, configs.OfBroker(d.Name, null), request))];
            return;
        }
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id != context.Broker.Id)
        {
            result.ErrorCode = ErrorCode.InvalidRequest;
            result.ErrorMessage = $"Unexpected broker id, expected {context.Broker.Id} or empty string, but received {name}";
            return;
        }
        result.Configs = [.. Wanted(ConfigCatalog.Broker, wanted).Select(d => Show(d, BrokerValues(context, d), request))];
    }

    private static List<ConfigValue> BrokerValues(RequestContext context, ConfigDefinition definition) =>
        context.Cluster.Configs.OfBroker(definition.Name, context.Node.Id) is { Count: > 0 } values ? values : [new ConfigValue(definition.Name, null, ConfigSource.Default)];

    private static IEnumerable<ConfigDefinition> Wanted(IReadOnlyDictionary<string, ConfigDefinition> catalog, HashSet<string>? names) =>
        catalog.Values.Where(d => names is null || names.Contains(d.Name));

    private static DescribeConfigsResponse.DescribeConfigsResourceResult Show(ConfigDefinition definition, List<ConfigValue> values, DescribeConfigsRequest request) => new()
    {
        Name = definition.Name,
        Value = definition.IsSensitive ? null : values[0].Value,
        ReadOnly = definition.IsReadOnly,
        ConfigSource = (sbyte)values[0].Source,
        IsSensitive = definition.IsSensitive,
        ConfigType = (sbyte)definition.Type,
        Documentation = request.IncludeDocumentation ? definition.Documentation : null,
        Synonyms = !request.IncludeSynonyms ? [] : [.. values.Where(v => v.Value is not null && (v.Source != ConfigSource.Default || values.Count > 1 || v.Name != definition.Name || definition.BrokerName is null))
            .Select(v => new DescribeConfigsResponse.DescribeConfigsSynonym
            {
                Name = v.Name,
                Value = definition.IsSensitive ? null : v.Value,
                Source = (sbyte)v.Source,
            })],
    };
}
