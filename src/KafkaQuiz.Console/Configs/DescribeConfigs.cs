using System.Globalization;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.ConsumerGroups;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Configs;

/// <summary><c>--describe</c> of topics, brokers, groups, client metrics: dynamic configs, or all with <c>--all</c>.</summary>
internal static class DescribeConfigs
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, ConfigsOptions options, CancellationToken cancel)
    {
        var type = options.EntityTypes[0];
        var all = options.Set.Has("all");
        var existing = await ExistingAsync(client, type, cancel);
        var named = options.EntityNames.Count > 0 ? options.EntityNames[0] : null;
        if (named is { Length: > 0 } && !existing.Contains(named) && !await HasDynamicConfigAsync(client, type, named, cancel))
        {
            context.Line($"The {type[..^1]} '{named}' doesn't exist and doesn't have dynamic config.");
            return;
        }
        IEnumerable<string> entities = named is not null ? [named] : type is ConfigsOptions.Brokers or ConfigsOptions.BrokerLoggers ? [.. existing, ""] : existing;
        foreach (var entity in entities)
            await DescribeAsync(context, client, type, entity, all, cancel);
    }

    private static async Task DescribeAsync(ToolContext context, ClusterClient client, string type, string entity, bool all, CancellationToken cancel)
    {
        context.Line(entity.Length == 0 ? $"Default configs for {type} in the cluster are:" : $"{(all ? "All" : "Dynamic")} configs for {type[..^1]} {entity} are:");
        var resource = AlterConfigs.Resource(type, entity);
        var entries = (await ConfigCalls.DescribeAsync(client, [resource], true, cancel))[resource].Entries();
        foreach (var entry in entries.Where(e => all || IsDynamic(resource, e.ConfigSource)).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var synonyms = string.Join(", ", entry.Synonyms.Select(s => $"{ConfigCalls.SourceName(s.Source)}:{s.Name}={s.Value ?? "null"}"));
            context.Line($"  {entry.Name}={entry.Value ?? "null"} sensitive={(entry.IsSensitive ? "true" : "false")} synonyms={{{synonyms}}}");
        }
    }

    private static bool IsDynamic(ConfigResource resource, sbyte source) => resource.Type switch
    {
        ConfigResource.Topic => source == 1,
        ConfigResource.Broker => source == (resource.Name.Length == 0 ? 3 : 2),
        ConfigResource.ClientMetrics => source == 7,
        ConfigResource.Group => source == 8,
        _ => true,
    };

    private static async Task<List<string>> ExistingAsync(ClusterClient client, string type, CancellationToken cancel) => type switch
    {
        ConfigsOptions.Topics => JavaHash.Order((await client.MetadataAsync(null, false, "listTopics", cancel)).Topics.Select(t => t.Name!)),
        ConfigsOptions.Brokers or ConfigsOptions.BrokerLoggers => [.. (await client.DescribeClusterAsync(cancel)).Brokers.Select(b => b.BrokerId.ToString(CultureInfo.InvariantCulture))],
        ConfigsOptions.Groups => [.. (await GroupCalls.ListAsync(client, [], [], cancel)).Select(g => g.GroupId)],
        _ => [],
    };

    /// <summary>A group that never lived, or a client metrics resource, exists by its configs.</summary>
    private static async Task<bool> HasDynamicConfigAsync(ClusterClient client, string type, string name, CancellationToken cancel)
    {
        if (type is not (ConfigsOptions.Groups or ConfigsOptions.ClientMetrics))
            return false;
        var request = new ListConfigResourcesRequest { ResourceTypes = [type == ConfigsOptions.Groups ? ConfigResource.Group : ConfigResource.ClientMetrics] };
        var response = await client.AskAsync(request, "listConfigResources", cancel);
        return response.ErrorCode == ErrorCode.None && response.ConfigResources.Any(r => r.ResourceName == name);
    }
}
