using System.Globalization;

namespace KafkaQuiz.Practice.Configs;

/// <summary>The cluster's configs by precedence: topic, broker, cluster default, static, Kafka's default. Only on the loop.</summary>
internal sealed class ClusterConfigs(ClusterState cluster)
{
    /// <summary>Set for all brokers. Kafka sets min.insync.replicas here when ELR is switched on (KIP-966).</summary>
    public Dictionary<string, string> DynamicDefaults { get; } = new() { ["min.insync.replicas"] = "1" };

    /// <summary>Set for one broker, by broker id.</summary>
    public Dictionary<int, Dictionary<string, string>> DynamicBrokers { get; } = [];

    /// <summary>A broker config's values, the one in force first.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="broker">Node id, a controller's too; null looks at what is cluster-wide, with the active controller's static configs.</param>
    public List<ConfigValue> OfBroker(string name, int? broker) => Values(name, broker, broker ?? cluster.Quorum.LeaderId);

    /// <summary>A topic config's values, the one in force first.</summary>
    /// <param name="definition">The config.</param>
    /// <param name="overrides">What is set on the topic.</param>
    /// <param name="broker">Whose configs stand behind the topic's: Kafka's brokers each go by their own. Null takes what is cluster-wide
    /// and the first broker's static ones.</param>
    public List<ConfigValue> OfTopic(ConfigDefinition definition, IReadOnlyDictionary<string, string> overrides, int? broker = null)
    {
        var values = new List<ConfigValue>();
        if (overrides.TryGetValue(definition.Name, out var value))
            values.Add(new(definition.Name, value, ConfigSource.DynamicTopic));
        if (definition.BrokerName is { } behind)
            values.AddRange(Values(behind, broker, broker ?? cluster.Brokers.Keys.FirstOrDefault(-1)));
        if (values.Count == 0 || values[^1].Source != ConfigSource.Default)
            values.Add(new(definition.Name, definition.Default, ConfigSource.Default));
        return values;
    }

    /// <summary>A broker config's number in force, cluster-wide.</summary>
    public long Number(string name) => long.Parse(OfBroker(name, null)[0].Value!, CultureInfo.InvariantCulture);

    /// <summary>A broker config's duration in force, cluster-wide; the config is in milliseconds.</summary>
    public TimeSpan Milliseconds(string name) => TimeSpan.FromMilliseconds(Number(name));

    public bool Flag(string name) => OfBroker(name, null)[0].Value == "true";

    private List<ConfigValue> Values(string name, int? broker, int node)
    {
        var values = new List<ConfigValue>();
        if (broker is { } id && DynamicBrokers.TryGetValue(id, out var own) && own.TryGetValue(name, out var value))
            values.Add(new(name, value, ConfigSource.DynamicBroker));
        if (DynamicDefaults.TryGetValue(name, out value))
            values.Add(new(name, value, ConfigSource.DynamicDefaultBroker));
        if (Static(name, node) is { } set)
            values.Add(new(name, set, ConfigSource.StaticBroker));
        if (ConfigCatalog.Broker.TryGetValue(name, out var definition) && definition.Default is { } standard)
            values.Add(new(name, standard, ConfigSource.Default));
        return values;
    }

    /// <summary>What a node was started with; the first node's when there is no such, as while no controller is active.</summary>
    private string? Static(string name, int node) =>
        cluster.Nodes.TryGetValue(node, out var found) ? found.Config[name] : cluster.Nodes.Values.FirstOrDefault()?.Config[name];
}
