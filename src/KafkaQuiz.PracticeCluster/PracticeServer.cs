using System.Globalization;
using System.Runtime.CompilerServices;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Sleep;

namespace KafkaQuiz.Practice;

/// <summary>A process that `kafka-server-start.sh` started on a <see cref="PracticeMachine"/>. Safe for concurrent use.</summary>
public sealed class PracticeServer
{
    private const int MostLines = 200;

    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<string> _log = [];
    private long _dropped;

    internal PracticeServer(Node node, int processId, string properties) => (Node, ProcessId, Properties) = (node, processId, properties);

    /// <summary>Unlike that of any other process of the machine.</summary>
    public int ProcessId { get; private set; }

    /// <summary>`node.id`.</summary>
    public int NodeId => Node.Id;

    /// <summary>The server.properties that it was started with, as it was then.</summary>
    public string Properties { get; }

    /// <summary>Null while it runs; 0 or Kafka's code when it ended by itself, 143 after SIGTERM, 137 after SIGKILL.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Stopped by SIGSTOP.</summary>
    public bool IsHung => ExitCode is null && Node.Process == NodeProcess.Hung;

    /// <summary>What it logged that a learner should see, as server.log has it: "[time] LEVEL text (logger)". The last 200 lines.</summary>
    public IReadOnlyList<string> Log => _log;

    internal Node Node { get; }

    internal static string Line(DateTimeOffset now, string level, string text) => $"[{now.ToString("yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture)}] {level} {text}";

    /// <summary>The log from the first line that is kept, then line by line as they come; ends when the process has ended.</summary>
    public async IAsyncEnumerable<string> ReadLogAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        for (var next = 0L; ;)
        {
            Task changed;
            IReadOnlyList<string> lines;
            bool ended;
            lock (_lock)
            {
                next = Math.Max(next, _dropped);
                lines = [.. _log.Skip((int)(next - _dropped))];
                (changed, ended) = (_changed.Task, ExitCode is not null);
            }
            next += lines.Count;
            foreach (var line in lines) yield return line;
            if (ended) yield break;
            await changed.WaitAsync(cancel);
        }
    }

    internal void Say(DateTimeOffset now, string level, string text) => Add([Line(now, level, text)]);

    /// <summary>Lines without a time of their own, such as a stack trace's.</summary>
    internal void Print(string lines) => Add(lines.TrimEnd('\n').Split('\n'));

    internal void Exchange(SleepArchive a)
    {
        ProcessId = a.Int(ProcessId);
        ExitCode = a.Optional(ExitCode, a.Int);
        _log = a.List(_log, a.Text);
    }

    internal void End(int code)
    {
        lock (_lock) ExitCode ??= code;
        Pulse();
    }

    private void Add(IReadOnlyList<string> lines)
    {
        lock (_lock)
        {
            var all = _log.Concat(lines).ToList();
            var over = Math.Max(0, all.Count - MostLines);
            _dropped += over;
            _log = all[over..];
        }
        Pulse();
    }

    private void Pulse()
    {
        TaskCompletionSource changed;
        lock (_lock) (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        changed.SetResult();
    }
}
