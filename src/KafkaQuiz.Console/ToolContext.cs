using System.Globalization;
using System.Threading.Channels;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Jobs;
using KafkaQuiz.Console.Options.Argparse;

namespace KafkaQuiz.Console;

/// <summary>What a tool gets to run with.</summary>
internal sealed class ToolContext(ConsoleSession session, IReadOnlyList<string> arguments, TextWriter output, TextWriter error, ChannelReader<string> input)
{
    public ConsoleSession Session { get; } = session;

    /// <summary>Without the tool's name.</summary>
    public IReadOnlyList<string> Arguments { get; } = arguments;

    /// <summary>The command word as typed.</summary>
    public string Command { get; init; } = "";

    public TextWriter Out { get; } = output;

    public TextWriter Error { get; } = error;

    public ChannelReader<string> Input { get; } = input;

    /// <summary>A person types the input.</summary>
    public bool Interactive { get; init; }

    /// <summary>Fires at Ctrl+C or at the end of <c>timeout N</c>: a tool that runs until stopped then finishes properly.</summary>
    public CancellationToken Interrupted { get; init; }

    /// <summary>Pauses and kills the tool.</summary>
    public ProcessSignals? Signals { get; init; }

    /// <summary>Returns once the tool is not paused.</summary>
    public Task WhileRunningAsync(CancellationToken cancel) => Signals?.WhileRunningAsync(cancel) ?? Task.CompletedTask;

    /// <summary>The tool's own draws: several tools of a session may run at once.</summary>
    public Random Random => field ??= Session.NewRandom();

    public long Milliseconds => Session.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A line with its end.</summary>
    public void Line(string text) => Out.Write(text + "\n");

    public void ErrorLine(string text) => Error.Write(text + "\n");

    /// <summary>A line of the tools' log4j configuration: "[time] LEVEL message (logger)".</summary>
    public void Log(string level, string message, string logger) => Error.Write(LogLine(level, message, logger));

    public string LogLine(string level, string message, string logger) =>
        $"[{Session.Time.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture)}] {level} {message} ({logger})\n";

    /// <exception cref="Shell.ShellFault">The session has no machine.</exception>
    public IConsoleMachine RequireMachine(string tool) => Session.Machine ?? throw Shell.ShellFault.Refused(
        $"{tool}: 이 콘솔은 클러스터에만 연결되어 있고 노드를 실행할 컴퓨터가 없습니다. 직접 쓰는 클러스터라면 그 컴퓨터에서 실행하세요.",
        $"{tool}: this console is connected to a cluster and has no computer to run nodes on. If the cluster is your own, run this on your machine.");

    /// <summary>A session's file as <c>Utils.loadProps</c> reads it.</summary>
    public Dictionary<string, string> Properties(string? path) =>
        path is null ? new(StringComparer.Ordinal) : JavaProperties.Load(Session.Files.Read(path) ?? throw NoSuchFile(path));

    /// <summary>A session's file as <c>Utils.readFileAsString</c> reads it.</summary>
    public string File(string path) =>
        Session.Files.Read(path) ?? throw new JavaException("java.io.IOException", "Unable to read file " + path, NoSuchFile(path));

    /// <summary>An admin client, as <c>Admin.create</c> makes it: addresses are checked at once, connections come later.</summary>
    public ClusterClient Connect(string bootstrapServers, IReadOnlyDictionary<string, string> properties, string clientId = "adminclient-1", string role = "AdminClient") =>
        ClusterClient.Create(this, bootstrapServers, properties, clientId, role);

    /// <summary>An admin client of the brokers or the controllers that the arguments name.</summary>
    public ClusterClient Connect(ArgparseResult arguments, IReadOnlyDictionary<string, string> properties) => arguments.ValueOf("--bootstrap-controller") is { } controllers
        ? ClusterClient.Create(this, controllers, properties, "adminclient-1", "AdminClient", controllers: true)
        : Connect(arguments.ValueOf("--bootstrap-server")!, properties);

    private static JavaException NoSuchFile(string path) => new("java.nio.file.NoSuchFileException", path);
}
