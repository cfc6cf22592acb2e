using System.Globalization;

namespace KafkaQuiz.Console.Completing;

/// <summary>Candidates for an option's value.</summary>
internal static class ValueSource
{
    private static readonly Dictionary<string, string[]> Fixed = new(StringComparer.Ordinal)
    {
        ["--entity-type"] = ["topics", "brokers", "broker-loggers", "clients", "users", "ips", "client-metrics", "groups"],
        ["--election-type"] = ["preferred", "unclean"],
        ["--isolation-level"] = ["read_uncommitted", "read_committed"],
        ["--compression-codec"] = ["none", "gzip", "snappy", "lz4", "zstd"],
        ["--request-required-acks"] = ["-1", "0", "1", "all"],
        ["--offset"] = ["earliest", "latest"],
        ["--time"] = ["latest", "earliest", "max-timestamp"],
        ["--group-type"] = ["classic", "consumer", "share", "streams"],
        ["--state"] = ["stable", "empty", "preparingrebalance", "completingrebalance", "assigning", "reconciling", "dead"],
        ["--type"] = ["classic", "consumer"],
        ["--throughput"] = ["-1"],
    };

    private static readonly string[] ConsumerProperties =
        ["auto.commit.interval.ms=", "auto.offset.reset=", "client.id=", "enable.auto.commit=", "group.instance.id=", "group.protocol=", "group.remote.assignor=", "heartbeat.interval.ms=", "isolation.level=", "partition.assignment.strategy=", "session.timeout.ms="];

    private static readonly string[] ProducerProperties =
        ["acks=", "batch.size=", "client.id=", "compression.type=", "enable.idempotence=", "linger.ms=", "max.block.ms=", "partitioner.class=", "request.timeout.ms=", "retries=", "transaction.timeout.ms=", "transactional.id="];

    private static readonly Dictionary<string, string[]> PropertyValues = new(StringComparer.Ordinal)
    {
        ["acks"] = ["all", "0", "1"],
        ["auto.offset.reset"] = ["earliest", "latest", "none"],
        ["compression.type"] = ["none", "gzip", "snappy", "lz4", "zstd"],
        ["enable.auto.commit"] = ["true", "false"],
        ["enable.idempotence"] = ["true", "false"],
        ["group.protocol"] = ["classic", "consumer"],
        ["group.remote.assignor"] = ["uniform", "range"],
        ["isolation.level"] = ["read_committed", "read_uncommitted"],
        ["partition.assignment.strategy"] = [.. new[] { "Range", "RoundRobin", "Sticky", "CooperativeSticky" }.Select(a => $"org.apache.kafka.clients.consumer.{a}Assignor")],
        ["partitioner.class"] = ["org.apache.kafka.clients.producer.RoundRobinPartitioner"],
        ["parse.key"] = ["true"],
        ["parse.headers"] = ["true"],
        ["ignore.error"] = ["true"],
        ["print.key"] = ["true"],
        ["print.value"] = ["true", "false"],
        ["print.partition"] = ["true"],
        ["print.offset"] = ["true"],
        ["print.timestamp"] = ["true"],
        ["print.headers"] = ["true"],
    };

    private static readonly string[] ReaderProperties = ["parse.key=", "key.separator=", "parse.headers=", "headers.delimiter=", "headers.separator=", "headers.key.separator=", "null.marker=", "ignore.error="];

    private static readonly string[] FormatterProperties =
        ["print.key=", "print.value=", "print.partition=", "print.offset=", "print.timestamp=", "print.headers=", "key.separator=", "headers.separator=", "null.literal="];

