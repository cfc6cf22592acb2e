using System.Globalization;
using System.Threading.Channels;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console;

/// <summary>What a tool gets to run with.</summary>
internal sealed class ToolContext(ConsoleSession session, IReadOnlyList<string> arguments, TextWriter output, TextWriter error, ChannelReader<string> input)
{
    public ConsoleSession Session { get; } = session;

    /// <summary>Without the tool's name.</summary>
    public IReadOnlyList<string> Arguments { get; } = arguments;

    public TextWriter Out { get; } = output;

    public TextWriter Error { get; } = error;

    public ChannelReader<string> Input { get; } = input;

    /// <summary>A person types the input.</summary>
    public bool Interactive { get; init; }

    /// <summary>Fires at Ctrl+C or at the end of <c>timeout N</c>: a tool that runs until stopped then finishes properly.</summary>
    public CancellationToken Interrupted { get; init; }

    public long Milliseconds => Session.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A line with its end.</summary>
    public void Line(string text) => Out.Write(text + "\n");

    public void ErrorLine(string text) => Error.Write(text + "\n");

    /// <summary>A line of the tools' log4j configuration: "[time] LEVEL message (logger)".</summary>
    public void Log(string level, string message, string logger) =>
        Error.Write($"[{Session.Time.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture)}] {level} {message} ({logger})\n");

    /// <summary>A session's file as <c>Utils.loadProps</c> reads it.</summary>
    public Dictionary<string, string> Properties(string? path) =>
        path is null ? new(StringComparer.Ordinal) : JavaProperties.Load(Session.Files.Read(path) ?? throw NoSuchFile(path));

    /// <summary>A session's file as <c>Utils.readFileAsString</c> reads it.</summary>
    public string File(string path) =>
        Session.Files.Read(path) ?? throw new JavaException("java.io.IOException", "Unable to read file " + path, NoSuchFile(path));

    /// <summary>An admin client, as <c>Admin.create</c> makes it: addresses are checked at once, connections come later.</summary>
    public ClusterClient Connect(string bootstrapServers, IReadOnlyDictionary<string, string> properties, string clientId = "adminclient-1", string role = "AdminClient") =>
        ClusterClient.Create(this, bootstrapServers, properties, clientId, role);

    private static JavaException NoSuchFile(string path) => new("java.nio.file.NoSuchFileException", path);
}
