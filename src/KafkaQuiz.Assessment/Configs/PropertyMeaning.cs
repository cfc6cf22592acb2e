using System.Collections.Frozen;
using System.Globalization;

namespace KafkaQuiz.Assessment.Configs;

/// <summary>
/// What a setting means, whatever way it is written, after <c>org.apache.kafka.common.config.ConfigDef.parseType</c>: surrounding space never
/// counts, <c>TRUE</c> is true, <c>007</c> is 7, lists are split at commas. Lists are compared as sets, except those whose order Kafka obeys.
/// </summary>
internal static class PropertyMeaning
{
    // Free texts: 01 and 1 are two groups.
    private static readonly FrozenSet<string> texts = FrozenSet.Create(
        StringComparer.Ordinal, "group.id", "client.id", "transactional.id", "group.instance.id", "client.rack", "broker.rack", "sasl.jaas.config", "cluster.id");

    // The first is tried first, or each is called in turn.
    private static readonly FrozenSet<string> orderedLists = FrozenSet.Create(
        StringComparer.Ordinal, "partition.assignment.strategy", "group.consumer.assignors", "interceptor.classes", "ssl.cipher.suites",
        "ssl.enabled.protocols", "replica.assignment", "follower.replication.throttled.replicas", "leader.replication.throttled.replicas");

    // Settings that say one thing in several units; the first of a family that is there wins (KafkaConfig.logRetentionTimeMillis).
    private static readonly (string Key, string Family, decimal Milliseconds)[] units =
    [
        ("log.retention.minutes", "log.retention.ms", 60_000),
        ("log.retention.hours", "log.retention.ms", 3_600_000),
        ("log.roll.hours", "log.roll.ms", 3_600_000),
        ("log.roll.jitter.hours", "log.roll.jitter.ms", 3_600_000),
    ];

    /// <summary>The value in one spelling for all that mean the same.</summary>
    public static string Value(string key, string value)
    {
        string trimmed = value.Trim();
        if (texts.Contains(key)) return trimmed;
        if (key == "acks" && trimmed == "-1") return "all";
        if (trimmed.Contains(',', StringComparison.Ordinal)) return List(key, trimmed);
        return Scalar(trimmed);
    }

    /// <summary>Settings by key, each in one spelling: the last of two equal keys wins, and families of units become milliseconds.</summary>
    public static SortedDictionary<string, string> Of(IEnumerable<(string Key, string Value)> lines)
    {
        var meaning = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in lines)
            meaning[key] = Value(key, value);
        foreach (var (key, family, milliseconds) in units)
        {
            if (!meaning.TryGetValue(key, out string? value)) continue;
            if (!decimal.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal amount) || Math.Abs(amount) > long.MaxValue) continue;
            meaning.Remove(key);
            meaning.TryAdd(family, Scalar((amount < 0 ? amount : amount * milliseconds).ToString(CultureInfo.InvariantCulture)));
        }

        return meaning;
    }

    private static string List(string key, string value)
    {
        var items = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Scalar);
        return string.Join(',', orderedLists.Contains(key) ? items : items.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    /// <summary>A truth in lower case, a number without needless zeros, else the text itself.</summary>
    internal static string Scalar(string value)
    {
        if (bool.TryParse(value, out bool truth)) return truth ? "true" : "false";
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return value.Length is > 0 and < 28 && decimal.TryParse(value, style, CultureInfo.InvariantCulture, out decimal number)
            ? number.ToString("0.############################", CultureInfo.InvariantCulture)
            : value;
    }
}
