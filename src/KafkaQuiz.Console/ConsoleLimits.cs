namespace KafkaQuiz.Console;

/// <summary>What one command may use. Reaching a limit ends the command with a message; nothing is cut silently.</summary>
public sealed record ConsoleLimits
{
    /// <summary>Longest run of one command line. Default 10 minutes.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Most background jobs at the same time. Default 8.</summary>
    public int Jobs { get; init; } = 8;

    /// <summary>Longest run of a background job. Default 2 hours.</summary>
    public TimeSpan JobTime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Most characters printed by one command line, both streams together. Default 1 Mi.</summary>
    public int OutputCharacters { get; init; } = 1024 * 1024;

    /// <summary>Most records read or written by one tool. Default 1,000,000.</summary>
    public long Records { get; init; } = 1_000_000;

    /// <summary>
    /// How long a tool tries to reach a cluster that does not answer, before it reports the timeout that Kafka's tools report after
    /// 60 seconds. Default 5 seconds.
    /// </summary>
    public TimeSpan Unreachable { get; init; } = TimeSpan.FromSeconds(5);
}
