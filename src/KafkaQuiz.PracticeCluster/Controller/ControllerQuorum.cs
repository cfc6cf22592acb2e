using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Servers;
using KafkaQuiz.Practice.Sleep;

namespace KafkaQuiz.Practice.Controller;

/// <summary>
/// The KRaft quorum: a majority of its voters, alive, elects the active controller (KIP-595). Without one metadata does not change, while
/// leaders go on serving. Brokers that are no voters follow as observers. Only on the loop.
/// </summary>
internal sealed class ControllerQuorum(ClusterState cluster, IEnumerable<int> voters)
{
    /// <summary>The active controller writes a NoOpRecord this often (`metadata.max.idle.interval.ms`), so that its log grows when idle.</summary>
    private static readonly TimeSpan IdleInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>An observer that has not fetched for so long is forgotten (LeaderState.OBSERVER_SESSION_TIMEOUT_MS).</summary>
    private static readonly TimeSpan ObserverSession = TimeSpan.FromMinutes(5);

    /// <summary>Nodes that have stopped to fetch, with their end of the metadata log and the virtual time of the last fetch.</summary>
    private readonly Dictionary<int, (long EndOffset, DateTimeOffset At)> _silent = [];

    private IDisposable? _election;
    private long _written = 45;
    private bool _isElecting;

    /// <summary>Node ids.</summary>
    public SortedSet<int> Voters { get; } = [.. voters];

    /// <summary>Where the voters look for each other; null when that was never written down and they find each other anyway.</summary>
    public IReadOnlyList<Voter>? Addresses { get; private set; }

    /// <summary>The voters are in the metadata log and not in everybody's properties (KIP-853).</summary>
    public bool IsDynamic { get; private set; }

    /// <summary>Node id of the active controller; -1 while there is none.</summary>
    public int LeaderId { get; private set; } = -1;

    public int Epoch { get; private set; }

    /// <summary>Metadata records written so far: the end offset of __cluster_metadata-0.</summary>
    public long EndOffset => _written + (IsActive ? (cluster.Now - ActiveSince).Ticks / IdleInterval.Ticks : 0);

    /// <summary>Virtual time at which the active controller became active.</summary>
    public DateTimeOffset ActiveSince { get; private set; }

    public bool IsActive => LeaderId >= 0;

    /// <summary>Pulsed when a controller becomes active.</summary>
    public Signal Activated { get; } = new();

    /// <summary>Voters that can vote, by id.</summary>
    private IEnumerable<int> Live => Voters.Where(IsUp);

    private bool HasMajority => Live.Count() > Voters.Count / 2;

    /// <summary>`controller.quorum.fetch.timeout.ms`: followers miss a dead leader after this.</summary>
    private TimeSpan FetchTimeout => cluster.Configs.Milliseconds("controller.quorum.fetch.timeout.ms");

    /// <summary>Where another state's metadata log ends, with nobody active.</summary>
    public void CopyFrom(ControllerQuorum other) =>
        (Epoch, _written, Addresses, IsDynamic) = (other.Epoch, other.EndOffset, other.Addresses, other.IsDynamic);

    /// <summary>Other voters, or other addresses of them. Only while no controller is active.</summary>
    public void Reconfigure(IReadOnlyList<Voter> addresses, bool isDynamic)
    {
        (Addresses, IsDynamic) = (addresses, isDynamic);
        Voters.Clear();
        Voters.UnionWith(addresses.Select(a => a.Id));
    }

    /// <summary>Notes that metadata changed.</summary>
    public void Wrote(int records = 1)
    {
        _written += records;
        cluster.Machine.Changes.Note();
    }

