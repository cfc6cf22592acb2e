using System.Globalization;
using System.Threading.Channels;
using KafkaQuiz.Console.Jobs;
using KafkaQuiz.Console.Shell;

namespace KafkaQuiz.Console;

/// <summary>
/// A terminal that lives on the server: a host keeps one for as long as a learner's lab lives, whoever looks at it. Lines are entered, all
/// output goes into the <see cref="Transcript"/>, from which any number of browsers read on, each from where it was: a reload loses nothing.
/// Memory is bounded by the transcript's capacity, the session's files and limits. Safe for concurrent use.
/// </summary>
public sealed class ConsoleTerminal : IAsyncDisposable
{
    /// <summary>Lines that <see cref="History"/> keeps.</summary>
    public const int MaxHistory = 200;

    /// <summary>Characters of a line that history keeps.</summary>
    private const int MaxHistoryLine = 4096;

    private readonly Lock _lock = new();
    private readonly List<string> _history = [];
    private string _unfinished = "";
    private Foreground? _foreground;
    private bool _disposed;

    /// <summary>A command that runs, with its keyboard.</summary>
    private sealed record Foreground(string Text, CancellationTokenSource Stop, Channel<string> Input)
    {
        public Task Running { get; set; } = Task.CompletedTask;
    }

    /// <param name="session">The terminal's alone; it ends with the terminal.</param>
    public ConsoleTerminal(ConsoleSession session, ConsoleTranscript? transcript = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        (Session, Transcript) = (session, transcript ?? new ConsoleTranscript());
        session.Terminal = StreamsOf;
        session.Jobs.Ended += JobEnded;
    }

    /// <summary>Goes on from what another terminal left. Commands that ran there do not; the transcript says so.</summary>
    /// <param name="session">A new one.</param>
    /// <param name="memory">Of the other.</param>
    /// <exception cref="InvalidOperationException">More or larger files than a session may have.</exception>
    public ConsoleTerminal(ConsoleSession session, TerminalMemory memory)
        : this(session)
    {
        ArgumentNullException.ThrowIfNull(memory);
        foreach (var folder in memory.Folders)
            session.Files.MakeFolder(folder);
        foreach (var (path, text) in memory.Files)
            session.Files.Write(path, text);
        session.Files.Enter(memory.Folder);
        foreach (var (name, value) in memory.Variables)
            session.Variables[name] = value;
        _history.AddRange(memory.History);
        Transcript.Restore(memory.Transcript);
        foreach (var server in session.Machine?.Servers ?? [])
        {
            if (memory.Servers.FirstOrDefault(s => s.ProcessId == server.ProcessId) is not { } started)
                continue;
            // The machine keeps the log's end: it is written again, and goes on.
            if (started.Log is { } log)
                session.Files.Write(log, "");
            session.Started(server, started.Properties, started.Log);
        }
        if (memory.Running.Count > 0)
        {
            Transcript.Append(ConsoleChunkKind.Notice, 0, session.Text(
                $"쉬는 동안 실행 중이던 명령은 끝났습니다: {string.Join(", ", memory.Running)}\n",
                $"What ran before the pause has ended: {string.Join(", ", memory.Running)}\n"));
        }
    }

    public ConsoleSession Session { get; }

    /// <summary>What another terminal goes on from, as it is now.</summary>
    public TerminalMemory Memory
    {
        get
        {
            lock (_lock)
            {
                return new TerminalMemory
                {
                    Files = Session.Files.Paths.ToDictionary(path => path, path => Session.Files.Read(path) ?? ""),
                    Folders = Session.Files.Folders,
                    Folder = Session.Files.Current,
                    Variables = Session.Variables.ToDictionary(),
                    History = [.. _history],
                    Transcript = Transcript.From(0),
                    Servers = Session.StartedServers,
                    Running = [.. new[] { _foreground?.Text }.OfType<string>(), .. Session.Jobs.All.Where(j => j.State != ConsoleJobState.Done).Select(j => j.Command)],
                };
            }
        }
    }

    /// <summary>What was typed and printed.</summary>
    public ConsoleTranscript Transcript { get; }

