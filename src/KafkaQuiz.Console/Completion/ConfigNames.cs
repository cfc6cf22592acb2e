using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Completing;

/// <summary>Config names by entity type, as kafka-configs' usage text lists them; values of those that are chosen from a few.</summary>
internal static class ConfigNames
{
    private static readonly Lazy<Dictionary<string, List<string>>> ByType = new(Read);

    private static readonly Dictionary<string, string[]> Values = new(StringComparer.Ordinal)
    {
        ["cleanup.policy"] = ["delete", "compact", "compact,delete"],
        ["log.cleanup.policy"] = ["delete", "compact"],
        ["compression.type"] = ["producer", "uncompressed", "gzip", "snappy", "lz4", "zstd"],
        ["message.timestamp.type"] = ["CreateTime", "LogAppendTime"],
        ["unclean.leader.election.enable"] = ["true", "false"],
        ["preallocate"] = ["true", "false"],
        ["min.insync.replicas"] = ["1", "2"],
    };

    /// <param name="entityType">topics, brokers, users, clients, groups.</param>
    public static IReadOnlyList<string> Of(string entityType) => ByType.Value.GetValueOrDefault(entityType, []);

    public static IReadOnlyList<string> ValuesOf(string config) => Values.GetValueOrDefault(config, []);

    private static Dictionary<string, List<string>> Read()
    {
        var found = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string>? current = null;
        foreach (var line in Usage.Resource("kafka-configs").Split('\n'))
        {
            var text = line.Trim();
            if (text.StartsWith("For entity-type '", StringComparison.Ordinal))
                found[text.Split('\'')[1]] = current = [];
            else if (line.Contains('\t', StringComparison.Ordinal))
                current?.Add(text);
            else if (current is { Count: > 0 } && current[^1].EndsWith('.'))
                current[^1] += text;
            else
                current = null;
        }
        return found;
    }
}
