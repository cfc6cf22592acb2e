using System.Text;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options.Argparse;

namespace KafkaQuiz.Console.PerfTest;

/// <summary>kafka-producer-perf-test's arguments, checked in the tool's order (ProducerPerformance.ConfigPostProcessor).</summary>
internal sealed class ProducerPerfOptions
{
    private readonly byte[]? _payload;
    private readonly IReadOnlyList<byte[]> _payloads;

    private ProducerPerfOptions(byte[]? payload, IReadOnlyList<byte[]> payloads) => (_payload, _payloads) = (payload, payloads);

    public required string Topic { get; init; }

    public required long NumRecords { get; init; }

    public required long WarmupRecords { get; init; }

    /// <summary>Records a second.</summary>
    public required double Throughput { get; init; }

    public required long ReportingIntervalMs { get; init; }

    public required long TransactionDurationMs { get; init; }

    public required bool PrintMetrics { get; init; }

    /// <summary>The producer's, with bootstrap.servers.</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    /// <summary>The value of a record: random letters, a line of the file, or its number.</summary>
    public ReadOnlyMemory<byte> Payload(Random random, long record)
    {
        if (_payloads.Count > 0)
            return _payloads[random.Next(_payloads.Count)];
        if (_payload is null)
            return Encoding.UTF8.GetBytes(record.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var value = new byte[_payload.Length];
        for (var i = 0; i < value.Length; i++)
            value[i] = (byte)(random.Next(26) + 'A');
        return value;
    }

    /// <exception cref="ArgparseFault">Arguments that do not go together.</exception>
    /// <exception cref="JavaException">A file or a property that cannot be read.</exception>
    public static ProducerPerfOptions Parse(ToolContext context, ArgparseResult arguments)
    {
        var numRecords = arguments.Long("--num-records")!.Value;
        var throughput = arguments.Double("--throughput")!.Value;
        var warmup = Math.Max(arguments.Long("--warmup-records") ?? 0, 0);
        var size = arguments.Int("--record-size");
        var duration = arguments.Long("--transaction-duration-ms");
        var interval = arguments.Long("--reporting-interval") ?? 5000;
        void Require(bool condition, string message)
        {
            if (!condition)
                throw arguments.Fault(message);
        }
        Require(numRecords > 0, "--num-records should be greater than zero.");
        Require(warmup < numRecords, "The value for --warmup-records must be strictly fewer than the number of records in the test, --num-records.");
        Require(size is null or > 0, "--record-size should be greater than zero.");
        Require(new[] { "--bootstrap-server", "--command-property", "--producer-props", "--producer.config", "--command-config" }.Any(arguments.Has),
            "At least one of --bootstrap-server, --command-property, --producer-props, --producer.config or --command-config must be specified.");
        Require(!arguments.Has("--command-property") || !arguments.Has("--producer-props"), "--command-property and --producer-props cannot be specified together.");
        Require(!arguments.Has("--command-config") || !arguments.Has("--producer.config"), "--command-config and --producer.config cannot be specified together.");
        Require(duration is null or > 0, "--transaction-duration-ms should be greater than zero.");
        Require(interval > 0, "--reporting-interval should be greater than zero.");
        foreach (var (old, now) in new[] { ("--producer-props", "--command-property"), ("--producer.config", "--command-config") })
        {
            if (arguments.Has(old))
                context.Line($"Option {old} has been deprecated and will be removed in a future version. Use {now} instead.");
        }
        var payloads = Payloads(context, arguments);
        var properties = ReadProperties(context, arguments, duration is not null);
        return new ProducerPerfOptions(size is { } length ? new byte[length] : null, payloads)
        {
            Topic = arguments.ValueOf("--topic")!,
            NumRecords = numRecords,
            WarmupRecords = warmup,
            Throughput = throughput,
            ReportingIntervalMs = interval,
            TransactionDurationMs = duration ?? 3000,
            PrintMetrics = arguments.Has("--print-metrics"),
            Properties = properties,
        };
    }

    private static IReadOnlyList<byte[]> Payloads(ToolContext context, ArgparseResult arguments)
    {
        if (arguments.ValueOf("--payload-file") is not { } path)
            return [];
        context.Line("Reading payloads from: " + context.Session.Files.FullPath(path));
        var text = context.Session.Files.Read(path);
        if (string.IsNullOrEmpty(text))
            throw JavaException.IllegalArgument("File does not exist or empty file provided.");
        var delimiter = arguments.ValueOf("--payload-delimiter") is { } typed and not "\\n" ? typed : "\n";
        var parts = text.Split(delimiter).ToList();
        // Behind a last delimiter there is no more.
        if (parts[^1].Length == 0)
            parts.RemoveAt(parts.Count - 1);
        context.Line("Number of records read: " + parts.Count);
        return [.. parts.Select(Encoding.UTF8.GetBytes)];
    }

    private static Dictionary<string, string> ReadProperties(ToolContext context, ArgparseResult arguments, bool isTransactional)
    {
        var properties = context.Properties(arguments.ValueOf("--producer.config") ?? arguments.ValueOf("--command-config"));
        foreach (var pair in arguments.ValuesOf("--producer-props").Concat(arguments.ValuesOf("--command-property")))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                throw JavaException.IllegalArgument("Invalid property: " + pair);
            properties[pair[..equals]] = pair[(equals + 1)..];
        }
        if (arguments.ValueOf("--bootstrap-server") is { } servers)
            properties["bootstrap.servers"] = servers;
        if (arguments.ValueOf("--transactional-id") is { } id)
            properties["transactional.id"] = id;
        else if (isTransactional && !properties.ContainsKey("transactional.id"))
            properties["transactional.id"] = "performance-producer-" + Cluster.KafkaIds.Text(Guid.NewGuid());
        return properties.ContainsKey("bootstrap.servers") ? properties
            : throw new JavaException("org.apache.kafka.common.config.ConfigException", "Missing required configuration \"bootstrap.servers\" which has no default value.");
    }
}
