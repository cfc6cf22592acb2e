using KafkaQuiz.Practice.Brokers;
using KafkaQuiz.Practice.Loop;

namespace KafkaQuiz.Practice.Controller;

/// <summary>
/// The KRaft quorum: every broker is a voter, a majority of live voters elects the active controller (KIP-595). Without one metadata
/// does not change, while leaders go on serving. Only on the loop.
/// </summary>
internal sealed class ControllerQuorum(ClusterState cluster)
{
    /// <summary>`controller.quorum.fetch.timeout.ms`: followers miss a dead leader after this.</summary>
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The active controller writes a NoOpRecord this often (`metadata.max.idle.interval.ms`), so that its log grows when idle.</summary>
    private static readonly TimeSpan IdleInterval = TimeSpan.FromMilliseconds(500);

    private IDisposable? _election;
    private long _written = 45;
    private DateTimeOffset _activeSince;

    /// <summary>Node id of the active controller; -1 while there is none.</summary>
    public int LeaderId { get; private set; } = -1;

    public int Epoch { get; private set; }

    /// <summary>Metadata records written so far: the end offset of __cluster_metadata-0.</summary>
    public long EndOffset => _written + (IsActive ? (cluster.Now - _activeSince).Ticks / IdleInterval.Ticks : 0);

    public bool IsActive => LeaderId >= 0;

    /// <summary>Pulsed when a controller becomes active.</summary>
    public Signal Activated { get; } = new();

    private IEnumerable<Broker> Live => cluster.Brokers.Values.Where(b => b.IsRunning);

    private bool HasMajority => Live.Count() > cluster.Brokers.Count / 2;

    /// <summary>Notes that metadata changed.</summary>
    public void Wrote(int records = 1) => _written += records;

    public void ElectNow()
    {
        _election?.Dispose();
        _election = null;
        Resign();
        if (!HasMajority)
            return;
        var voters = Live.Select(b => b.Id).ToArray();
        LeaderId = voters[cluster.Random.Next(voters.Length)];
        _activeSince = cluster.Now;
        Epoch++;
        Wrote();
        cluster.Controller.BecameActive();
        Activated.Pulse();
    }

    /// <summary>A voter is no longer there.</summary>
    /// <param name="broker">Which.</param>
    /// <param name="resigned">It said so, as in a clean shutdown: no one waits for a timeout.</param>
    public void VoterLost(Broker broker, bool resigned)
    {
        broker.LastQuorumFetch = (EndOffset, cluster.Now);
        if (broker.Id != LeaderId && HasMajority)
            return;
        if (broker.Id == LeaderId)
            Resign();
        Schedule(resigned ? TimeSpan.Zero : FetchTimeout);
    }

    public void VoterBack(Broker broker)
    {
        broker.LastQuorumFetch = null;
        if (!IsActive && HasMajority)
            Schedule(TimeSpan.Zero);
    }

    /// <summary>Waits for an active controller, as a broker forwards a change until `request.timeout` passes.</summary>
    /// <returns>False when none came within <paramref name="limit"/>.</returns>
    public async Task<bool> WaitUntilActiveAsync(TimeSpan limit, CancellationToken gone)
    {
        if (IsActive)
            return true;
        using var waiter = new Waiter(cluster.Timers, cluster.Loop, [Activated], limit, gone);
        while (!IsActive && !waiter.IsOver)
            await waiter.NextAsync();
        return IsActive;
    }

    private void Resign()
    {
        _written = EndOffset;
        LeaderId = -1;
    }

    private void Schedule(TimeSpan delay)
    {
        _election?.Dispose();
        if (delay == TimeSpan.Zero)
            ElectNow();
        else
            _election = cluster.Timers.After(delay, ElectNow);
    }
}
