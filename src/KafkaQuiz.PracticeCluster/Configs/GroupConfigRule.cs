using System.Globalization;

namespace KafkaQuiz.Practice.Configs;

/// <summary>What a group's configs may be (GroupConfig.validate): within the brokers' bounds. Each fault is an INVALID_CONFIG with Kafka's own message.</summary>
internal static class GroupConfigRule
{
    /// <param name="cluster">For the bounds and for what the group does not set itself.</param>
    /// <param name="configs">All that would be set on the group.</param>
    /// <returns>Null when they may be, else Kafka's message.</returns>
    public static string? Fault(ClusterConfigs cluster, IReadOnlyDictionary<string, string> configs)
    {
        if (configs.Keys.FirstOrDefault(n => !ConfigCatalog.Group.ContainsKey(n)) is { } unknown)
            return $"Unknown group config name: {unknown}";
        foreach (var (name, value) in configs)
        {
            if (ConfigRule.Fault(ConfigCatalog.Group[name], value) is { } fault)
                return fault;
        }
        return configs.Keys.Where(n => ConfigCatalog.Group[n].Type == ConfigType.Int).Select(n => BoundsFault(cluster, n, Number(configs[n]))).FirstOrDefault(f => f is not null)
            ?? new[] { "consumer", "share", "streams" }.Select(kind => SessionFault(cluster, configs, kind)).FirstOrDefault(f => f is not null);
    }

    /// <summary>"consumer.session.timeout.ms" lies between group.consumer.min.session.timeout.ms and group.consumer.max.session.timeout.ms.</summary>
    private static string? BoundsFault(ClusterConfigs cluster, string name, long value)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var rest = name[(dot + 1)..].Replace("num.", "", StringComparison.Ordinal);
        var (min, max) = ($"group.{name[..dot]}.min.{rest}", $"group.{name[..dot]}.max.{rest}");
        return ConfigCatalog.Broker.ContainsKey(min) && value < cluster.Number(min) ? $"{name} must be greater than or equal to {min}"
            : ConfigCatalog.Broker.ContainsKey(max) && value > cluster.Number(max) ? $"{name} must be less than or equal to {max}" : null;
    }

    private static string? SessionFault(ClusterConfigs cluster, IReadOnlyDictionary<string, string> configs, string kind)
    {
        var (session, heartbeat) = ($"{kind}.session.timeout.ms", $"{kind}.heartbeat.interval.ms");
        return Number(cluster.GroupValue(ConfigCatalog.Group[session], configs)) > Number(cluster.GroupValue(ConfigCatalog.Group[heartbeat], configs)) ? null
            : $"{session} must be greater than {heartbeat}";
    }

    private static long Number(string value) => long.Parse(value, CultureInfo.InvariantCulture);
}
