using System.Globalization;
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

    /// <summary>Typed after the running command's input had been ended.</summary>
    private readonly List<string> _ahead = [];
    private string _unfinished = "";
    private Foreground? _foreground;
    private bool _disposed;

    /// <summary>A command that runs, with its keyboard.</summary>
    private sealed record Foreground(string Text, CancellationTokenSource Stop, Keyboard Keyboard)
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

    /// <summary>Completes when no command runs in the foreground and no line waits for one to end.</summary>
    public Task WhenIdle
    {
        get
        {
            lock (_lock)
                return _foreground is null ? Task.CompletedTask : UntilIdleAsync(_foreground.Running);
        }
    }

    /// <summary>
    /// A line, ended by the Enter key; or several lines, pasted. While a command runs they are its input; those that it does not read are run, one after another,
    /// when it has ended.
    /// </summary>
    public void Enter(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var lines = line.Replace("\r", "", StringComparison.Ordinal).Split('\n');
        // A paste that ends with a line's end is as many lines as it has ends.
        if (lines.Length > 1 && lines[^1].Length == 0)
            lines = lines[..^1];
        lock (_lock)
        {
            if (_disposed)
                return;
            if (_foreground is not null)
                foreach (var typed in lines)
                    Transcript.Append(ConsoleChunkKind.Stdin, 0, typed + "\n");
            var isShown = _foreground is not null;
            foreach (var typed in lines)
                Take(typed, isShown);
        }
    }

    /// <summary>Ctrl+C. What was typed ahead is dropped, as a terminal does.</summary>
    public void Interrupt()
    {
        lock (_lock)
        {
            Transcript.Append(_foreground is null ? ConsoleChunkKind.Typed : ConsoleChunkKind.Stdin, 0, "^C\n");
            _unfinished = "";
            _ahead.Clear();
            _foreground?.Keyboard.TakeLeft();
            _ = _foreground?.Stop.CancelAsync();
        }
    }

    /// <summary>Ctrl+D: the command's input ends. Without a command nothing happens: the terminal lives on.</summary>
    public void EndInput()
    {
        lock (_lock)
            _foreground?.Keyboard.End();
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

    /// <summary>Holding the lock: runs a line, or keeps it for the command that runs.</summary>
    private void Take(string line, bool isShown)
    {
        if (_foreground is { } busy)
        {
            if (!busy.Keyboard.Type(line, isShown))
                _ahead.Add(line);
            return;
        }
        Transcript.Append(ConsoleChunkKind.Typed, 0, line + "\n");
        Remember(line);
        var text = _unfinished.Length > 0 ? _unfinished + "\n" + line : line;
        if (ShellParser.IsUnfinished(text) && text.Length < ShellParser.MaxLength)
        {
            _unfinished = text;
            return;
        }
        _unfinished = "";
        var started = new Foreground(text, new CancellationTokenSource(), new Keyboard(read => Transcript.Append(ConsoleChunkKind.Stdin, 0, read + "\n")));
        _foreground = started;
        started.Running = Task.Run(() => RunAsync(text, started), CancellationToken.None);
    }

    private async Task RunAsync(string text, Foreground foreground)
    {
        var code = 1;
        try
        {
            code = await KafkaConsole.RunAsync(text, Session, StreamsOf(0) with { Input = foreground.Keyboard, Interactive = true }, foreground.Stop.Token);
        }
        finally
        {
            lock (_lock)
            {
                foreach (var notice in Session.Jobs.TakeNotices())
                    Transcript.Append(ConsoleChunkKind.Notice, 0, notice + "\n");
                Transcript.Append(ConsoleChunkKind.Exit, 0, code.ToString(CultureInfo.InvariantCulture));
                _foreground = null;
                if (_disposed)
                    _ahead.Clear();
                else
                    RunAhead(foreground.Keyboard.TakeLeft());
            }
        }
    }

    /// <summary>Holding the lock: the shell reads what the command that has ended did not.</summary>
    private void RunAhead(IReadOnlyList<string> left)
    {
        string[] lines = [.. left, .. _ahead];
        _ahead.Clear();
        foreach (var line in lines)
            Take(line, isShown: false);
    }

    private async Task UntilIdleAsync(Task running)
    {
        for (var one = running; one is not null;)
        {
            await one;
            lock (_lock)
                one = _foreground?.Running;
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
