using System.Collections.Concurrent;
using KafkaQuiz.Bench;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Practice;
using KafkaQuiz.Web.Host;

namespace KafkaQuiz.Web.Features.Labs.Practice;

/// <summary>
/// The workbenches of this node: one a session, made when the learner asks for it, ended with the session. One that is not used goes to sleep in a file, as all do when
/// the server stops, and wakes when it is asked for: nothing is lost but connections and commands that ran. Those in use are saved every minute, so that a crash
/// costs no more than that.
/// </summary>
internal sealed class PracticeBenches : IHostedService, IAsyncDisposable
{
    /// <summary>Most of one learner that are awake; the one that was left alone longest goes to sleep.</summary>
    public const int MostOfALearner = 2;

    /// <summary>How long one is left in peace, however many want its place.</summary>
    private static readonly TimeSpan InUse = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BetweenSaves = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, PracticeBench> _benches = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Settings _settings;
    private readonly PracticeMemory _memory;
    private readonly SleepingBenches _asleep;
    private readonly EgressPolicy _everyones;
    private readonly TimeProvider _time;
    private readonly ILogger<PracticeBenches> _log;
    private readonly ITimer _timer;
    private Task _tending = Task.CompletedTask;
    private bool _over;

    public PracticeBenches(Settings settings, SleepingBenches asleep, EgressPolicy everyones, TimeProvider time, ILogger<PracticeBenches> log)
    {
        (_settings, _asleep, _everyones, _time, _log) = (settings, asleep, everyones, time, log);
        _memory = new PracticeMemory(settings.PracticeMemory);
        // No named cluster leads to a practice cluster: those of other learners are on this machine too.
        everyones.DeniesPort = port => _benches.Values.Any(bench => bench.Bench.Machine.HasPort(port));
        _timer = time.CreateTimer(_ => Tend(), null, BetweenSaves, BetweenSaves);
    }

    public bool IsAwake(Guid session) => _benches.ContainsKey(session);

    /// <summary>Whether the session has a bench, awake or asleep.</summary>
    public bool Has(Guid session) => _benches.ContainsKey(session) || _asleep.Find(session) is not null;

