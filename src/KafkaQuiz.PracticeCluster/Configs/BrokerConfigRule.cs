using System.Globalization;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Practice.Configs;

/// <summary>
/// Which broker configs may change while brokers run, and to what (DynamicBrokerConfig, DynamicThreadPool, KafkaConfig.validateValues).
/// The broker that is asked judges by its own configs; each fault is an INVALID_REQUEST with Kafka's own message.
/// </summary>
internal static partial class BrokerConfigRule
{
    /// <summary>Listener configs that are no matter of a single broker.</summary>
    private static readonly string[] ClusterLevelListenerConfigs = ["max.connections", "max.connection.creation.rate", "num.network.threads"];

    private static readonly string[] ThreadPools = ["num.io.threads", "num.network.threads", "num.replica.fetchers", "num.recovery.threads.per.data.dir", "background.threads"];

    /// <summary>SslConfigs.RECONFIGURABLE_CONFIGS.</summary>
    private static readonly string[] SecurityConfigs =
    [
        "ssl.keystore.type", "ssl.keystore.location", "ssl.keystore.password", "ssl.key.password", "ssl.keystore.certificate.chain",
        "ssl.keystore.key", "ssl.truststore.type", "ssl.truststore.location", "ssl.truststore.password", "ssl.truststore.certificates",
    ];

    /// <param name="cluster">What is set now.</param>
    /// <param name="broker">The broker that judges.</param>
    /// <param name="forAll">The configs are the cluster-wide default.</param>
    /// <param name="configs">All that would be set, for all or for this broker.</param>
    /// <returns>Null when they may be, else Kafka's message.</returns>
    public static string? Fault(ClusterConfigs cluster, int broker, bool forAll, IReadOnlyDictionary<string, string> configs)
    {
        if (Names(configs, n => ConfigCatalog.Broker.TryGetValue(n, out var d) && d.Mode == ConfigMode.Static) is { } statics)
            return "Cannot update these configs dynamically: " + statics;
        if (Names(configs, SecurityConfigs.Contains) is { } secure)
            return "These security configs can be dynamically updated only per-listener using the listener prefix: " + secure;
        foreach (var (name, value) in configs)
        {
            if (ConfigCatalog.Broker.TryGetValue(WithoutListener(name), out var definition) && ConfigRule.Fault(definition, value) is { } fault)
                return fault;
        }
        if (forAll && Names(configs, IsPerBroker) is { } perBroker)
            return "Cannot update these configs at default cluster level, broker id must be specified: " + perBroker;
        string? After(string name) => cluster.BrokerValue(name, broker, forAll, configs);
        return Requirement(After) ?? (Reconfiguration(name => cluster.BrokerValue(name, broker), After) is { } refused
            ? $"Invalid value org.apache.kafka.common.config.ConfigException: {refused} for configuration Invalid dynamic configuration" : null);
    }

    /// <summary>The config that "listener.name.LISTENER.config" is about.</summary>
    public static string WithoutListener(string name) => ListenerPrefix().Match(name) is { Success: true } match ? match.Groups[1].Value : name;

    private static bool IsPerBroker(string name) => WithoutListener(name) is var config && config != name ? !ClusterLevelListenerConfigs.Contains(config)
        : ConfigCatalog.Broker.TryGetValue(name, out var definition) && definition.Mode == ConfigMode.PerBroker;

    /// <summary>"[a, b]", or null when there is none.</summary>
    private static string? Names(IReadOnlyDictionary<string, string> configs, Func<string, bool> isWrong) =>
        configs.Keys.Where(isWrong).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } names ? $"[{string.Join(", ", names)}]" : null;

    /// <summary>What a broker would not start with.</summary>
    private static string? Requirement(Func<string, string?> value)
    {
        long Number(string name) => long.Parse(value(name)!, CultureInfo.InvariantCulture);
        if (value("log.roll.ms") is { } roll && long.Parse(roll, CultureInfo.InvariantCulture) < 1)
            return "requirement failed: log.roll.ms must be greater than or equal to 1";
        if (Number("log.cleaner.threads") == 0)
            return "/ by zero";
        if (Number("log.cleaner.dedupe.buffer.size") / Number("log.cleaner.threads") <= 1024 * 1024)
            return "requirement failed: log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.";
        if (Number("max.connections.per.ip") <= 0 && string.IsNullOrEmpty(value("max.connections.per.ip.overrides")))
            return "requirement failed: max.connections.per.ip can be set to zero only if max.connections.per.ip.overrides property is set.";
        var dirs = ConfigText.List(value("log.dirs") ?? value("log.dir")!);
        var missing = ConfigText.List(value("cordoned.log.dirs") ?? "").Except([.. dirs, "*"]).ToList();
        return missing.Count == 0 ? null : $"requirement failed: All entries in cordoned.log.dirs must be present in log.dirs or log.dir. Missing entries : {string.Join(", ", missing)}";
    }

    /// <summary>What a running broker does not change to.</summary>
    private static string? Reconfiguration(Func<string, string?> before, Func<string, string?> after)
    {
        foreach (var name in ThreadPools)
        {
            if (ThreadFault(name, Number(before, name), Number(after, name)) is { } fault)
                return fault;
        }
        var (threads, wanted) = (Number(before, "log.cleaner.threads"), Number(after, "log.cleaner.threads"));
        if (wanted < threads / 2)
            return $"Log cleaner threads cannot be reduced to less than half the current value {threads}";
        if (wanted > threads * 2)
            return $"Log cleaner threads cannot be increased to more than double the current value {threads}";
        if (ConfigText.List(after("metric.reporters") ?? "").Any(r => !r.StartsWith("org.apache.kafka.", StringComparison.Ordinal)))
            return "Validation of dynamic config update of Set(metric.reporters) failed with class class kafka.server.DynamicMetricsReporters";
        return LocalFault(after, "log.retention.ms", "log.local.retention.ms", TopicRetention(after)) ?? LocalFault(after, "log.retention.bytes", "log.local.retention.bytes", Number(after, "log.retention.bytes"));
    }

    private static string? ThreadFault(string name, long before, long after) => after == before ? null
        : after < before / 2 ? $"Dynamic thread count update validation failed for {name}={after}, value should be at least half the current value {before}"
        : after > before * 2 ? $"Dynamic thread count update validation failed for {name}={after}, value should not be greater than double the current value {before}"
        : null;

    private static string? LocalFault(Func<string, string?> after, string name, string localName, long retention)
    {
        var local = Number(after, localName);
        return retention < 0 || local == -2 ? null
            : local == -1 ? $"Invalid value -1 for configuration {localName}: Value must not be -1 as {name} value is set as {retention}."
            : local > retention ? $"Invalid value {local} for configuration {localName}: Value must not be more than {name} property value: {retention}" : null;
    }

    private static long TopicRetention(Func<string, string?> value) =>
        value("log.retention.ms") is { } ms ? long.Parse(ms, CultureInfo.InvariantCulture)
        : value("log.retention.minutes") is { } minutes ? long.Parse(minutes, CultureInfo.InvariantCulture) * 60_000
        : Number(value, "log.retention.hours") * 3_600_000;

    private static long Number(Func<string, string?> value, string name) => long.Parse(value(name)!, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^listener\.name\.[^.]*\.(.*)$")]
    private static partial Regex ListenerPrefix();
}
