using System.Threading.Channels;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Labs.Verdicts;

namespace KafkaQuiz.Web.Features.Labs.Watching;

/// <summary>
/// Looks at one session's cluster while somebody has its page open. Of several nodes only the one that holds the duty looks; the others read what it
/// stored.
/// </summary>
#pragma warning disable CA1001 // The token source has no timer and no wait handle, so it holds nothing to let go of.
internal sealed class LabWatch : IDisposable
#pragma warning restore CA1001
{
    /// <summary>Between two looks: a change is shown within a second.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two looks at a cluster that cannot be reached.</summary>
    private static readonly TimeSpan EveryUnseen = TimeSpan.FromSeconds(3);

    private readonly Guid _session;
    private readonly string _node;
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Channel<LabVerdict>> _readers = [];
    private LabRun? _run;
    private LabVerdict? _last;
    private string? _lastShown;

    public LabWatch(Guid session, string node, IServiceScopeFactory scopes, TimeProvider time, ILogger log)
    {
        (_session, _node, _scopes, _time, _log) = (session, node, scopes, time, log);
        _ = Task.Run(RunAsync);
    }

    /// <summary>True once it looks no more.</summary>
    public bool HasEnded { get; private set; }

    public void Add(Channel<LabVerdict> reader)
    {
        lock (_readers)
        {
            _readers.Add(reader);
            if (_last is { } present) reader.Writer.TryWrite(present);
        }
    }

    /// <returns>How many readers are left; with none it ends.</returns>
    public int Remove(Channel<LabVerdict> reader)
    {
        lock (_readers)
        {
            _readers.Remove(reader);
            if (_readers.Count == 0 && !HasEnded) _end.Cancel();
            return _readers.Count;
        }
    }

    /// <summary>Called by the watch itself when it ends.</summary>
    public void Dispose() => _end.Dispose();

    private async Task RunAsync()
    {
        try
        {
            var states = await StoredStatesAsync(_end.Token);
            while (!_end.IsCancellationRequested)
            {
                var began = _time.GetTimestamp();
                var verdict = await LookAsync(states, _end.Token);
                if (verdict is null) break;
                states = LabGrading.States(verdict);
                Show(verdict);
                var pause = (verdict.Fault is null ? Every : EveryUnseen) - _time.GetElapsedTime(began);
                await Task.Delay(pause < Every / 4 ? Every / 4 : pause, _time, _end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The last window was closed.
        }
        catch (Exception fault)
        {
            _log.LogError(fault, "Watching lab session {Session} ended", _session);
        }
        await GiveUpAsync();
    }

    /// <summary>The states that were stored last: opening a page again is no news.</summary>
    private async Task<string> StoredStatesAsync(CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var stored = await scope.ServiceProvider.GetRequiredService<ListEvaluations>().LatestAsync(_session, cancellationToken);
        return stored is null ? "" : LabGrading.States(VerdictJson.ReadVerdict(stored.Verdict));
    }

    private async Task<LabVerdict?> LookAsync(string states, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var sessions = services.GetRequiredService<LabSessions>();
        _run = _run is { } known ? await sessions.OpenAgainAsync(known, cancellationToken) : await sessions.OpenAsync(_session, cancellationToken);
        if (_run is not { } run) return null;
        if (await services.GetRequiredService<WatchDuty>().TakeAsync(run.Session, _node, cancellationToken))
            return await services.GetRequiredService<LabGrading>().LookAsync(run, LabEvaluationBy.Watch, states, cancellationToken);
        var stored = await services.GetRequiredService<ListEvaluations>().LatestAsync(_session, cancellationToken);
        return stored is null ? _last ?? Waiting(run) : VerdictJson.ReadVerdict(stored.Verdict);
    }

    private LabVerdict Waiting(LabRun run) => new(_time.GetUtcNow(), null, [], 0, run.Lab.Tasks.Sum(task => task.Points));

    /// <summary>Tells the readers, where what they would see differs.</summary>
    private void Show(LabVerdict verdict)
    {
        var shown = VerdictJson.Write(Timeless(verdict));
        lock (_readers)
        {
            _last = verdict;
            if (shown == _lastShown) return;
            _lastShown = shown;
            foreach (var reader in _readers) reader.Writer.TryWrite(verdict);
        }
    }

    /// <summary>The verdict without the times of its readings, which differ at every look.</summary>
    private static LabVerdict Timeless(LabVerdict verdict) => verdict with
    {
        TakenAt = default,
        Tasks = [.. verdict.Tasks.Select(task => task with { HoldLeft = null, Check = task.Check with { Source = null, Parts = [.. task.Check.Parts.Select(part => part with { Source = null, Parts = [] })] } })],
    };

    private async Task GiveUpAsync()
    {
        lock (_readers)
        {
            HasEnded = true;
            Dispose();
            foreach (var reader in _readers) reader.Writer.TryComplete();
        }
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<WatchDuty>().GiveUpAsync(_session, _node, CancellationToken.None);
        }
        catch (Exception fault) when (fault is ObjectDisposedException or InvalidOperationException or System.Data.Common.DbException)
        {
            // The server stops: the duty runs out by itself.
        }
    }
}