    public void ElectNow()
    {
        _election?.Dispose();
        _election = null;
        Resign();
        if (!HasMajority)
            return;
        // Nobody votes for a candidate whose log is behind its own.
        var candidates = Live.Where(id => Epoch == 0 || cluster.Nodes[id].HoldsMetadata).ToArray();
        if (candidates.Length == 0)
        {
            ForgottenCluster.BeginAnew(cluster.Machine, cluster);
            return;
        }
        LeaderId = candidates[cluster.Random.Next(candidates.Length)];
        if (Epoch == 0)
            cluster.Nodes[LeaderId].Bootstrap();
        ActiveSince = cluster.Now;
        Epoch++;
        foreach (var node in cluster.Nodes.Values.Where(n => IsUp(n.Id)))
            node.Follow();
        // A new leader knows nothing of those that have never fetched from it (LeaderState.java).
        foreach (var id in cluster.Nodes.Keys.Where(id => !IsUp(id)))
            _silent[id] = Unknown;
        Wrote();
        cluster.Registry.BecameActive();
        cluster.Controller.BecameActive();
        Activated.Pulse();
    }

    /// <summary>A node is no longer there.</summary>
    /// <param name="node">Which.</param>
    /// <param name="resigned">It said so, as in a clean shutdown: no one waits for a timeout.</param>
    public void Lost(Node node, bool resigned)
    {
        _silent.TryAdd(node.Id, (EndOffset, cluster.Now));
        if (!Voters.Contains(node.Id) || (node.Id != LeaderId && HasMajority))
            return;
        if (node.Id == LeaderId)
            Resign();
        Schedule(resigned ? TimeSpan.Zero : FetchTimeout);
    }

    public void Back(Node node)
    {
        _silent.Remove(node.Id);
        if (IsActive && IsUp(node.Id))
            node.Follow();
        if (!IsActive && HasMajority)
            Schedule(TimeSpan.Zero);
    }

    /// <summary>How far the voters have come, in order of their ids.</summary>
    public IEnumerable<QuorumReplica> DescribeVoters() => Voters.Select(Describe);

    /// <summary>How far those that follow without a vote have come: brokers, in order of their ids.</summary>
    public IEnumerable<QuorumReplica> DescribeObservers() => cluster.Nodes.Keys.Where(id => !Voters.Contains(id)).Select(Describe)
        .Where(o => o.LastFetch is { } at && cluster.Now - at < ObserverSession);

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

    public void Exchange(SleepArchive a)
    {
        var voters = a.List(Voters, a.Int);
        Voters.Clear();
        Voters.UnionWith(voters);
        Addresses = a.Bool(Addresses is not null) ? SleepOfCluster.Voters(a, Addresses ?? []) : null;
        IsDynamic = a.Bool(IsDynamic);
        (LeaderId, Epoch, _written, ActiveSince) = (a.Int(LeaderId), a.Int(Epoch), a.Long(_written), a.Time(ActiveSince));
        foreach (var (id, silent) in a.Map(_silent, s => (a.Long(s.EndOffset), a.Time(s.At))))
            _silent[id] = silent;
        _isElecting = a.Bool(_election is not null);
    }

    /// <summary>The machine has woken: an election that was coming comes, a timeout from now.</summary>
    public void Resume()
    {
        if (_isElecting)
            Schedule(FetchTimeout);
    }

    private static (long EndOffset, DateTimeOffset At) Unknown => (-1, DateTimeOffset.MinValue);

    private bool IsUp(int id) => cluster.Nodes.TryGetValue(id, out var node) && node.IsUp && node.Cluster == cluster && IsFound(node);

    /// <summary>A voter must listen where the others look for it.</summary>
    private bool IsFound(Node node) => Addresses?.FirstOrDefault(a => a.Id == node.Id) is not { } address
        || (cluster.Machine.IsHere(address.Host) && node.Config.ControllerListeners.Any(l => l.Port == address.Port));

    private QuorumReplica Describe(int id)
    {
        if (IsUp(id))
            return new(id, EndOffset, cluster.Now);
        var (end, at) = _silent.GetValueOrDefault(id, Unknown);
        return end < 0 ? new(id, -1, null) : new(id, end, at);
    }

    private void Resign()
    {
        _written = EndOffset;
        LeaderId = -1;
        cluster.Machine.Changes.Note();
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
