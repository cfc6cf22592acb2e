using System.Globalization;
using KafkaQuiz.Practice.Configs;

namespace KafkaQuiz.Practice.Topics;

/// <summary>A topic's configs in force, parsed once and again when one changes.</summary>
internal sealed class TopicSettings : IEquatable<TopicSettings>
{
    private readonly Dictionary<string, string?> _values;

    /// <param name="configs">For what the topic does not set itself.</param>
    /// <param name="overrides">What is set on the topic.</param>
    /// <param name="broker">Whose configs stand behind them; null for the controller's.</param>
    public TopicSettings(ClusterConfigs configs, IReadOnlyDictionary<string, string> overrides, int? broker)
    {
        _values = ConfigCatalog.Topic.Values.ToDictionary(d => d.Name, d => configs.TopicValue(d, overrides, broker));
        MinInsyncReplicas = (int)Number("min.insync.replicas");
        MaxMessageBytes = (int)Number("max.message.bytes");
        SegmentBytes = Number("segment.bytes");
        SegmentAge = Milliseconds("segment.ms");
        RetentionMs = Number("retention.ms");
        RetentionBytes = Number("retention.bytes");
        var policy = _values["cleanup.policy"] ?? "";
        IsCompacted = policy.Contains("compact", StringComparison.Ordinal);
        IsDeleted = policy.Contains("delete", StringComparison.Ordinal);
        IsLogAppendTime = _values["message.timestamp.type"] == "LogAppendTime";
        AllowsUncleanElection = _values["unclean.leader.election.enable"] == "true";
    }

    public int MinInsyncReplicas { get; }

    public int MaxMessageBytes { get; }

    public long SegmentBytes { get; }

    public TimeSpan SegmentAge { get; }

    /// <summary>-1 for no limit.</summary>
    public long RetentionMs { get; }

    /// <summary>Of each partition; -1 for no limit.</summary>
    public long RetentionBytes { get; }

    public bool IsCompacted { get; }

    public bool IsDeleted { get; }

    public bool IsLogAppendTime { get; }

    public bool AllowsUncleanElection { get; }

    public bool Equals(TopicSettings? other) => other is not null && _values.All(v => other._values[v.Key] == v.Value);

    public override bool Equals(object? obj) => Equals(obj as TopicSettings);

    public override int GetHashCode() => _values.Count;

    public string? this[string name] => _values[name];

    public long Number(string name) => long.Parse(_values[name]!, CultureInfo.InvariantCulture);

    /// <summary>A config in milliseconds, cut at what a TimeSpan can hold.</summary>
    public TimeSpan Milliseconds(string name) => TimeSpan.FromMilliseconds(Math.Min(Number(name), 100L * 365 * 24 * 3600 * 1000));
}
