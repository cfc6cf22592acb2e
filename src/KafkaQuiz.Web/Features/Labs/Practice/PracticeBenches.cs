using System.Collections.Concurrent;
using KafkaQuiz.Bench;
using KafkaQuiz.Console;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Web.Host;

namespace KafkaQuiz.Web.Features.Labs.Practice;

/// <summary>
/// The workbenches of this node: one a session, made when the learner asks for it, ended with the session, after <see cref="Settings.PracticeIdle"/> without use, or when the
/// learner starts more than <see cref="MostOfALearner"/>. They live in memory: with the server they are gone, and the page offers a fresh one.
/// </summary>
internal sealed class PracticeBenches : IAsyncDisposable
{
    /// <summary>Most of one learner; the one that was left alone longest makes room.</summary>
    public const int MostOfALearner = 2;

    private readonly ConcurrentDictionary<Guid, PracticeBench> _benches = new();
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly EgressPolicy _everyones;
    private readonly TimeProvider _time;
    private readonly Settings _settings;
    private readonly ITimer _sweep;

    public PracticeBenches(EgressPolicy everyones, TimeProvider time, Settings settings)
    {
        (_everyones, _time, _settings) = (everyones, time, settings);
        // No named cluster leads to a practice cluster: those of other learners are on this machine too.
        everyones.DeniesPort = port => _benches.Values.Any(bench => bench.Bench.Machine.HasPort(port));
        _sweep = time.CreateTimer(_ => _ = EndIdleAsync(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
    }

    /// <summary>The session's bench, or null. Whoever asks for a learner has checked that the session is theirs.</summary>
    public PracticeBench? Find(Guid session)
    {
        if (!_benches.TryGetValue(session, out var bench)) return null;
        bench.UsedAt = _time.GetUtcNow();
        return bench;
    }

    /// <summary>Makes the session's bench, or gives the one that is there; null where this node has no room.</summary>
    public async Task<PracticeBench?> StartAsync(Guid session, Guid learner, Lab lab, bool english, CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (Find(session) is { } present) return present;
            foreach (var old in _benches.Values.Where(bench => bench.Learner == learner).OrderByDescending(bench => bench.UsedAt).Skip(MostOfALearner - 1)) await EndAsync(old.Session);
            if (_benches.Count >= _settings.PracticeClusters) await EndIdleAsync();
            if (_benches.Count >= _settings.PracticeClusters) return null;
            var options = WorkbenchOptions.For(lab.Definition.Cluster) with { Language = english ? ConsoleLanguage.English : ConsoleLanguage.Korean };
            var workbench = await Workbench.StartAsync(options, cancellationToken);
            var policy = new EgressPolicy(EgressPolicy.Loopback, onlyPorts: workbench.Machine.HasPort);
            return _benches[session] = new PracticeBench(session, learner, lab, workbench, policy, _time.GetUtcNow());
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Ends the session's bench, with all that was on it.</summary>
    public async Task EndAsync(Guid session)
    {
        if (_benches.TryRemove(session, out var bench)) await bench.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        _everyones.DeniesPort = null;
        foreach (var session in _benches.Keys) await EndAsync(session);
        _starting.Dispose();
    }

    private async Task EndIdleAsync()
    {
        var limit = _time.GetUtcNow() - _settings.PracticeIdle;
        foreach (var bench in _benches.Values.Where(bench => bench.UsedAt < limit)) await EndAsync(bench.Session);
    }
}
