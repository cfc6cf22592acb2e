namespace KafkaQuiz.Console;

/// <summary>What a terminal goes on from in another process: files, variables, what was typed and shown. Plain data, made for JSON.</summary>
public sealed record TerminalMemory
{
    /// <summary>Texts by full path.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>Full paths.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>The folder that relative paths begin at.</summary>
    public string Folder { get; init; } = VirtualFiles.Home;

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Entered lines, the last one last.</summary>
    public IReadOnlyList<string> History { get; init; } = [];

    /// <summary>What was shown, with positions: who has read up to one reads on there.</summary>
    public IReadOnlyList<ConsoleChunk> Transcript { get; init; } = [];

    /// <summary>Servers that were started here.</summary>
    public IReadOnlyList<StartedServer> Servers { get; init; } = [];

    /// <summary>Commands of the foreground and the background that ran, as typed; they do not run on.</summary>
    public IReadOnlyList<string> Running { get; init; } = [];
}

/// <summary>A server that was started in a terminal.</summary>
/// <param name="ProcessId">Of the machine's.</param>
/// <param name="Properties">Path of the file it was started with.</param>
/// <param name="Log">Path of the file that its log goes to; null where that went to a command's output.</param>
public sealed record StartedServer(int ProcessId, string Properties, string? Log);