    /// <summary>
    /// The session's bench, woken if it sleeps; null where it has none or there is no room. Whoever asks for a learner has checked that the session is theirs.
    /// </summary>
    /// <param name="session">Which.</param>
    /// <param name="makesRoom">Whether another may go to sleep for it: for what the learner does, not for a page that is only open.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PracticeBench?> FindAsync(Guid session, bool makesRoom, CancellationToken cancellationToken)
    {
        if (Touch(session) is { } awake) return awake;
        if (_asleep.Find(session) is null) return null;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return Touch(session) ?? (_over ? null : await WakeAsync(session, makesRoom, cancellationToken));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Makes the session's bench, or gives the one that there is; null where this node has no room.</summary>
    public async Task<PracticeBench?> StartAsync(Guid session, Guid learner, Lab lab, bool english, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if ((Touch(session) ?? await WakeAsync(session, makesRoom: true, cancellationToken)) is { } present) return present;
            if (_over || !await HasRoomAsync(learner, makesRoom: true)) return null;
            var bench = new BenchRecord(learner, lab.Servers, english);
            var options = WorkbenchOptions.For(lab.Definition.Cluster) with { Language = bench.Language, Shared = _memory };
            return Put(session, bench, await Workbench.StartAsync(options, cancellationToken));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends the session's bench, with all that was on it.</summary>
    public async Task EndAsync(Guid session)
    {
        await _gate.WaitAsync();
        try
        {
            if (_benches.TryRemove(session, out var bench)) await bench.DisposeAsync();
            _asleep.Delete(session);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Saves what changed, puts to sleep what is not used or takes too much of the memory: every minute, and now.</summary>
    public async Task TendAsync()
    {
        await _tending;
        await (_tending = TendOnceAsync());
    }

    private async Task TendOnceAsync()
    {
        foreach (var bench in _benches.Values) await GuardAsync(bench, () => bench.UsedAt < _time.GetUtcNow() - _settings.PracticeIdle ? SleepAsync(bench) : SaveAsync(bench));
        foreach (var bench in LongestUnused())
        {
            if (_memory.Used < _memory.Limit / 10 * 8) return;
            await GuardAsync(bench, () => SleepAsync(bench));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The server stops, after its last request: all go to sleep.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _timer.DisposeAsync();
        await _tending;
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            _over = true;
            await Parallel.ForEachAsync(_benches.Values, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = CancellationToken.None }, async (bench, _) => await SleepAsync(bench));
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        // What could not be saved is lost; it was logged.
        foreach (var bench in _benches.Values) await bench.DisposeAsync();
        _benches.Clear();
        _everyones.DeniesPort = null;
    }

    private PracticeBench? Touch(Guid session)
    {
        if (!_benches.TryGetValue(session, out var bench)) return null;
        bench.UsedAt = _time.GetUtcNow();
        return bench;
    }

    private PracticeBench Put(Guid session, BenchRecord record, Workbench workbench) =>
        _benches[session] = new PracticeBench(session, record, workbench, new EgressPolicy(EgressPolicy.Loopback, onlyPorts: workbench.Machine.HasPort), _time.GetUtcNow());

    private void Tend()
    {
        if (_tending.IsCompleted) _tending = TendOnceAsync();
    }

    /// <summary>In the gate: one that was ended meanwhile is left alone.</summary>
    private async Task GuardAsync(PracticeBench bench, Func<Task> work)
    {
        await _gate.WaitAsync();
        try
        {
            if (_benches.TryGetValue(bench.Session, out var present) && ReferenceEquals(present, bench)) await work();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<PracticeBench?> WakeAsync(Guid session, bool makesRoom, CancellationToken cancellationToken)
    {
        if (_asleep.Find(session) is not { } path) return null;
        try
        {
            var record = await SleepingBenches.ReadAsync(path, cancellationToken);
            if (!await HasRoomAsync(record.Learner, makesRoom)) return null;
            return Put(session, record, await Workbench.WakeAsync(path, new WorkbenchOptions { Language = record.Language, Shared = _memory }, cancellationToken));
        }
        catch (IOException fault)
        {
            _log.LogError(fault, "The practice cluster of lab session {Session} cannot be woken; its files are set aside", session);
            _asleep.SetAside(session);
            return null;
        }
    }

    private async Task<bool> HasRoomAsync(Guid learner, bool makesRoom)
    {
        var own = _benches.Values.Where(bench => bench.Learner == learner).OrderByDescending(bench => bench.UsedAt).Skip(MostOfALearner - 1).ToList();
        if (!makesRoom) return own.Count == 0 && !IsFull;
        foreach (var bench in own) await SleepAsync(bench);
        foreach (var bench in LongestUnused())
        {
            if (!IsFull) break;
            await SleepAsync(bench);
        }
        return !IsFull;
    }

    private bool IsFull => _benches.Count >= _settings.PracticeClusters || _memory.Used >= _memory.Limit / 10 * 9;

    private List<PracticeBench> LongestUnused() => [.. _benches.Values.Where(bench => bench.UsedAt < _time.GetUtcNow() - InUse).OrderBy(bench => bench.UsedAt)];

    private async Task SaveAsync(PracticeBench bench)
    {
        var seen = await bench.StateAsync();
        if (seen != bench.Saved && await TryAsync(bench, path => bench.Bench.SaveAsync(path))) bench.Saved = seen;
    }

    /// <summary>One that cannot be saved goes on.</summary>
    private async Task SleepAsync(PracticeBench bench)
    {
        _benches.TryRemove(bench.Session, out _);
        if (await TryAsync(bench, path => bench.Bench.SleepAsync(path))) await bench.DisposeAsync();
        else _benches[bench.Session] = bench;
    }

    /// <returns>False when it could not be written.</returns>
    private async Task<bool> TryAsync(PracticeBench bench, Func<string, Task> write)
    {
        try
        {
            await write(await _asleep.PrepareAsync(bench.Session, bench.Record));
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _log.LogError(fault, "The practice cluster of lab session {Session} was not saved", bench.Session);
            return false;
        }
    }
}