    /// <param name="typed">Options of the line so far, with their values.</param>
    public static async Task<IEnumerable<Completion>> OfAsync(ConsoleSession session, string tool, string option, string current, IReadOnlyDictionary<string, string> typed, CancellationToken cancel)
    {
        if (option is "--bootstrap-server" or "--bootstrap-controller" or "-b")
            return session.Cluster.Addresses.Select(a => new Completion(a, CompletionKind.Value));
        if (Fixed.TryGetValue(option, out var values))
            return values.Select(v => new Completion(v, CompletionKind.Value));
        if (Properties(tool, option) is { } properties)
            return Pairs(current, properties, name => PropertyValues.GetValueOrDefault(name, []));
        if (option is "--config" && tool == "kafka-topics" || option is "--add-config")
            return Pairs(current, [.. Configs(tool, typed).Select(c => c + "=")], ConfigNames.ValuesOf);
        if (option is "--delete-config")
            return Configs(tool, typed).Select(c => new Completion(c, CompletionKind.Config));
        if (option.EndsWith("-file", StringComparison.Ordinal) || option.EndsWith("-config", StringComparison.Ordinal) || option.EndsWith(".config", StringComparison.Ordinal) || option is "--config" or "-c" or "--from-file")
            return await Paths.OfAsync(session, current, cancel);
        return await OfClusterAsync(session, tool, option, typed, cancel);
    }

    private static async Task<IEnumerable<Completion>> OfClusterAsync(ConsoleSession session, string tool, string option, IReadOnlyDictionary<string, string> typed, CancellationToken cancel)
    {
        var what = option switch
        {
            "--topic" or "--topic-list" => CompletionKind.Topic,
            "--group" => CompletionKind.Group,
            "--broker-list" or "--broker" or "--broker-id" or "--id" or "--node-id" => CompletionKind.Broker,
            "--partition" or "--partitions" when tool is not "kafka-topics" => CompletionKind.Value,
            "--entity-name" => typed.GetValueOrDefault("--entity-type") switch { "topics" => CompletionKind.Topic, "brokers" or "broker-loggers" => CompletionKind.Broker, "groups" => CompletionKind.Group, _ => CompletionKind.Command },
            _ => CompletionKind.Command,
        };
        if (what == CompletionKind.Command)
            return [];
        var names = await session.Names.AskAsync(session, typed.GetValueOrDefault("--bootstrap-server", session.Cluster.BootstrapServers), cancel);
        return what switch
        {
            CompletionKind.Topic => names.Topics.OrderBy(t => t.Key.StartsWith("__", StringComparison.Ordinal)).ThenBy(t => t.Key, StringComparer.Ordinal)
                .Select(t => new Completion(t.Key, what, session.Text($"파티션 {t.Value}개", $"{t.Value} partitions"))),
            CompletionKind.Group => names.Groups.Select(g => new Completion(g, what)),
            CompletionKind.Broker => names.Brokers.Select(b => new Completion(Text(b.Id), what, $"{b.Host}:{b.Port}")),
            _ => Enumerable.Range(0, names.Topics.GetValueOrDefault(typed.GetValueOrDefault("--topic", ""))).Select(p => new Completion(Text(p), what)),
        };
    }

    private static IReadOnlyList<string> Configs(string tool, IReadOnlyDictionary<string, string> typed) =>
        ConfigNames.Of(tool == "kafka-topics" ? "topics" : typed.GetValueOrDefault("--entity-type", typed.ContainsKey("--broker-defaults") || typed.ContainsKey("--broker") ? "brokers" : "topics"));

    private static string[]? Properties(string tool, string option) => option switch
    {
        "--reader-property" => ReaderProperties,
        "--formatter-property" => FormatterProperties,
        "--property" => tool == "kafka-console-producer" ? ReaderProperties : FormatterProperties,
        "--producer-property" or "--producer-props" => ProducerProperties,
        "--consumer-property" => ConsumerProperties,
        "--command-property" => tool.Contains("producer", StringComparison.Ordinal) ? ProducerProperties : ConsumerProperties,
        _ => null,
    };

    /// <summary>key=value: keys until the equals sign, then the key's values.</summary>
    private static IEnumerable<Completion> Pairs(string current, IReadOnlyList<string> keys, Func<string, IReadOnlyList<string>> values)
    {
        var equals = current.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? keys.Select(k => new Completion(k, CompletionKind.Config) { Continues = true })
            : values(current[..equals]).Select(v => new Completion(current[..(equals + 1)] + v, CompletionKind.Value));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
