using System.Globalization;

namespace KafkaQuiz.Practice.Configs;

/// <summary>The cluster's configs by precedence: topic, broker, cluster default, static, Kafka's default. Only on the loop.</summary>
/// <param name="statics">What the brokers were started with (server.properties).</param>
internal sealed class ClusterConfigs(IReadOnlyDictionary<string, string> statics)
{
    /// <summary>Set for all brokers. Kafka sets min.insync.replicas here when ELR is switched on (KIP-966).</summary>
    public Dictionary<string, string> DynamicDefaults { get; } = new() { ["min.insync.replicas"] = "1" };

    /// <summary>Set for one broker, by broker id.</summary>
    public Dictionary<int, Dictionary<string, string>> DynamicBrokers { get; } = [];

    /// <summary>A broker config's values, the one in force first.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="broker">Null looks at cluster-wide values only.</param>
    public List<ConfigValue> OfBroker(string name, int? broker)
    {
        var values = new List<ConfigValue>();
        if (broker is { } id && DynamicBrokers.TryGetValue(id, out var own) && own.TryGetValue(name, out var value))
            values.Add(new(name, value, ConfigSource.DynamicBroker));
        if (DynamicDefaults.TryGetValue(name, out value))
            values.Add(new(name, value, ConfigSource.DynamicDefaultBroker));
        if (statics.TryGetValue(name, out value))
            values.Add(new(name, value, ConfigSource.StaticBroker));
        if (ConfigCatalog.Broker.TryGetValue(name, out var definition) && definition.Default is { } standard)
            values.Add(new(name, standard, ConfigSource.Default));
        return values;
    }

    /// <summary>A topic config's values, the one in force first.</summary>
    /// <param name="definition">The config.</param>
    /// <param name="overrides">What is set on the topic.</param>
    public List<ConfigValue> OfTopic(ConfigDefinition definition, IReadOnlyDictionary<string, string> overrides)
    {
        var values = new List<ConfigValue>();
        if (overrides.TryGetValue(definition.Name, out var value))
            values.Add(new(definition.Name, value, ConfigSource.DynamicTopic));
        if (definition.BrokerName is { } behind)
            values.AddRange(OfBroker(behind, null));
        if (values.Count == 0 || values[^1].Source != ConfigSource.Default)
            values.Add(new(definition.Name, definition.Default, ConfigSource.Default));
        return values;
    }

    /// <summary>A broker config's number in force, cluster-wide.</summary>
    public long Number(string name) => long.Parse(OfBroker(name, null)[0].Value!, CultureInfo.InvariantCulture);

    /// <summary>A broker config's duration in force, cluster-wide; the config is in milliseconds.</summary>
    public TimeSpan Milliseconds(string name) => TimeSpan.FromMilliseconds(Number(name));

    public bool Flag(string name) => OfBroker(name, null)[0].Value == "true";
}
