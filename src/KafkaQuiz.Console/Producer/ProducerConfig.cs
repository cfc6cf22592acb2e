using System.Globalization;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Producer;

/// <summary>The producer configs that matter here, from files, properties and options in the tool's order of precedence.</summary>
internal sealed record ProducerConfig
{
    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    public CompressionType Compression { get; init; }

    /// <summary>-1, 0 or 1.</summary>
    public short Acks { get; init; }

    public bool Idempotent { get; init; }

    /// <summary>Wait for each record's answer before the next.</summary>
    public bool Sync { get; init; }

    /// <summary>Bytes.</summary>
    public int BatchSize { get; init; }

    public TimeSpan Linger { get; init; }

    public int Retries { get; init; }

    public TimeSpan RetryBackoff { get; init; }

    public int RequestTimeoutMs { get; init; }

    public long MaxBlockMs { get; init; }

    /// <summary>Bytes of one record.</summary>
    public int MaxRequestSize { get; init; }

    public bool RoundRobin { get; init; }

    /// <summary>Null for none.</summary>
    public string? TransactionalId { get; init; }

    public int TransactionTimeoutMs { get; init; }

    /// <summary>kafka-console-producer's, whose options differ from the client's defaults.</summary>
    /// <exception cref="JavaException">A value is not valid.</exception>
    public static ProducerConfig Of(ToolContext context, OptionSet options)
    {
        var given = context.Properties(options.ValueOf(options.Has("producer.config") ? "producer.config" : "command-config"));
        foreach (var (key, value) in UsageChecks.KeyValues(options.ValuesOf(options.Has("producer-property") ? "producer-property" : "command-property")))
            given[key] = value;
        given["compression.type"] = options.Has("compression-codec") ? options.ValueOf("compression-codec") is { Length: > 0 } codec ? codec : "gzip" : "none";
        void Merge(string key, string option, Func<string, string?> read)
        {
            if ((options.Has(option) || !given.ContainsKey(key)) && read(option) is { } value)
                given[key] = value;
        }
        string? Int(string option) => options.Int(option)?.ToString(CultureInfo.InvariantCulture);
        string? Long(string option) => options.Long(option)?.ToString(CultureInfo.InvariantCulture);
        Merge("linger.ms", "timeout", Long);
        Merge("acks", "request-required-acks", options.ValueOf);
        Merge("request.timeout.ms", "request-timeout-ms", Int);
        Merge("retries", "message-send-max-retries", Int);
        Merge("retry.backoff.ms", "retry-backoff-ms", Long);
        Merge("send.buffer.bytes", "socket-buffer-size", Int);
        Merge("buffer.memory", "max-memory-bytes", Long);
        Merge("batch.size", "batch-size", Int);
        Merge("batch.size", "max-partition-memory-bytes", Int);
        Merge("metadata.max.age.ms", "metadata-expiry-ms", Long);
        Merge("max.block.ms", "max-block-ms", Long);
        return Of(given) with { Sync = options.Has("sync") };
    }

    /// <summary>A producer with these properties, and the Java client's defaults for the rest (ProducerConfig.java).</summary>
    /// <exception cref="JavaException">A value is not valid.</exception>
    public static ProducerConfig Of(IReadOnlyDictionary<string, string> given)
    {
        var acks = given.GetValueOrDefault("acks", "all") switch
        {
            "all" or "-1" => (short)-1,
            "0" => (short)0,
            "1" => (short)1,
            var other => throw Config($"Invalid value {other} for configuration acks: String must be one of: all, -1, 0, 1"),
        };
        var retries = Number(given, "retries", int.MaxValue, "INT", 0);
        return new ProducerConfig
        {
            Properties = given,
            Compression = given.GetValueOrDefault("compression.type", "none") switch
            {
                "none" => CompressionType.None,
                "gzip" => CompressionType.Gzip,
                "snappy" => CompressionType.Snappy,
                "lz4" => CompressionType.Lz4,
                "zstd" => CompressionType.Zstd,
                var other => throw Config($"Invalid value {other} for configuration compression.type: String must be one of: none, gzip, snappy, lz4, zstd"),
            },
            Acks = acks,
            Idempotent = IsIdempotent(given, acks, retries),
            BatchSize = (int)Number(given, "batch.size", 16384, "INT", 0),
            Linger = TimeSpan.FromMilliseconds(Math.Min(Number(given, "linger.ms", 5, "LONG", 0), 60_000)),
            Retries = (int)Math.Min(retries, int.MaxValue),
            RetryBackoff = TimeSpan.FromMilliseconds(Math.Clamp(Number(given, "retry.backoff.ms", 100, "LONG", 0), 1, 10_000)),
            RequestTimeoutMs = (int)Number(given, "request.timeout.ms", 30000, "INT", 0),
            MaxBlockMs = Number(given, "max.block.ms", 60000, "LONG", 0),
            MaxRequestSize = (int)Number(given, "max.request.size", 1048576, "INT", 0),
            RoundRobin = given.GetValueOrDefault("partitioner.class", "").EndsWith("RoundRobinPartitioner", StringComparison.Ordinal),
            TransactionalId = given.GetValueOrDefault("transactional.id"),
            TransactionTimeoutMs = (int)Number(given, "transaction.timeout.ms", 60000, "INT", long.MinValue),
        };
    }

    /// <summary>postProcessAndValidateIdempotenceConfigs.</summary>
    private static bool IsIdempotent(IReadOnlyDictionary<string, string> given, short acks, long retries)
    {
        var isExplicit = given.TryGetValue("enable.idempotence", out var text);
        var isWanted = !isExplicit || text!.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
        if (isWanted && isExplicit && retries == 0)
            throw Config("Must set retries to non-zero when using the idempotent producer.");
        if (isWanted && isExplicit && acks != -1)
            throw Config("Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.");
        if (isWanted && isExplicit && Number(given, "max.in.flight.requests.per.connection", 5, "INT", 1) > 5)
            throw Config("Must set max.in.flight.requests.per.connection to at most 5 to use the idempotent producer.");
        var isIdempotent = isWanted && acks == -1 && retries > 0;
        return isIdempotent || !given.ContainsKey("transactional.id") ? isIdempotent : throw Config("Cannot set a transactional.id without also enabling idempotence.");
    }

    private static long Number(IReadOnlyDictionary<string, string> given, string name, long fallback, string type, long least)
    {
        if (!given.TryGetValue(name, out var text))
            return fallback;
        if (!long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw Config($"Invalid value {text} for configuration {name}: Not a number of type {type}");
        return number >= least ? number : throw Config($"Invalid value {number} for configuration {name}: Value must be at least {least}");
    }

    private static JavaException Config(string message) => new("org.apache.kafka.common.config.ConfigException", message);
}
