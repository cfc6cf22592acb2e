using System.Globalization;
using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DescribeConfigs (32), v1-4. Topics, brokers (a broker's name empty: the cluster-wide defaults), groups, client metrics and broker
/// loggers, with sources, synonyms, types and documentation (ConfigHelper.scala). A broker describes itself only. Left out: loggers beyond
/// those that people turn up (Kafka has one for every class that has logged, about 150).
/// </summary>
internal static class Api32DescribeConfigs
{
    public static AccessChecks<DescribeConfigsRequest, DescribeConfigsResponse> Access { get; } = new AccessChecks<DescribeConfigsRequest, DescribeConfigsResponse>((request, _, code, message) => new()
    {
        Results = [.. request.Resources.Select(r => Fault(r, code, message ?? ""))],
    })
        .Check("DescribeConfigs each Topic, Group, or Cluster of the others", (context, request) =>
        {
            var refused = request.Resources.Exists(IsUnknown) ? [] : ApiAccess.TakeOut(request.Resources, r => ConfigResource.Allows(context, AclOperation.DescribeConfigs, (ConfigResourceType)r.ResourceType, r.ResourceName));
            return Verdict<DescribeConfigsResponse>.Then(response => response.Results.AddRange(refused.Select(Refuse)));
        });

    private const string InvalidRequest = "This most likely occurs because of a request being malformed by the client library or the message was sent to an incompatible broker. See the broker logs for more details.";

    private sealed class DescribeException(ErrorCode code, string message) : Exception(message)
    {
        public ErrorCode Code { get; } = code;
    }

    public static DescribeConfigsResponse Handle(RequestContext context, DescribeConfigsRequest request)
    {
        // One resource of an unknown type fails the whole request.
        var unknown = request.Resources.Exists(IsUnknown);
        return new() { Results = [.. request.Resources.Select(r => unknown ? Fault(r, ErrorCode.InvalidRequest, InvalidRequest) : One(context, request, r))] };
    }

    private static bool IsUnknown(DescribeConfigsRequest.DescribeConfigsResource resource) => !Enum.IsDefined((ConfigResourceType)resource.ResourceType);

    private static DescribeConfigsResponse.DescribeConfigsResult Refuse(DescribeConfigsRequest.DescribeConfigsResource resource)
    {
        var (code, message) = ConfigResource.Refusal((ConfigResourceType)resource.ResourceType);
        return Fault(resource, code, message);
    }

    private static DescribeConfigsResponse.DescribeConfigsResult Fault(DescribeConfigsRequest.DescribeConfigsResource resource, ErrorCode code, string message) =>
        new() { ErrorCode = code, ErrorMessage = message, ResourceType = resource.ResourceType, ResourceName = resource.ResourceName };

    private static DescribeConfigsResponse.DescribeConfigsResult One(RequestContext context, DescribeConfigsRequest request, DescribeConfigsRequest.DescribeConfigsResource resource)
    {
        var wanted = resource.ConfigurationKeys is { Count: > 0 } keys ? keys.ToHashSet() : null;
        try
        {
            var entries = Entries(context, (ConfigResourceType)resource.ResourceType, resource.ResourceName);
            return new()
            {
                ResourceType = resource.ResourceType,
                ResourceName = resource.ResourceName,
                ErrorMessage = "",
                Configs = [.. entries.Where(e => wanted is null || wanted.Contains(e.Definition.Name)).Select(e => Show(e, request, (ConfigResourceType)resource.ResourceType))],
            };
        }
        catch (DescribeException e)
        {
            return Fault(resource, e.Code, e.Message);
        }
    }

    /// <summary>A config as it is described: its value in force, where that comes from, and its synonyms.</summary>
    private sealed record Entry(ConfigDefinition Definition, string? Value, ConfigSource Source, IReadOnlyList<ConfigValue> Synonyms, bool IsReadOnly = false);

    private static IEnumerable<Entry> Entries(RequestContext context, ConfigResourceType type, string name) => type switch
    {
        ConfigResourceType.Topic => OfTopic(context, name),
        ConfigResourceType.Broker when name.Length == 0 => OfAllBrokers(context.Cluster.Configs),
        ConfigResourceType.Broker => OfBroker(context, name),
        ConfigResourceType.BrokerLogger => OfLoggers(context, name),
        ConfigResourceType.Group => OfGroup(context.Cluster.Configs, name),
        _ => OfClientMetrics(context.Cluster.Configs, name),
    };

    private static IEnumerable<Entry> OfTopic(RequestContext context, string name)
    {
        if (TopicName.Fault(name) is { } fault)
            throw new DescribeException(ErrorCode.InvalidTopicException, fault);
        if (!context.Cluster.Topics.TryGet(name, out var topic))
            throw new DescribeException(ErrorCode.UnknownTopicOrPartition, "");
        var configs = context.Cluster.Configs;
        return ConfigCatalog.Topic.Values.Where(d => !d.IsInternal || topic.Overrides.ContainsKey(d.Name)).Select(d =>
        {
            var synonyms = configs.OfTopic(d, topic.Overrides, context.Node.Id);
            return new Entry(d, configs.TopicValue(d, topic.Overrides, context.Node.Id), Source(synonyms), synonyms);
        });
    }

    private static IEnumerable<Entry> OfAllBrokers(ClusterConfigs configs) => configs.DynamicDefaults.Select(p =>
    {
        var definition = BrokerDefinition(p.Key);
        return new Entry(definition, p.Value, ConfigSource.DynamicDefaultBroker, [new(p.Key, p.Value, ConfigSource.DynamicDefaultBroker)], IsReadOnly(p.Key));
    });

    private static IEnumerable<Entry> OfBroker(RequestContext context, string name)
    {
        if (!int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            throw new DescribeException(ErrorCode.InvalidRequest, $"Broker id must be an integer, but it is: {name}");
        if (id != context.Node.Id)
            throw new DescribeException(ErrorCode.InvalidRequest, $"Unexpected broker id, expected {context.Node.Id} or empty string, but received {name}");
        var configs = context.Cluster.Configs;
        var names = ConfigCatalog.Broker.Values.Where(d => !d.IsInternal && !d.IsThrottle).Select(d => d.Name).Union(configs.SetNames(id));
        return names.Select(n =>
        {
            var definition = BrokerDefinition(n);
            var synonyms = configs.OfBroker(n, id);
            var value = configs.BrokerValue(n, id);
            return new Entry(definition, value is null || definition.IsSensitive ? value : ConfigText.Canonical(definition.Type, value), Source(synonyms), synonyms, IsReadOnly(n));
        });
    }

    private static IEnumerable<Entry> OfLoggers(RequestContext context, string name)
    {
        if (name.Length == 0)
            throw new DescribeException(ErrorCode.InvalidRequest, "Broker id must not be empty");
        if (!int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            throw new DescribeException(ErrorCode.InvalidRequest, $"Broker id must be an integer, but it is: {name}");
        if (id != context.Node.Id)
            throw new DescribeException(ErrorCode.InvalidRequest, $"Unexpected broker id, expected {context.Node.Id} but received {name}");
        return context.Cluster.Configs.Loggers.Of(id).Select(l => new Entry(Untyped(l.Name), l.Level, ConfigSource.BrokerLogger, []));
    }

    private static IEnumerable<Entry> OfGroup(ClusterConfigs configs, string name)
    {
        if (name.Length == 0)
            throw new DescribeException(ErrorCode.InvalidRequest, "Group name must not be empty");
        return ConfigCatalog.Group.Values.Where(d => !d.IsInternal).Select(d =>
        {
            var synonyms = configs.OfGroup(d, name);
            return new Entry(d, configs.GroupValue(d, configs.Set(ConfigResourceType.Group, name)!), Source(synonyms), synonyms);
        });
    }

    private static IEnumerable<Entry> OfClientMetrics(ClusterConfigs configs, string name)
    {
        if (name.Length == 0)
            throw new DescribeException(ErrorCode.InvalidRequest, "Client metrics subscription name must not be empty");
        var set = configs.Set(ConfigResourceType.ClientMetrics, name)!;
        return ConfigCatalog.ClientMetrics.Values.Select(d => set.TryGetValue(d.Name, out var value)
            ? new Entry(d, value, ConfigSource.ClientMetrics, [new(d.Name, value, ConfigSource.ClientMetrics)])
            : new Entry(d, d.Default, ConfigSource.Default, []));
    }

    private static ConfigDefinition BrokerDefinition(string name) => ConfigCatalog.Broker.TryGetValue(name, out var definition) ? definition
        : ConfigCatalog.Broker.TryGetValue(BrokerConfigRule.WithoutListener(name), out var behind) ? behind with { Name = name } : ConfigDefinition.Unknown(name);

    private static bool IsReadOnly(string name) => !ConfigCatalog.Broker.TryGetValue(name, out var definition) || definition.Mode == ConfigMode.Static;

    private static ConfigDefinition Untyped(string name) => new(name, ConfigType.String, null, ConfigMode.ClusterWide, [], "", false);

    private static ConfigSource Source(List<ConfigValue> synonyms) => synonyms.Count == 0 ? ConfigSource.Default : synonyms[0].Source;

    private static DescribeConfigsResponse.DescribeConfigsResourceResult Show(Entry entry, DescribeConfigsRequest request, ConfigResourceType type)
    {
        var definition = entry.Definition;
        return new()
        {
            Name = definition.Name,
            Value = definition.IsSensitive ? null : entry.Value,
            ReadOnly = entry.IsReadOnly,
            ConfigSource = (sbyte)entry.Source,
            IsSensitive = definition.IsSensitive,
            ConfigType = (sbyte)(type == ConfigResourceType.BrokerLogger ? ConfigType.Unknown : definition.Type),
            Documentation = request.IncludeDocumentation ? ConfigCatalog.Documentation(type, definition.Name) : null,
            Synonyms = !request.IncludeSynonyms ? [] : [.. entry.Synonyms.Select(v => new DescribeConfigsResponse.DescribeConfigsSynonym
            {
                Name = v.Name,
                Value = definition.IsSensitive ? null : v.Value,
                Source = (sbyte)v.Source,
            })],
        };
    }
}
