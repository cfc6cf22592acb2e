using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>The configs that checks ask for, no others: a broker has more than three hundred.</summary>
internal static class ConfigReader
{
    private const sbyte TopicResource = 2;
    private const sbyte BrokerResource = 4;

    /// <summary>Configs of topics, and the dynamic default of the cluster: any broker tells them.</summary>
    public static async Task<(Dictionary<string, Reading<ConfigsSeen>> Topics, Reading<ConfigsSeen>? ClusterDefault)> ReadAsync(Collection look)
    {
        var needs = look.Needs;
        var resources = needs.Configs.Take(EvidenceLimits.Names).Select(topic => Resource(TopicResource, topic.Key, topic.Value)).ToList();
        if (needs.DefaultConfigs.Count > 0) resources.Add(Resource(BrokerResource, "", needs.DefaultConfigs));
        if (resources.Count == 0) return ([], null);
        DescribeConfigsResponse answer;
        HostPort broker;
        try
        {
            (answer, broker) = await look.Links.AskAnyAsync(new DescribeConfigsRequest { Resources = resources, IncludeSynonyms = true }, look.Cancel);
        }
        catch (NotGradableException fault)
        {
            var unread = new Reading<ConfigsSeen>(look.Source(ApiKey.DescribeConfigs), null, fault.Fault);
            return (needs.Configs.Keys.ToDictionary(name => name, _ => unread, StringComparer.Ordinal), needs.DefaultConfigs.Count > 0 ? unread : null);
        }
        var source = look.Source(ApiKey.DescribeConfigs, broker);
        var topics = needs.Configs.ToDictionary(
            topic => topic.Key, topic => Reading(look, answer.Results.FirstOrDefault(r => r.ResourceType == TopicResource && r.ResourceName == topic.Key), topic.Value, topic.Key, source), StringComparer.Ordinal);
        var fallback = needs.DefaultConfigs.Count == 0 ? null
            : Reading(look, answer.Results.FirstOrDefault(r => r.ResourceType == BrokerResource), needs.DefaultConfigs, "cluster default", source);
        return (topics, fallback);
    }

    /// <summary>
    /// Configs of one broker, which only that broker tells. One that cannot be reached at the address that it advertises may still be the one that answers
    /// at the address that the learner named.
    /// </summary>
    public static Task<Reading<ConfigsSeen>> OfBrokerAsync(Collection look, int id, HostPort address, IReadOnlyCollection<string> keys) => look.ReadAsync(ApiKey.DescribeConfigs, address, async () =>
    {
        var request = new DescribeConfigsRequest { Resources = [Resource(BrokerResource, $"{id}", keys)], IncludeSynonyms = true };
        DescribeConfigsResponse answer;
        try
        {
            answer = await look.Links.To(address).AskAsync(request, look.Cancel);
        }
        catch (NotGradableException fault)
        {
            answer = await AtNamedAsync(look, request) ?? throw new NotGradableException(fault.Fault);
        }
        var result = answer.Results.FirstOrDefault() ?? throw new NotGradableException(new NotGradable(NotGradableCause.NotKafka, address.ToString()));
        look.Require(result.ErrorCode, $"broker {id}");
        return Seen(result, keys);
    });

    private static async Task<DescribeConfigsResponse?> AtNamedAsync(Collection look, DescribeConfigsRequest request)
    {
        foreach (var link in look.Links.Bootstrap())
        {
            try
            {
                // Another broker than the one that is asked about answers INVALID_REQUEST.
                if (await link.AskAsync(request, look.Cancel) is { Results: [{ ErrorCode: ErrorCode.None }] } answer) return answer;
            }
            catch (NotGradableException)
            {
                // Nor that one.
            }
        }
        return null;
    }

    private static Reading<ConfigsSeen> Reading(Collection look, DescribeConfigsResponse.DescribeConfigsResult? result, IReadOnlyCollection<string> keys, string about, Source source) => result switch
    {
        null => new Reading<ConfigsSeen>(source, null, new NotGradable(NotGradableCause.NotKafka, source.Broker)),
        { ErrorCode: ErrorCode.UnknownTopicOrPartition } => new Reading<ConfigsSeen>(source, null),
        { ErrorCode: not ErrorCode.None } => new Reading<ConfigsSeen>(source, null, look.Fault(result.ErrorCode, about)),
        _ => new Reading<ConfigsSeen>(source, Seen(result, keys)),
    };

    private static ConfigsSeen Seen(DescribeConfigsResponse.DescribeConfigsResult result, IReadOnlyCollection<string> keys)
    {
        var entries = result.Configs.Where(config => keys.Contains(config.Name)).DistinctBy(config => config.Name).ToDictionary(
            config => config.Name,
            config => new ConfigSeen(config.IsSensitive ? null : config.Value, config.ConfigSource)
            {
                Levels = [.. config.Synonyms.Take(EvidenceLimits.Brokers).Select(synonym => new ConfigLevel(synonym.Source, config.IsSensitive ? null : synonym.Value))],
            },
            StringComparer.Ordinal);
        var absent = keys.Where(key => !entries.ContainsKey(key)).ToList();
        return new ConfigsSeen(entries) { Absent = absent.Count > 0 ? absent : null };
    }

    private static DescribeConfigsRequest.DescribeConfigsResource Resource(sbyte type, string name, IEnumerable<string> keys) =>
        new() { ResourceType = type, ResourceName = name, ConfigurationKeys = [.. keys] };
}
