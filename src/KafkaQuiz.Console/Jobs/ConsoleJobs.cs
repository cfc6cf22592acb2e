using KafkaQuiz.Console.Shell;

namespace KafkaQuiz.Console.Jobs;

/// <summary>
/// A session's background jobs. They outlive the command line that started them and end with the session, at the latest after
/// <see cref="ConsoleLimits.JobTime"/>. Safe for concurrent use.
/// </summary>
public sealed class ConsoleJobs : IDisposable
{
    private const int FirstProcessId = 20001;
    private readonly ConsoleSession _session;
    private readonly List<ConsoleJob> _jobs = [];
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _sessionEnd = new();
    private bool _disposed;
    private int _nextProcessId = FirstProcessId;

    internal ConsoleJobs(ConsoleSession session) => _session = session;

    /// <summary>Raised when a job has ended, on its own task; a terminal may say so.</summary>
    public event Action<ConsoleJob>? Ended;

    /// <summary>Jobs that run, and those that ended and were not told of yet.</summary>
    public IReadOnlyList<ConsoleJob> All
    {
        get
        {
            lock (_lock)
                return [.. _jobs];
        }
    }

    /// <summary>The job that <c>%1</c>, <c>%%</c>, <c>%kafka</c> (how its command begins) or a process id names; the last one for null.</summary>
    internal ConsoleJob? Find(string? name)
    {
        var jobs = All;
        return name switch
        {
            null or "%" or "%%" or "%+" => jobs.LastOrDefault(j => j.State != ConsoleJobState.Done) ?? (jobs.Count > 0 ? jobs[^1] : null),
            "%-" => jobs.Where(j => j.State != ConsoleJobState.Done).Reverse().Skip(1).FirstOrDefault(),
            _ when name[0] == '%' => jobs.FirstOrDefault(j => int.TryParse(name[1..], out var number) ? j.Number == number : j.Command.StartsWith(name[1..], StringComparison.Ordinal)),
            _ => int.TryParse(name, out var id) ? jobs.FirstOrDefault(j => j.ProcessId == id) : null,
        };
    }

    /// <exception cref="ShellFault">Too many jobs.</exception>
    internal ConsoleJob Start(ShellScope scope, AndOrList list, ShellIo io)
    {
        ConsoleJob job;
        lock (_lock)
        {
            if (_jobs.Count(j => j.State != ConsoleJobState.Done) >= _session.Limits.Jobs)
            {
                throw ShellFault.Refused(
                    $"백그라운드 작업은 {_session.Limits.Jobs}개까지 실행할 수 있습니다. jobs로 보고 kill %번호로 끝내세요.",
                    $"At most {_session.Limits.Jobs} background jobs may run. See them with jobs, end one with kill %NUMBER.");
            }
            var number = _jobs.Select(j => j.Number).DefaultIfEmpty(0).Max() + 1;
            job = new ConsoleJob(number, _nextProcessId++, list.Text, FirstTool(list), new ProcessSignals(_sessionEnd.Token), new JobOutput(_session.Terminal?.Invoke(number)));
            _jobs.Add(job);
        }
        // A subshell: what it sets, it sets for itself.
        var inner = scope with { Variables = new Dictionary<string, string>(scope.Variables, StringComparer.Ordinal), Signals = job.Signals, IsInteractive = false, Typed = null };
        job.Completion = RunAsync(job, inner, list);
        _ = TellAsync(job);
        scope.Variables["!"] = job.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (scope.IsInteractive)
            io.Error.Write($"[{job.Number}] {job.ProcessId}\n");
        return job;
    }

    /// <summary>Forgets jobs that have ended; returns their notices as bash prints them.</summary>
    internal IReadOnlyList<string> TakeNotices()
    {
        lock (_lock)
        {
            var ended = _jobs.Where(j => j.State == ConsoleJobState.Done).ToList();
            var notices = ended.Select(Line).ToList();
            _jobs.RemoveAll(ended.Contains);
            return notices;
        }
    }

    internal void Forget(ConsoleJob job)
    {
        lock (_lock)
            _jobs.Remove(job);
    }

    /// <summary>A job as <c>jobs</c> prints it: <c>[1]+  Running                 kafka-console-consumer … &amp;</c>.</summary>
    internal string Line(ConsoleJob job)
    {
        var jobs = All;
        var mark = jobs.Count > 0 && ReferenceEquals(jobs[^1], job) ? '+' : jobs.Count > 1 && ReferenceEquals(jobs[^2], job) ? '-' : ' ';
        return $"[{job.Number}]{mark}  {job.Status,-24}{job.Command}{(job.State == ConsoleJobState.Running ? " &" : "")}";
    }

    /// <summary>Ends all jobs as Ctrl+C would, and waits for them.</summary>
    internal async Task EndAsync()
    {
        if (!_disposed)
            await _sessionEnd.CancelAsync();
        foreach (var job in All)
            job.Signals.Interrupt();
        await Task.WhenAll(All.Select(j => j.Completion));
        Dispose();
    }

    /// <summary>Ends all jobs without waiting for them; <see cref="ConsoleSession.DisposeAsync"/> waits.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        _sessionEnd.Cancel();
        _sessionEnd.Dispose();
    }

    private async Task RunAsync(ConsoleJob job, ShellScope scope, AndOrList list)
    {
        // Off the caller's stack: the line that started it goes on.
        await Task.Yield();
        using var budget = new OutputBudget(_session.Limits.OutputCharacters);
        using var limit = new CancellationTokenSource(_session.Limits.JobTime);
        using var exceeded = budget.Exceeded.Register(job.Signals.Interrupt);
        using var late = limit.Token.Register(job.Signals.Interrupt);
        using var output = new LimitedWriter(job.Output.Out, budget);
        using var error = new LimitedWriter(job.Output.Error, budget);
        int code;
        try
        {
            code = await ListRun.RunAsync(scope, list.Pipelines, new ShellIo(LineChannel.Of(""), output, error));
        }
        catch (OperationCanceledException)
        {
            code = 130;
        }
        catch (ShellFault fault)
        {
            error.Write(fault.Text(_session.Language) + "\n");
            code = fault.ExitCode;
        }
        if (budget.Exceeded.IsCancellationRequested)
            Report(job, $"출력이 {_session.Limits.OutputCharacters:N0}자를 넘어 멈췄습니다.", $"stopped after {_session.Limits.OutputCharacters:N0} characters of output.");
        else if (limit.IsCancellationRequested)
            Report(job, $"제한 시간 {_session.Limits.JobTime.TotalMinutes:0}분을 넘어 멈췄습니다.", $"stopped after the time limit of {_session.Limits.JobTime.TotalMinutes:0} min.");
        job.Ended(code);
    }

    /// <summary>Only once its task has ended: whoever is told sees it as done.</summary>
    private async Task TellAsync(ConsoleJob job)
    {
        await job.Completion.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        Ended?.Invoke(job);
    }

    private void Report(ConsoleJob job, string korean, string english) => job.Output.Error.Write($"[{job.Number}] {_session.Text(korean, english)}\n");

    private static string? FirstTool(AndOrList list) =>
        list.Pipelines.SelectMany(p => p.Commands).OfType<SimpleCommand>().SelectMany(c => c.Words).Select(w => w.Bare is { } bare ? ToolTable.Find(bare)?.Name : null).FirstOrDefault(n => n is not null);
}
