using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Configs;

/// <summary><c>--alter</c> of topics, brokers, groups, client metrics.</summary>
internal static class AlterConfigs
{
    public static async Task RunAsync(ClusterClient client, ConfigsOptions options, Dictionary<string, string> added, List<string> deleted, CancellationToken cancel)
    {
        var resource = Resource(options.EntityTypes[0], options.EntityNames[0]);
        if (resource.Type == ConfigResource.BrokerLogger)
        {
            var result = (await ConfigCalls.DescribeAsync(client, [resource], false, cancel))[resource];
            var loggers = result.Entries().Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
            var unknown = deleted.Concat(added.Keys).Where(n => !loggers.Contains(n)).ToList();
            if (unknown.Count > 0)
                throw JavaException.Kafka("InvalidConfigurationException", "Invalid broker logger(s): " + string.Join(",", unknown));
        }
        var changes = added.Select(a => (a.Key, (string?)a.Value)).Concat(deleted.Select(d => (d, (string?)null)));
        await ConfigCalls.AlterAsync(client, resource, changes, cancel, emptyDeletes: true);
    }

    public static ConfigResource Resource(string type, string name) => new(
        type switch
        {
            ConfigsOptions.Topics => ConfigResource.Topic,
            ConfigsOptions.Brokers => ConfigResource.Broker,
            ConfigsOptions.BrokerLoggers => ConfigResource.BrokerLogger,
            ConfigsOptions.ClientMetrics => ConfigResource.ClientMetrics,
            _ => ConfigResource.Group,
        },
        name);
}
