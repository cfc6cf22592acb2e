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

    /// <exception cref="JavaException">A value is not valid.</exception>
    public static ProducerConfig Of(ToolContext context, OptionSet options)
    {
        var given = context.Properties(options.ValueOf(options.Has("producer.config") ? "producer.config" : "command-config"));
        foreach (var (key, value) in UsageChecks.KeyValues(options.ValuesOf(options.Has("producer-property") ? "producer-property" : "command-property")))
            given[key] = value;
        var explicitIdempotence = given.GetValueOrDefault("enable.idempotence");
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
        return Of(given, explicitIdempotence, options.Has("sync"));
    }

    private static ProducerConfig Of(Dictionary<string, string> given, string? explicitIdempotence, bool sync)
    {
        var acks = given["acks"] switch
        {
            "all" or "-1" => (short)-1,
            "0" => (short)0,
            "1" => (short)1,
            var other => throw Config($"Invalid value {other} for configuration acks: String must be one of: all, -1, 0, 1"),
        };
        var retries = Number(given, "retries", "INT");
        var wanted = explicitIdempotence?.Trim().ToLowerInvariant();
        if (wanted == "true" && acks != -1)
            throw Config("Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.");
        if (wanted == "true" && retries == 0)
            throw Config("Must set retries to non-zero when using the idempotent producer.");
        return new ProducerConfig
        {
            Properties = given,
            Compression = given["compression.type"] switch
            {
                "none" => CompressionType.None,
                "gzip" => CompressionType.Gzip,
                "snappy" => CompressionType.Snappy,
                "lz4" => CompressionType.Lz4,
                "zstd" => CompressionType.Zstd,
                var other => throw Config($"Invalid value {other} for configuration compression.type: String must be one of: none, gzip, snappy, lz4, zstd"),
            },
            Acks = acks,
            Idempotent = wanted != "false" && acks == -1 && retries > 0,
            Sync = sync,
            BatchSize = (int)Number(given, "batch.size", "INT"),
            Linger = TimeSpan.FromMilliseconds(Math.Clamp(Number(given, "linger.ms", "LONG"), 0, 60_000)),
            Retries = (int)Math.Min(retries, int.MaxValue),
            RetryBackoff = TimeSpan.FromMilliseconds(Math.Clamp(Number(given, "retry.backoff.ms", "LONG"), 1, 10_000)),
            RequestTimeoutMs = (int)Number(given, "request.timeout.ms", "INT"),
            MaxBlockMs = Number(given, "max.block.ms", "LONG"),
            MaxRequestSize = given.ContainsKey("max.request.size") ? (int)Number(given, "max.request.size", "INT") : 1048576,
            RoundRobin = given.GetValueOrDefault("partitioner.class", "").EndsWith("RoundRobinPartitioner", StringComparison.Ordinal),
        };
    }

    private static long Number(Dictionary<string, string> given, string name, string type) =>
        long.TryParse(given[name].Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Config($"Invalid value {given[name]} for configuration {name}: Not a number of type {type}");

    private static JavaException Config(string message) => new("org.apache.kafka.common.config.ConfigException", message);
}
