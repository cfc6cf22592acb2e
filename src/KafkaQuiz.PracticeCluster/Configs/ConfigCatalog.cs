namespace KafkaQuiz.Practice.Configs;

/// <summary>Every topic and broker config of Kafka 4.3.1, from the two tables in this folder.</summary>
internal static class ConfigCatalog
{
    public static IReadOnlyDictionary<string, ConfigDefinition> Topic { get; } = Lines("topic-configs.tsv")
        .Select(f => new ConfigDefinition(f[0], Enum.Parse<ConfigType>(f[1], ignoreCase: true), f[2], f[3].Length > 0 ? f[3] : null, false, false, f[4]))
        .ToDictionary(d => d.Name);

    public static IReadOnlyDictionary<string, ConfigDefinition> Broker { get; } = Lines("broker-configs.tsv")
        .Select(f => new ConfigDefinition(f[0], Enum.Parse<ConfigType>(f[1], ignoreCase: true), f[2] == "null" ? null : f[2], null, f[3] == "true", f[4] == "true", null))
        .ToDictionary(d => d.Name);

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
