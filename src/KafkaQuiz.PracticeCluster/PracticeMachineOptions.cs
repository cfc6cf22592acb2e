namespace KafkaQuiz.Practice;

/// <summary>What a practice machine is like.</summary>
public sealed record PracticeMachineOptions
{
    /// <summary>Its names, beside localhost and 127.0.0.1: addresses with them lead to its own listeners.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>What relative `log.dirs` are relative to.</summary>
    public string WorkingDirectory { get; init; } = "/kafka";

    /// <summary>
    /// Bind the very ports that the properties name, for somebody who is alone on the computer. Default false: every listener gets a free
    /// loopback port, and <see cref="PracticeMachine.ResolveAsync"/> and what brokers tell clients lead to it.
    /// </summary>
    public bool BindsNamedPorts { get; init; }

    /// <summary>See <see cref="PracticeClusterOptions.RegistersAtOnce"/>.</summary>
    public bool RegistersAtOnce { get; init; }

    /// <summary>Hard cap of record bytes held by all clusters, each counted once; see <see cref="PracticeClusterOptions.MemoryLimit"/>. Default 256 MiB.</summary>
    public long MemoryLimit { get; init; } = 256L * 1024 * 1024;

    /// <summary>A further cap, of all machines that have the same. Default: none.</summary>
    public PracticeMemory? Shared { get; init; }

    /// <summary>Largest request taken, bytes. Default 100 MiB.</summary>
    public int MaxRequestSize { get; init; } = Protocol.Frame.DefaultMaxSize;

    /// <summary>Seed of every random choice. Default: another one each time.</summary>
    public int? Seed { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
