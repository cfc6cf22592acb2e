using System.Globalization;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Cluster;

/// <summary>DescribeConfigs and IncrementalAlterConfigs. A broker's own configs are asked of that broker, all else of any.</summary>
internal static class ConfigCalls
{
    /// <summary>ConfigSource DEFAULT_CONFIG.</summary>
    public const sbyte DefaultSource = 5;

    private static readonly Dictionary<sbyte, string> SourceNames = new()
    {
        [1] = "DYNAMIC_TOPIC_CONFIG",
        [2] = "DYNAMIC_BROKER_CONFIG",
        [3] = "DYNAMIC_DEFAULT_BROKER_CONFIG",
        [4] = "STATIC_BROKER_CONFIG",
        [5] = "DEFAULT_CONFIG",
        [6] = "DYNAMIC_BROKER_LOGGER_CONFIG",
        [7] = "DYNAMIC_CLIENT_METRICS_CONFIG",
        [8] = "DYNAMIC_GROUP_CONFIG",
    };

    /// <summary>ConfigSource as Java's enum names it.</summary>
    public static string SourceName(sbyte source) => SourceNames.GetValueOrDefault(source, "UNKNOWN");

    public static async Task<Dictionary<ConfigResource, DescribeConfigsResponse.DescribeConfigsResult>> DescribeAsync(
        ClusterClient client, IReadOnlyList<ConfigResource> resources, bool synonyms, CancellationToken cancel)
    {
        var results = new Dictionary<ConfigResource, DescribeConfigsResponse.DescribeConfigsResult>();
        foreach (var group in resources.GroupBy(Node))
        {
            var request = new DescribeConfigsRequest
            {
                IncludeSynonyms = synonyms,
                Resources = [.. group.Select(r => new DescribeConfigsRequest.DescribeConfigsResource { ResourceType = r.Type, ResourceName = r.Name, ConfigurationKeys = null })],
            };
            var response = group.Key is { } node ? await AskNodeAsync(client, node, request, "describeConfigs", cancel) : await client.AskAsync(request, "describeConfigs", cancel);
            foreach (var result in response.Results)
                results[new ConfigResource(result.ResourceType, result.ResourceName)] = result;
        }
        return results;
    }

    /// <summary>The entries, or the resource's error as ExecutionException.</summary>
    public static IReadOnlyList<DescribeConfigsResponse.DescribeConfigsResourceResult> Entries(this DescribeConfigsResponse.DescribeConfigsResult result) =>
        result.ErrorCode == ErrorCode.None ? result.Configs : throw JavaException.Execution(KafkaErrors.Exception(result.ErrorCode, result.ErrorMessage));

    /// <summary>Sets (value) and deletes (null) configs.</summary>
    /// <exception cref="JavaException">ExecutionException of the first resource that has an error.</exception>
    public static async Task AlterAsync(ClusterClient client, ConfigResource resource, IEnumerable<(string Name, string? Value)> changes, CancellationToken cancel, bool emptyDeletes = false)
    {
        var request = new IncrementalAlterConfigsRequest
        {
            Resources =
            [
                new()
                {
                    ResourceType = resource.Type,
                    ResourceName = resource.Name,
                    Configs = [.. changes.Select(c => new IncrementalAlterConfigsRequest.AlterableConfig { Name = c.Name, ConfigOperation = c.Value is null ? (sbyte)1 : (sbyte)0, Value = c.Value ?? (emptyDeletes ? "" : null) })],
                },
            ],
        };
        var response = Node(resource) is { } node ? await AskNodeAsync(client, node, request, "incrementalAlterConfigs", cancel) : await client.AskAsync(request, "incrementalAlterConfigs", cancel);
        foreach (var result in response.Responses)
        {
            if (result.ErrorCode != ErrorCode.None)
                throw JavaException.Execution(KafkaErrors.Exception(result.ErrorCode, result.ErrorMessage));
        }
    }

    private static int? Node(ConfigResource resource) => resource.Type is ConfigResource.Broker or ConfigResource.BrokerLogger && resource.Name.Length > 0
        ? int.Parse(resource.Name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : null;

    private static async Task<TResponse> AskNodeAsync<TResponse>(ClusterClient client, int node, IRequest<TResponse> request, string call, CancellationToken cancel)
        where TResponse : class, IResponse
    {
        if (!client.Nodes.ContainsKey(node))
            await client.DescribeClusterAsync(cancel);
        return await client.AskAsync(node, request, call, cancel);
    }
}
