using KafkaQuiz.Console;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Bench;

/// <summary>What a workbench is like.</summary>
public sealed record WorkbenchOptions
{
    /// <summary>Combined nodes (broker and controller) that run at once, 1 to 5. Default 1. With <see cref="Machine"/> none runs.</summary>
    public int Brokers { get; init; } = 1;

    /// <summary>Log directories of each node, 1 to 4. Default 1.</summary>
    public int LogDirs { get; init; } = 1;

    /// <summary>Begin with a computer on which nothing runs: the learner formats storage and starts servers.</summary>
    public bool Machine { get; init; }

    /// <summary>Hard cap of record bytes held. Default 64 MiB.</summary>
    public long MemoryLimit { get; init; } = 64L * 1024 * 1024;

    /// <summary>A further cap, of all benches that have the same. Default: none.</summary>
    public PracticeMemory? Shared { get; init; }

    /// <summary>Language of the console's own messages. Default Korean.</summary>
    public ConsoleLanguage Language { get; init; } = ConsoleLanguage.Korean;

    /// <summary>The clock that virtual time is added to.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The workbench that a lab needs.</summary>
    public static WorkbenchOptions For(ClusterNeed need)
    {
        ArgumentNullException.ThrowIfNull(need);
        return new() { Brokers = Math.Max(1, need.Brokers), LogDirs = need.LogDirs, Machine = need.Machine };
    }
}
