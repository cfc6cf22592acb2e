using System.Text;

namespace KafkaQuiz.Console.Jobs;

/// <summary>
/// Where a job's output goes: to the session's terminal as it comes, to the foreground while <c>fg</c> holds the job, and else into a
/// bounded backlog, which <c>fg</c> shows first.
/// </summary>
internal sealed class JobOutput
{
    /// <summary>Characters kept while nobody looks.</summary>
    private const int MaxBacklog = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly StringBuilder _backlog = new();
    private ConsoleStreams? _target;
    private bool _dropped;

    /// <param name="terminal">Null when the session has none.</param>
    public JobOutput(ConsoleStreams? terminal)
    {
        _target = terminal;
        (Out, Error) = (new Writer(this, toError: false), new Writer(this, toError: true));
    }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>What was printed while nobody looked.</summary>
    public string Backlog
    {
        get
        {
            lock (_lock)
                return (_dropped ? "…" : "") + _backlog;
        }
    }

    /// <summary>Sends output there from now on, the backlog first.</summary>
    /// <returns>Undoes it.</returns>
    public IDisposable Attach(ConsoleStreams target)
    {
        lock (_lock)
        {
            var before = _target;
            if (_backlog.Length > 0)
                target.Output.Write(Backlog);
            _backlog.Clear();
            (_target, _dropped) = (target, false);
            return new Detach(this, before);
        }
    }

    private void Write(string text, bool toError)
    {
        lock (_lock)
        {
            if (_target is { } target)
            {
                (toError ? target.Error : target.Output).Write(text);
                return;
            }
            _backlog.Append(text);
            if (_backlog.Length <= MaxBacklog)
                return;
            _backlog.Remove(0, _backlog.Length - MaxBacklog);
            _dropped = true;
        }
    }

    private sealed class Detach(JobOutput output, ConsoleStreams? before) : IDisposable
    {
        public void Dispose()
        {
            lock (output._lock)
                output._target = before;
        }
    }

    private sealed class Writer(JobOutput output, bool toError) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => output.Write(value.ToString(), toError);

        public override void Write(string? value)
        {
            if (!string.IsNullOrEmpty(value))
                output.Write(value, toError);
        }
    }
}
