using System.Collections.Concurrent;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Web.Features.Labs.Practice;

namespace KafkaQuiz.Web.Features.Labs.Clusters;

/// <summary>
/// This node's connections to learners' clusters: one a session, kept while looks follow each other, closed after a minute without. A cache
/// only: another node makes its own.
/// </summary>
internal sealed class ClusterConnections : IAsyncDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    private readonly EgressPolicy _policy;
    private readonly ClusterSecret _secret;
    private readonly PracticeBenches _benches;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<Guid, Slot> _slots = new();
    private readonly ITimer _sweep;

    public ClusterConnections(EgressPolicy policy, ClusterSecret secret, PracticeBenches benches, TimeProvider time)
    {
        (_policy, _secret, _benches, _time) = (policy, secret, benches, time);
        _sweep = time.CreateTimer(_ => _ = CloseIdleAsync(), null, Idle / 2, Idle / 2);
    }

    /// <summary>Where a session's cluster is and how it may be reached, or null where none is named or none runs. A practice cluster is woken where there is room.</summary>
    public async Task<(ClusterTarget Target, EgressPolicy Policy)?> ReachAsync(LabSession session, CancellationToken cancellationToken)
    {
        if (!session.IsPractice) return TargetOf(session) is { } named ? (named, _policy) : null;
        if (await _benches.FindAsync(session.Id, makesRoom: false, cancellationToken) is not { } bench || await bench.ServersAsync() is not { } servers) return null;
        return (ClusterTarget.Of(servers) with { Where = bench.Bench.WhereAsync }, bench.Policy);
    }

    /// <summary>Where a cluster of the learner's own is, or null where none is named.</summary>
    private ClusterTarget? TargetOf(LabSession session)
    {
        if (session.Servers is null || ClusterTarget.ParseBootstrap(session.Servers, out _) is not { } bootstrap) return null;
        var password = session.ProtectedPassword is { } stored ? _secret.Reveal(stored) : null;
        var sasl = ClusterForm.Mechanism(session.SaslMechanism) is { } mechanism && password is not null
            ? new SaslCredentials(mechanism, session.SaslUser ?? "", password)
            : null;
        return new ClusterTarget(bootstrap, session.Tls, session.CaCertificate, sasl);
    }

    /// <summary>Evidence of the session's cluster; a fault is in it, never an exception.</summary>
    public async Task<ClusterEvidence> CollectAsync(
        LabSession session, EvidenceNeeds needs, ClusterEvidence? baseline, LabMemory? memory, CancellationToken cancellationToken)
    {
        if (await ReachAsync(session, cancellationToken) is not (var target, var policy))
            return ClusterConnection.Unseen(new NotGradable(CauseOf(session)), "", _time.GetUtcNow());
        var slot = await EnterAsync(session.Id, cancellationToken);
        try
        {
            if (slot.Connection is not null && !target.IsSameAs(slot.Target)) await slot.CloseAsync();
            slot.Connection ??= await ClusterConnection.OpenAsync(target, policy, _time, cancellationToken);
            slot.Target = target;
            return await slot.Connection.CollectAsync(needs, baseline, memory, cancellationToken);
        }
        catch (NotGradableException fault)
        {
            return ClusterConnection.Unseen(fault.Fault, target.BootstrapServers, _time.GetUtcNow());
        }
        finally
        {
            slot.UsedAt = _time.GetUtcNow();
            slot.Gate.Release();
        }
    }

    private NotGradableCause CauseOf(LabSession session) =>
        !session.IsPractice ? NotGradableCause.NoCluster : !_benches.IsAwake(session.Id) && _benches.Has(session.Id) ? NotGradableCause.Asleep : NotGradableCause.NothingRuns;

    /// <summary>Closes a session's connection now.</summary>
    public async Task ForgetAsync(Guid session)
    {
        if (_slots.TryRemove(session, out var slot)) await slot.CloseWhenFreeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        foreach (var session in _slots.Keys) await ForgetAsync(session);
    }

    /// <summary>Enters the session's slot; one that was swept away while it was waited for is entered anew.</summary>
    private async Task<Slot> EnterAsync(Guid session, CancellationToken cancellationToken)
    {
        while (true)
        {
            var slot = _slots.GetOrAdd(session, _ => new Slot());
            await slot.Gate.WaitAsync(cancellationToken);
            if (_slots.TryGetValue(session, out var current) && ReferenceEquals(current, slot)) return slot;
            slot.Gate.Release();
        }
    }

    private async Task CloseIdleAsync()
    {
        var limit = _time.GetUtcNow() - Idle;
        foreach (var (session, slot) in _slots)
        {
            if (slot.UsedAt < limit && slot.Gate.CurrentCount > 0) await ForgetAsync(session);
        }
    }

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public ClusterConnection? Connection { get; set; }

        public ClusterTarget? Target { get; set; }

        public DateTimeOffset UsedAt { get; set; } = DateTimeOffset.MaxValue;

        public async Task CloseAsync()
        {
            var connection = Connection;
            Connection = null;
            if (connection is not null) await connection.DisposeAsync();
        }

        public async Task CloseWhenFreeAsync()
        {
            await Gate.WaitAsync();
            try
            {
                await CloseAsync();
            }
            finally
            {
                Gate.Release();
            }
        }
    }
}
