using System.Globalization;
using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Protocol;

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
        SegmentBytes = _values["internal.segment.bytes"] is null ? Number("segment.bytes") : Number("internal.segment.bytes");
        RetentionMs = Number("retention.ms");
        RetentionBytes = Number("retention.bytes");
        var policy = _values["cleanup.policy"] ?? "";
        IsCompacted = policy.Contains("compact", StringComparison.Ordinal);
        IsDeleted = policy.Contains("delete", StringComparison.Ordinal);
        MaxCompactionLagMs = Number("max.compaction.lag.ms");
        MinCompactionLagMs = Number("min.compaction.lag.ms");
        SegmentMs = IsCompacted ? Math.Min(Number("segment.ms"), MaxCompactionLagMs) : Number("segment.ms");
        MinCleanableRatio = double.Parse(_values["min.cleanable.dirty.ratio"]!, CultureInfo.InvariantCulture);
        DeleteRetentionMs = Number("delete.retention.ms");
        IsLogAppendTime = _values["message.timestamp.type"] == "LogAppendTime";
        TimestampBeforeMaxMs = Number("message.timestamp.before.max.ms");
        TimestampAfterMaxMs = Number("message.timestamp.after.max.ms");
        Compression = _values["compression.type"] switch
        {
            "producer" => null,
            "uncompressed" => CompressionType.None,
            var codec => Enum.Parse<CompressionType>(codec!, ignoreCase: true),
        };
        AllowsUncleanElection = _values["unclean.leader.election.enable"] == "true";
    }

    public int MinInsyncReplicas { get; }

    public int MaxMessageBytes { get; }

    public long SegmentBytes { get; }

    /// <summary>`segment.ms`, or `max.compaction.lag.ms` where that comes first.</summary>
    public long SegmentMs { get; }

    /// <summary>-1 for no limit.</summary>
    public long RetentionMs { get; }

    /// <summary>Of each partition; -1 for no limit.</summary>
    public long RetentionBytes { get; }

    public bool IsCompacted { get; }

    public bool IsDeleted { get; }

    public long MinCompactionLagMs { get; }

    public long MaxCompactionLagMs { get; }

    public double MinCleanableRatio { get; }

    public long DeleteRetentionMs { get; }

    public bool IsLogAppendTime { get; }

    public long TimestampBeforeMaxMs { get; }

    public long TimestampAfterMaxMs { get; }

    /// <summary>The codec that batches are stored in; null for that of their producer.</summary>
    public CompressionType? Compression { get; }

    public bool AllowsUncleanElection { get; }

    public bool Equals(TopicSettings? other) => other is not null && _values.All(v => other._values[v.Key] == v.Value);

    public override bool Equals(object? obj) => Equals(obj as TopicSettings);

    public override int GetHashCode() => _values.Count;

    public string? this[string name] => _values[name];

    public long Number(string name) => long.Parse(_values[name]!, CultureInfo.InvariantCulture);
}
