using System.Globalization;

namespace KafkaQuiz.Practice.Configs;

/// <summary>What a topic config may be set to (LogConfig.java). Messages are Kafka's own.</summary>
internal static class TopicConfigRule
{
    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["compression.type"] = ["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"],
        ["message.timestamp.type"] = ["CreateTime", "LogAppendTime"],
        ["cleanup.policy"] = ["compact", "delete"],
    };

    private static readonly Dictionary<string, double> Least = new()
    {
        ["segment.bytes"] = 1024 * 1024,
        ["segment.ms"] = 1,
        ["segment.jitter.ms"] = 0,
        ["segment.index.bytes"] = 4,
        ["flush.messages"] = 1,
        ["flush.ms"] = 0,
        ["retention.ms"] = -1,
        ["max.message.bytes"] = 0,
        ["index.interval.bytes"] = 0,
        ["delete.retention.ms"] = 0,
        ["min.compaction.lag.ms"] = 0,
        ["max.compaction.lag.ms"] = 1,
        ["file.delete.delay.ms"] = 0,
        ["min.cleanable.dirty.ratio"] = 0,
        ["min.insync.replicas"] = 1,
        ["message.timestamp.before.max.ms"] = 0,
        ["message.timestamp.after.max.ms"] = 0,
        ["local.retention.ms"] = -2,
        ["local.retention.bytes"] = -2,
    };

    /// <summary>Null when the value may be set, else Kafka's message.</summary>
    public static string? Fault(string name, string value)
    {
        if (!ConfigCatalog.Topic.TryGetValue(name, out var definition))
            return $"Unknown topic config name: {name}";
        var isNumber = definition.Type is ConfigType.Int or ConfigType.Long or ConfigType.Short or ConfigType.Double;
        if (isNumber)
            return NumberFault(definition, value.Trim());
        if (definition.Type == ConfigType.Boolean && !bool.TryParse(value, out _))
            return $"Invalid value {value} for configuration {name}: Expected value to be either true or false";
        if (!Words.TryGetValue(name, out var words))
            return null;
        var given = definition.Type == ConfigType.List ? value.Split(',', StringSplitOptions.TrimEntries) : [value];
        return given.FirstOrDefault(g => !words.Contains(g)) is not { } wrong ? null
            : definition.Type == ConfigType.List ? $"Invalid value {wrong} for configuration {name}: String must be one of: {string.Join(", ", words)}"
            : $"Invalid value {wrong} for configuration {name}: String must be one of: {string.Join(", ", words)}";
    }

    private static string? NumberFault(ConfigDefinition definition, string value)
    {
        var fits = definition.Type switch
        {
            ConfigType.Int => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            ConfigType.Short => short.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            ConfigType.Long => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            _ => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        };
        if (!fits)
            return $"Invalid value {value} for configuration {definition.Name}: Not a number of type {definition.Type.ToString().ToUpperInvariant()}";
        if (Least.TryGetValue(definition.Name, out var least) && double.Parse(value, CultureInfo.InvariantCulture) < least)
            return $"Invalid value {value} for configuration {definition.Name}: Value must be at least {least.ToString(CultureInfo.InvariantCulture)}";
        return definition.Name == "min.cleanable.dirty.ratio" && double.Parse(value, CultureInfo.InvariantCulture) > 1
            ? $"Invalid value {value} for configuration {definition.Name}: Value must be no more than 1" : null;
    }
}
