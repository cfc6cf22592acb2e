using KafkaQuiz.Practice.Brokers;
using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Controller;

/// <summary>
/// What the active controller does about brokers that come and go: fencing, elections, ISR changes, the preferred-leader balancer.
/// Only on the loop.
/// </summary>
internal sealed class ClusterController(ClusterState cluster)
{
    private IDisposable? _balancer;

    private TimeSpan SessionTimeout => cluster.Configs.Milliseconds("broker.session.timeout.ms");

    /// <summary>All brokers come up together.</summary>
    public void Start()
    {
        foreach (var broker in cluster.Brokers.Values)
        {
            broker.Process = BrokerProcess.Running;
            broker.IsFenced = false;
            broker.Epoch = cluster.Quorum.EndOffset + broker.Id;
        }
        cluster.Quorum.ElectNow();
    }

    public void BrokerDown(Broker broker, BrokerProcess process)
    {
        if (!broker.IsRunning && broker.Process != BrokerProcess.Hung)
            return;
        var clean = process == BrokerProcess.Stopped && broker.IsRunning && cluster.Quorum.IsActive;
        if (clean)
            RemoveFromIsrs(broker, unclean: false);
        broker.Process = process;
        broker.Resumed.Pulse();
        if (clean)
            broker.IsFenced = true;
        cluster.Quorum.VoterLost(broker, resigned: process == BrokerProcess.Stopped);
        if (!clean)
            ScheduleFencing(broker);
        cluster.Replicator.BrokerGone(broker.Id);
    }

    public void BrokerHung(Broker broker)
    {
        if (!broker.IsRunning)
            return;
        broker.Process = BrokerProcess.Hung;
        cluster.Quorum.VoterLost(broker, resigned: false);
        ScheduleFencing(broker);
    }

    public void BrokerSlowed(Broker broker, TimeSpan delay)
    {
        broker.Slowness = delay;
        cluster.Replicator.BrokerBack(broker.Id);
    }

    /// <summary>Started again, or going on after a hang.</summary>
    public void BrokerStarted(Broker broker)
    {
        if (broker.IsRunning)
            return;
        var unclean = broker.Process == BrokerProcess.Killed;
        var process = broker.Process;
        broker.Process = BrokerProcess.Running;
        broker.Slowness = TimeSpan.Zero;
        broker.Resumed.Pulse();
        cluster.Quorum.VoterBack();
        if (process != BrokerProcess.Hung)
        {
            // A new incarnation registers; after a crash nothing it held may be trusted (KIP-966).
            broker.Epoch = cluster.Quorum.EndOffset;
            if (unclean && cluster.Quorum.IsActive)
                RemoveFromIsrs(broker, unclean: true);
        }
        Unfence(broker);
    }

    /// <summary>A new active controller gives every broker a new session before it judges.</summary>
    public void BecameActive()
    {
        foreach (var broker in cluster.Brokers.Values)
        {
            if (broker.IsRunning)
                Unfence(broker);
            else if (!broker.IsFenced)
                ScheduleFencing(broker);
        }
    }

    /// <summary>Applies a change of a partition and lets the brokers act on it.</summary>
    public bool Change(Partition partition, PartitionChange change)
    {
        var (leader, epoch) = (partition.Leader, partition.LeaderEpoch);
        if (!change.Apply())
            return false;
        cluster.Quorum.Wrote();
        if (partition.Leader != leader || partition.LeaderEpoch != epoch)
            cluster.Replicator.LeaderChanged(partition, leader);
        cluster.Replicator.IsrChanged(partition);
        WatchBalance();
        return true;
    }

    public PartitionChange ChangeOf(Partition partition, ElectionMode mode = ElectionMode.Online) => new(partition, IsAlive(partition)) { Mode = mode };

    /// <summary>Whether a broker may lead this partition: active, and its disk as well.</summary>
    public Func<int, bool> IsAlive(Partition partition) =>
        id => cluster.Brokers[id].IsActive && partition.Replicas.TryGetValue(id, out var replica) && !replica.IsOffline;

    private void Unfence(Broker broker)
    {
        broker.SessionTimeout?.Dispose();
        broker.SessionTimeout = null;
        if (!cluster.Quorum.IsActive)
            return;
        broker.IsFenced = false;
        foreach (var partition in cluster.Topics.Partitions.Where(p => p.Leader == Partition.NoLeader && p.Assignment.Contains(broker.Id)).ToList())
            Change(partition, Elect(partition));
        cluster.Replicator.BrokerBack(broker.Id);
    }

    private void ScheduleFencing(Broker broker)
    {
        broker.SessionTimeout?.Dispose();
        broker.SessionTimeout = cluster.Timers.After(SessionTimeout, () =>
        {
            broker.SessionTimeout = null;
            // Without a controller nobody fences; the next one schedules anew.
            if (!cluster.Quorum.IsActive || broker.IsRunning)
                return;
            broker.IsFenced = true;
            RemoveFromIsrs(broker, unclean: false);
        });
    }

    private void RemoveFromIsrs(Broker broker, bool unclean)
    {
        var wasFenced = broker.IsFenced;
        broker.IsFenced = true;
        foreach (var partition in cluster.Topics.Partitions.Where(p => p.Assignment.Contains(broker.Id)).ToList())
        {
            if (!partition.Isr.Contains(broker.Id) && !(unclean && partition.Elr.Contains(broker.Id)) && partition.Leader != broker.Id)
                continue;
            Change(partition, new PartitionChange(partition, IsAlive(partition))
            {
                Mode = Elect(partition).Mode,
                Isr = [.. partition.Isr.Where(id => id != broker.Id)],
                UncleanlyShutDown = unclean ? [broker.Id] : [],
            });
        }
        broker.IsFenced = wasFenced || !unclean;
    }

    private PartitionChange Elect(Partition partition) =>
        ChangeOf(partition, partition.Topic.Settings.AllowsUncleanElection ? ElectionMode.Unclean : ElectionMode.Online);

    /// <summary>`auto.leader.rebalance.enable`: looks again after the interval whenever a leader is not the preferred one.</summary>
    private void WatchBalance()
    {
        if (_balancer is not null || !cluster.Configs.Flag("auto.leader.rebalance.enable") || !Imbalanced().Any())
            return;
        _balancer = cluster.Timers.After(TimeSpan.FromSeconds(cluster.Configs.Number("leader.imbalance.check.interval.seconds")), () =>
        {
            _balancer = null;
            foreach (var partition in Imbalanced().ToList())
                Change(partition, ChangeOf(partition, ElectionMode.Preferred));
            WatchBalance();
        });
    }

    private IEnumerable<Partition> Imbalanced() =>
        cluster.Quorum.IsActive ? cluster.Topics.Partitions.Where(p => p.Assignment.Count > 0 && p.Leader != p.Assignment[0] && p.Leader != Partition.NoLeader) : [];
}
