namespace KafkaQuiz.Practice.Configs;

/// <summary>What a topic's configs may be (LogConfig.validate). Messages are Kafka's own; each fault is an INVALID_CONFIG.</summary>
internal static class TopicConfigRule
{
    /// <param name="cluster">For what the topic does not set itself.</param>
    /// <param name="configs">All that would be set on the topic.</param>
    /// <returns>Null when they may be, else Kafka's message.</returns>
    public static string? Fault(ClusterConfigs cluster, IReadOnlyDictionary<string, string> configs)
    {
        foreach (var name in configs.Keys)
        {
            if (!ConfigCatalog.Topic.ContainsKey(name))
                return $"Unknown topic config name: {name}";
        }
        foreach (var definition in ConfigCatalog.Topic.Values)
        {
            if (configs.TryGetValue(definition.Name, out var value) && ConfigRule.Fault(definition, value) is { } fault)
                return fault;
        }
        var (least, most) = (Number("min.compaction.lag.ms"), Number("max.compaction.lag.ms"));
        if (least > most)
            return $"conflict topic config setting min.compaction.lag.ms ({least}) > max.compaction.lag.ms ({most})";
        return configs.TryGetValue("remote.storage.enable", out var remote) && ConfigText.Canonical(ConfigType.Boolean, remote) == "true"
            ? "Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage." : null;

        long Number(string name) => long.Parse(cluster.TopicValue(ConfigCatalog.Topic[name], configs)!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
