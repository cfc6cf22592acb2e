using System.Globalization;

namespace KafkaQuiz.Practice.Configs;

/// <summary>
/// The cluster's configs and their precedence: topic or group, broker, cluster-wide default, static, Kafka's default
/// (DynamicBrokerConfig.java). Changed by <see cref="ConfigChange"/>. Only on the loop.
/// </summary>
internal sealed class ClusterConfigs(ClusterState cluster)
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>Set for all brokers.</summary>
    public Dictionary<string, string> DynamicDefaults { get; } = [];

    /// <summary>Set for one broker, by broker id.</summary>
    public Dictionary<int, Dictionary<string, string>> DynamicBrokers { get; } = [];

    /// <summary>Set for a group, by group id; the group need not exist (KIP-848).</summary>
    public SortedDictionary<string, Dictionary<string, string>> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>Client metrics subscriptions by name (KIP-714).</summary>
    public SortedDictionary<string, Dictionary<string, string>> ClientMetrics { get; } = new(StringComparer.Ordinal);

    /// <summary>The machine's, for what hangs from the configs.</summary>
    public Loop.ChangeCounter Changes => cluster.Machine.Changes;

    public BrokerLoggers Loggers { get; } = new();

    /// <summary>
    /// Eligible leader replicas need one minimum for the whole cluster: the active controller sets what is in force for it as the cluster-wide
    /// default, and takes brokers' own away (KIP-966, ConfigurationControlManager.maybeGenerateElrSafetyRecords).
    /// </summary>
    public void SettleMinIsr()
    {
        if (!DynamicDefaults.TryAdd("min.insync.replicas", BrokerValue("min.insync.replicas", cluster.Quorum.LeaderId)!))
            return;
        foreach (var own in DynamicBrokers.Values)
            own.Remove("min.insync.replicas");
    }

    /// <summary>Takes over what is set in another cluster's state.</summary>
    public void CopyFrom(ClusterConfigs other)
    {
        Copy(other.DynamicDefaults, DynamicDefaults);
        Copy(other.DynamicBrokers, DynamicBrokers);
        Copy(other.Groups, Groups);
        Copy(other.ClientMetrics, ClientMetrics);
    }

    /// <summary>A broker config's values under all of its names, the one in force first: its synonyms in Kafka's terms.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="broker">Node id, a controller's too; null looks at what is cluster-wide, with the active controller's static configs.</param>
    public List<ConfigValue> OfBroker(string name, int? broker)
    {
        var names = BrokerNames(name);
        // As Kafka does: what comes before the first value under the name itself is not told.
        return [.. Layers(broker, null, Nothing).SelectMany(l => names.Select(n => new ConfigValue(n, l.Value(n)!, l.Source)).Where(v => v.Value is not null)).SkipWhile(v => v.Name != name)];
    }

    /// <summary>A broker config's value in force; null when it has none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="broker">Null looks at cluster-wide values only.</param>
    public string? BrokerValue(string name, int? broker) => InForce(name, Layers(broker, null, Nothing));

    /// <summary>A broker config's value as it would be with other dynamic configs.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="broker">The broker.</param>
    /// <param name="forAll">The configs take the place of the cluster-wide default, else of the broker's own.</param>
    /// <param name="configs">The dynamic configs.</param>
    public string? BrokerValue(string name, int broker, bool forAll, IReadOnlyDictionary<string, string> configs) => InForce(name, Layers(broker, forAll, configs));

    /// <summary>A topic config's values, the one in force first. The value shown is not always the first: see <see cref="TopicValue"/>.</summary>
    /// <param name="definition">The config.</param>
    /// <param name="overrides">What is set on the topic.</param>
    /// <param name="broker">Whose configs stand behind the topic's: each broker goes by its own. Null looks at cluster-wide values only.</param>
    public List<ConfigValue> OfTopic(ConfigDefinition definition, IReadOnlyDictionary<string, string> overrides, int? broker = null)
    {
        var values = definition.BrokerNames is [var first, ..] ? OfBroker(first, broker) : [];
        if (overrides.TryGetValue(definition.Name, out var value))
            values.Insert(0, new(definition.Name, ConfigText.Canonical(definition.Type, value), ConfigSource.DynamicTopic));
        return values;
    }

    /// <summary>A topic config's value in force, in the topic config's unit.</summary>
    public string? TopicValue(ConfigDefinition definition, IReadOnlyDictionary<string, string> overrides, int? broker = null)
    {
        if (overrides.TryGetValue(definition.Name, out var own))
            return ConfigText.Canonical(definition.Type, own);
        foreach (var layer in Layers(broker, null, Nothing))
        {
            foreach (var name in definition.BrokerNames)
            {
                if (layer.Value(name) is { } value)
                    return Converted(name, ConfigText.Canonical(definition.Type, value));
            }
        }
        return definition.Default;
    }

    /// <summary>A group config's values, the one in force first.</summary>
    public List<ConfigValue> OfGroup(ConfigDefinition definition, string group)
    {
        var values = definition.BrokerNames is [var behind] ? OfBroker(behind, null) : [new(definition.Name, definition.Default, ConfigSource.Default)];
        if (Groups.TryGetValue(group, out var own) && own.TryGetValue(definition.Name, out var value))
            values.Insert(0, new(definition.Name, ConfigText.Canonical(definition.Type, value), ConfigSource.Group));
        return values;
    }

    /// <summary>A group config's number in force, such as consumer.session.timeout.ms: the group's own or the brokers'.</summary>
    public long GroupNumber(string name, string group) => Integer(GroupValue(ConfigCatalog.Group[name], Groups.GetValueOrDefault(group) ?? Nothing));

    /// <summary>A group config's value in force.</summary>
    /// <param name="definition">The config.</param>
    /// <param name="configs">What is set on the group.</param>
    public string GroupValue(ConfigDefinition definition, IReadOnlyDictionary<string, string> configs) =>
        configs.TryGetValue(definition.Name, out var own) ? ConfigText.Canonical(definition.Type, own)
        : definition.BrokerNames is [var behind] ? BrokerValue(behind, null)! : definition.Default!;

    /// <summary>A broker config's number in force, cluster-wide.</summary>
    public long Number(string name) => Integer(BrokerValue(name, null)!);

    /// <summary>A broker config's duration in force, cluster-wide; the config is in milliseconds.</summary>
    public TimeSpan Milliseconds(string name) => TimeSpan.FromMilliseconds(Number(name));

    public bool Flag(string name) => BrokerValue(name, null) is { } value && ConfigText.Canonical(ConfigType.Boolean, value) == "true";

    /// <summary>What is set on a resource itself; null for a topic, which keeps its own.</summary>
    public Dictionary<string, string>? Set(ConfigResourceType type, string name) => type switch
    {
        ConfigResourceType.Broker when name.Length == 0 => DynamicDefaults,
        ConfigResourceType.Broker => DynamicBrokers.GetValueOrDefault(int.Parse(name, CultureInfo.InvariantCulture)) ?? [],
        ConfigResourceType.Group => Groups.GetValueOrDefault(name) ?? [],
        ConfigResourceType.ClientMetrics => ClientMetrics.GetValueOrDefault(name) ?? [],
        _ => null,
    };

    /// <summary>Every name that is set for a broker, statically or dynamically.</summary>
    public IEnumerable<string> SetNames(int broker) => (cluster.Nodes.TryGetValue(broker, out var node) ? node.Config.Names : []).Union(DynamicDefaults.Keys).Union(DynamicBrokers.GetValueOrDefault(broker, Nothing).Keys);

    private static IReadOnlyList<string> BrokerNames(string name) => ConfigCatalog.Broker.TryGetValue(name, out var definition) ? definition.BrokerNames
        : BrokerConfigRule.WithoutListener(name) is var config && config != name ? [name, config] : [name];

    private static string? InForce(string name, IEnumerable<Layer> layers)
    {
        var names = BrokerNames(name);
        // A name that is set dynamically takes its synonyms of the lower layers away.
        return layers.FirstOrDefault(l => l.Source == ConfigSource.Default || names.Any(n => l.Value(n) is not null))?.Value(name) ?? Default(name);
    }

    private IEnumerable<Layer> Layers(int? broker, bool? replaced, IReadOnlyDictionary<string, string> configs)
    {
        if (replaced == false)
            yield return new(ConfigSource.DynamicBroker, n => configs.GetValueOrDefault(n));
        else if (broker is { } id && DynamicBrokers.TryGetValue(id, out var own))
            yield return new(ConfigSource.DynamicBroker, n => own.GetValueOrDefault(n));
        yield return new(ConfigSource.DynamicDefaultBroker, n => replaced == true ? configs.GetValueOrDefault(n) : DynamicDefaults.GetValueOrDefault(n));
        yield return new(ConfigSource.StaticBroker, n => Static(n, broker ?? cluster.Quorum.LeaderId));
        yield return new(ConfigSource.Default, Default);
    }

    /// <summary>What a node was started with; the first node's when there is no such, as while no controller is active.</summary>
    private string? Static(string name, int node) =>
        cluster.Nodes.TryGetValue(node, out var found) ? found.Config[name] : cluster.Nodes.Values.FirstOrDefault()?.Config[name];

    private static string? Default(string name) => ConfigCatalog.Broker.TryGetValue(name, out var definition) && !definition.IsInternal ? definition.Default : null;

    /// <summary>Hours and minutes of a broker config in a topic config's milliseconds; any negative retention is none (AbstractKafkaConfig).</summary>
    private static string Converted(string name, string value) =>
        name.StartsWith("log.retention.", StringComparison.Ordinal) && value[0] == '-' ? "-1"
        : name.EndsWith(".hours", StringComparison.Ordinal) ? (Integer(value) * 3_600_000).ToString(CultureInfo.InvariantCulture)
        : name.EndsWith(".minutes", StringComparison.Ordinal) ? (Integer(value) * 60_000).ToString(CultureInfo.InvariantCulture)
        : value;

    private static void Copy<TKey>(IDictionary<TKey, Dictionary<string, string>> from, IDictionary<TKey, Dictionary<string, string>> to)
    {
        foreach (var (key, configs) in from)
            to[key] = new(configs);
    }

    private static void Copy(Dictionary<string, string> from, Dictionary<string, string> to)
    {
        to.Clear();
        foreach (var (name, value) in from)
            to[name] = value;
    }

    private static long Integer(string value) => long.Parse(value, CultureInfo.InvariantCulture);

    private sealed record Layer(ConfigSource Source, Func<string, string?> Value);
}
