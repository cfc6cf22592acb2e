namespace KafkaQuiz.Practice.Configs;

/// <summary>Every config of Kafka 4.3.1, from the tables in this folder (eng/practice-cluster/ConfigCatalog.java writes them).</summary>
internal static class ConfigCatalog
{
    private static readonly Lazy<Dictionary<string, string>> TopicDocs = Docs("topic-configs");
    private static readonly Lazy<Dictionary<string, string>> BrokerDocs = Docs("broker-configs");
    private static readonly Lazy<Dictionary<string, string>> GroupDocs = Docs("group-configs");

    public static IReadOnlyDictionary<string, ConfigDefinition> Topic { get; } = Definitions("topic-configs");

    public static IReadOnlyDictionary<string, ConfigDefinition> Broker { get; } = Definitions("broker-configs");

    public static IReadOnlyDictionary<string, ConfigDefinition> Group { get; } = Definitions("group-configs");

    public static IReadOnlyDictionary<string, ConfigDefinition> ClientMetrics { get; } = Definitions("client-metrics-configs");

    /// <summary>Kafka's own text on a config, English; null when there is none.</summary>
    public static string? Documentation(ConfigResourceType type, string name) => type switch
    {
        ConfigResourceType.Topic => TopicDocs.Value.GetValueOrDefault(name),
        ConfigResourceType.Broker => BrokerDocs.Value.GetValueOrDefault(name),
        ConfigResourceType.Group => GroupDocs.Value.GetValueOrDefault(name),
        _ => null,
    };

    private static Dictionary<string, ConfigDefinition> Definitions(string table) => Lines(table + ".tsv").Select(f => new ConfigDefinition(
        // Throttles are dynamic configs only: a broker is not described with them unless they are set.
        f[0], Enum.Parse<ConfigType>(f[1], ignoreCase: true), f[2] == "null" || f[3] == "quota" ? null : f[2],
        f[3] switch { "per-broker" => ConfigMode.PerBroker, "cluster-wide" or "quota" => ConfigMode.ClusterWide, _ => ConfigMode.Static },
        f[4].Split(';', StringSplitOptions.RemoveEmptyEntries), f[5], f[6] == "i")).ToDictionary(d => d.Name);

    private static Lazy<Dictionary<string, string>> Docs(string table) => new(() => Lines(table + ".docs.tsv").ToDictionary(
        f => f[0], f => f[1].Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)));

    private static IEnumerable<string[]> Lines(string name)
    {
        using var reader = new StreamReader(typeof(ConfigCatalog).Assembly.GetManifestResourceStream(name)!);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                yield return line.Split('\t');
        }
    }
}
