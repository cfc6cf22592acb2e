using System.Globalization;
using KafkaQuiz.Practice.Nodes;

namespace KafkaQuiz.Practice;

/// <summary>A process that `kafka-server-start.sh` started on a <see cref="PracticeMachine"/>. Safe for concurrent use.</summary>
public sealed class PracticeServer
{
    private const int MostLines = 200;

    private IReadOnlyList<string> _log = [];

    internal PracticeServer(Node node, int processId, string properties) => (Node, ProcessId, Properties) = (node, processId, properties);

    /// <summary>Unlike that of any other process of the machine.</summary>
    public int ProcessId { get; }

    /// <summary>`node.id`.</summary>
    public int NodeId => Node.Id;

    /// <summary>The server.properties that it was started with, as it was then.</summary>
    public string Properties { get; }

    /// <summary>Null while it runs; 0 or Kafka's code when it ended by itself, 143 after SIGTERM, 137 after SIGKILL.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>What it logged that a learner should see, as server.log has it: "[time] LEVEL text (logger)". The last 200 lines.</summary>
    public IReadOnlyList<string> Log => _log;

    internal Node Node { get; }

    internal static string Line(DateTimeOffset now, string level, string text) => $"[{now.ToString("yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture)}] {level} {text}";

    internal void Say(DateTimeOffset now, string level, string text) =>
        _log = [.. _log.Skip(Math.Max(0, _log.Count + 1 - MostLines)), Line(now, level, text)];

    /// <summary>Lines without a time of their own, such as a stack trace's.</summary>
    internal void Print(string lines) => _log = [.. _log, .. lines.TrimEnd('\n').Split('\n')];

    internal void End(int code) => ExitCode ??= code;
}