    /// <summary>Entered lines, the last one last.</summary>
    public IReadOnlyList<string> History
    {
        get
        {
            lock (_lock)
                return [.. _history];
        }
    }

    /// <summary>A command runs in the foreground: what is entered is its input.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_lock)
                return _foreground is not null;
        }
    }

    /// <summary>The line so far is not whole (an open quote, a here-document): the next one continues it; bash prompts with &gt;.</summary>
    public bool IsContinuing
    {
        get
        {
            lock (_lock)
                return _unfinished.Length > 0;
        }
    }

    /// <summary>Completes when no command runs in the foreground.</summary>
    public Task WhenIdle
    {
        get
        {
            lock (_lock)
                return _foreground?.Running ?? Task.CompletedTask;
        }
    }

    /// <summary>A line, ended by the Enter key; or several lines, pasted.</summary>
    public void Enter(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var text = line.Replace("\r", "", StringComparison.Ordinal);
        lock (_lock)
        {
            if (_disposed)
                return;
            Transcript.Append(ConsoleChunkKind.Typed, 0, text + "\n");
            if (_foreground is { } busy)
            {
                foreach (var typed in text.Split('\n'))
                    busy.Input.Writer.TryWrite(typed);
                return;
            }
            Remember(text);
            text = _unfinished.Length > 0 ? _unfinished + "\n" + text : text;
            if (ShellParser.IsUnfinished(text) && text.Length < ShellParser.MaxLength)
            {
                _unfinished = text;
                return;
            }
            _unfinished = "";
            var started = new Foreground(text, new CancellationTokenSource(), Channel.CreateBounded<string>(10_000));
            _foreground = started;
            started.Running = Task.Run(() => RunAsync(text, started), CancellationToken.None);
        }
    }

    /// <summary>Ctrl+C.</summary>
    public void Interrupt()
    {
        lock (_lock)
        {
            Transcript.Append(ConsoleChunkKind.Typed, 0, "^C\n");
            _unfinished = "";
            _ = _foreground?.Stop.CancelAsync();
        }
    }

    /// <summary>Ctrl+D: the command's input ends.</summary>
    public void EndInput()
    {
        lock (_lock)
            _foreground?.Input.Writer.TryComplete();
    }

    /// <summary>Candidates for the word at a caret.</summary>
    public Task<Completions> CompleteAsync(string line, int caret, CancellationToken cancel = default) => ConsoleCompletion.CompleteAsync(Session, line, caret, cancel);

    /// <summary>Ends the command that runs and all jobs.</summary>
    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_lock)
        {
            _disposed = true;
            _ = _foreground?.Stop.CancelAsync();
            running = _foreground?.Running ?? Task.CompletedTask;
        }
        await running;
        await Session.DisposeAsync();
    }

    private async Task RunAsync(string text, Foreground foreground)
    {
        var code = 1;
        try
        {
            code = await KafkaConsole.RunAsync(text, Session, StreamsOf(0) with { Input = foreground.Input.Reader, Interactive = true }, foreground.Stop.Token);
        }
        finally
        {
            lock (_lock)
            {
                foreach (var notice in Session.Jobs.TakeNotices())
                    Transcript.Append(ConsoleChunkKind.Notice, 0, notice + "\n");
                Transcript.Append(ConsoleChunkKind.Exit, 0, code.ToString(CultureInfo.InvariantCulture));
                _foreground = null;
            }
        }
    }

    private void JobEnded(ConsoleJob job)
    {
        lock (_lock)
        {
            // While a command runs the notice waits for its end, as in bash.
            if (_foreground is not null)
                return;
            foreach (var notice in Session.Jobs.TakeNotices())
                Transcript.Append(ConsoleChunkKind.Notice, job.Number, notice + "\n");
        }
    }

    private ConsoleStreams StreamsOf(int job) => new(new TranscriptWriter(Transcript, ConsoleChunkKind.Output, job), new TranscriptWriter(Transcript, ConsoleChunkKind.Error, job));

    private void Remember(string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxHistoryLine || _history.Count > 0 && _history[^1] == text)
            return;
        _history.Add(text);
        if (_history.Count > MaxHistory)
            _history.RemoveAt(0);
    }
}
