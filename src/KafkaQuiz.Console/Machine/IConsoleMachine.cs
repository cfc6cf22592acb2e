namespace KafkaQuiz.Console;

/// <summary>
/// The computer that a session's Kafka nodes run on. It is told server.properties as texts and answers in Kafka's words: what
/// kafka-storage prints, what a server logs, also of a configuration that Kafka refuses. Safe for concurrent use.
/// </summary>
public interface IConsoleMachine
{
    /// <summary>Servers that run or hang, in the order in which they were started.</summary>
    IReadOnlyList<IMachineServer> Servers { get; }

    /// <summary><c>kafka-storage format</c>.</summary>
    /// <param name="properties">The text of the properties file.</param>
    Task<MachineResult> FormatAsync(string properties, MachineFormat options, CancellationToken cancel);

    /// <summary><c>kafka-storage info</c>.</summary>
    Task<MachineResult> StorageInfoAsync(string properties, CancellationToken cancel);

    /// <summary>
    /// <c>kafka-server-start</c>: returns when the process is up or has failed; one that failed has ended, with the reason in its log.
    /// </summary>
    Task<IMachineServer> StartAsync(string properties, CancellationToken cancel);

    /// <summary>Sends a signal; returns when it has had its effect.</summary>
    /// <returns>False when no such process runs.</returns>
    Task<bool> SignalAsync(int processId, MachineSignal signal, CancellationToken cancel);

    /// <summary>The texts of what is in a directory by name, null for folders; null where the machine has nothing. At least a log directory's meta.properties.</summary>
    /// <param name="path">Absolute.</param>
    Task<IReadOnlyDictionary<string, string?>?> ListAsync(string path, CancellationToken cancel);

    /// <summary><c>rm -r</c>: what was in the directory is lost to servers that start from now on.</summary>
    Task DeleteAsync(string path, CancellationToken cancel);

    /// <summary>Whether a host's name means this computer.</summary>
    bool IsHere(string host);

    /// <summary>The real address, host:port, of what is called so here; null when nobody listens there.</summary>
    Task<string?> ResolveAsync(string host, int port, CancellationToken cancel);
}

/// <summary>A Kafka server on a machine.</summary>
public interface IMachineServer
{
    int ProcessId { get; }

    /// <summary>The text of the properties that it was started with.</summary>
    string Properties { get; }

    /// <summary>Stopped by SIGSTOP.</summary>
    bool IsHung { get; }

    /// <summary>Null while it runs; 143 after SIGTERM, 137 after SIGKILL, else Kafka's own.</summary>
    int? ExitCode { get; }

    /// <summary>Its log from the first line on, "[time] LEVEL text (logger)"; ends when the process has ended.</summary>
    IAsyncEnumerable<string> ReadLogAsync(CancellationToken cancel);
}

/// <summary>Signals that a server understands.</summary>
public enum MachineSignal
{
    /// <summary>SIGTERM: a clean shutdown.</summary>
    Terminate,

    /// <summary>SIGKILL.</summary>
    Kill,

    /// <summary>SIGSTOP: it hangs, its connections stay open.</summary>
    Stop,

    /// <summary>SIGCONT.</summary>
    Continue,
}

/// <summary>How a tool ended on the machine.</summary>
public sealed record MachineResult(int ExitCode, string Out, string Error);

/// <summary>The options of <c>kafka-storage format</c>.</summary>
/// <param name="Features">Each NAME=LEVEL.</param>
public sealed record MachineFormat(
    string ClusterId, bool IgnoreFormatted, bool Standalone, bool NoInitialControllers, string? InitialControllers, string? ReleaseVersion, IReadOnlyList<string> Features);
