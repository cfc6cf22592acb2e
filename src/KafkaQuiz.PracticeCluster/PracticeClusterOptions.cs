namespace KafkaQuiz.Practice;

/// <summary>What a practice cluster starts with.</summary>
public sealed record PracticeClusterOptions
{
    /// <summary>Brokers, numbered from 1; each is a voter of the controller quorum too. 1 to 5, default 3.</summary>
    public int Brokers { get; init; } = 3;

    /// <summary>Port of broker 1, the others follow; 0 (default) takes free ports.</summary>
    public int FirstPort { get; init; }

    /// <summary>Racks by broker in order; fewer racks than brokers leaves the rest without one.</summary>
    public IReadOnlyList<string> Racks { get; init; } = [];

    /// <summary>Static broker configs (server.properties) over the practice defaults.</summary>
    public IReadOnlyDictionary<string, string> Configs { get; init; } = new Dictionary<string, string>();

    /// <summary>Hard cap of record bytes held, each counted once however many replicas share it. Default 256 MiB.</summary>
    public long MemoryLimit { get; init; } = 256L * 1024 * 1024;

    /// <summary>Largest request taken, bytes. Default 100 MiB (`socket.request.max.bytes`).</summary>
    public int MaxRequestSize { get; init; } = Protocol.Frame.DefaultMaxSize;

    /// <summary>Seed of every choice that Kafka makes at random (ids, placement, controller). Default: another one each time.</summary>
    public int? Seed { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
