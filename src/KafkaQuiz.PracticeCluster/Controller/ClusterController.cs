using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Controller;

/// <summary>
/// What the active controller does about brokers that come and go: fencing, elections, ISR changes, the preferred-leader balancer.
/// Only on the loop.
/// </summary>
internal sealed class ClusterController(ClusterState cluster)
{
    /// <summary>`unclean.leader.election.interval.ms`, an internal config.</summary>
    private static readonly TimeSpan UncleanElectionInterval = TimeSpan.FromMinutes(5);

    private IDisposable? _balancer;
    private IDisposable? _uncleanElection;

    private TimeSpan SessionTimeout => cluster.Configs.Milliseconds("broker.session.timeout.ms");

    /// <summary>All nodes come up together.</summary>
    public void Start()
    {
        foreach (var node in cluster.Nodes.Values)
        {
            node.Process = NodeProcess.Running;
            if (node.Config.IsBroker)
                cluster.Brokers.Add(node.Id, new Broker(node) { IsFenced = false, Epoch = cluster.Quorum.EndOffset + node.Id });
        }
        cluster.Quorum.ElectNow();
    }

    public void NodeDown(Node node, NodeProcess process)
    {
        if (!node.IsUp && node.Process != NodeProcess.Hung)
            return;
        // What hangs cannot shut down in an orderly way.
        if (node.Process == NodeProcess.Hung)
            process = NodeProcess.Killed;
        cluster.Brokers.TryGetValue(node.Id, out var broker);
        var clean = process == NodeProcess.Stopped && cluster.Quorum.IsActive;
        if (clean && broker is not null)
        {
            broker.IsFenced = true;
            Remove(broker, cluster.Topics.Partitions, unclean: false);
        }
        node.Process = process;
        node.Resumed.Pulse();
        cluster.Quorum.Lost(node, resigned: process == NodeProcess.Stopped);
        if (broker is null)
            return;
        if (!clean)
            ScheduleFencing(broker);
        cluster.Replicator.BrokerGone(broker.Id);
    }

    public void NodeHung(Node node)
    {
        if (!node.IsUp)
            return;
        node.Process = NodeProcess.Hung;
        cluster.Quorum.Lost(node, resigned: false);
        if (cluster.Brokers.TryGetValue(node.Id, out var broker))
            ScheduleFencing(broker);
    }

    public void NodeSlowed(Node node, TimeSpan delay)
    {
        node.Slowness = delay;
        cluster.Replicator.BrokerBack(node.Id);
    }

    /// <summary>A log directory fails: its replicas are gone until the broker starts again, with an empty one in its place.</summary>
    /// <returns>Whether it was the broker's last: Kafka then halts.</returns>
    public bool LogDirFailed(Node node, int dir)
    {
        node.FailedLogDirs.Add(dir);
        foreach (var partition in cluster.Topics.Partitions)
        {
            if (partition.Replicas.TryGetValue(node.Id, out var replica) && replica.LogDir == dir)
                replica.IsOffline = true;
        }
        if (node.FailedLogDirs.Count == LogDirs.Count(cluster, node.Id))
            return true;
        if (cluster.Brokers.TryGetValue(node.Id, out var broker))
            RemoveOffline(broker);
        return false;
    }

    /// <summary>Started again, or going on after a hang.</summary>
    public void NodeStarted(Node node)
    {
        if (node.IsUp)
            return;
        cluster.Brokers.TryGetValue(node.Id, out var broker);
        if (broker is not null)
            broker.StartsAfter = node.Process;
        node.Process = NodeProcess.Running;
        node.Slowness = TimeSpan.Zero;
        node.Resumed.Pulse();
        cluster.Quorum.Back(node);
        if (cluster.Quorum.IsActive && broker is not null)
            Register(broker);
    }

    /// <summary>A new active controller gives every broker a new session before it judges.</summary>
    public void BecameActive()
    {
        foreach (var broker in cluster.Brokers.Values)
        {
            if (broker.IsRunning)
                Register(broker);
            else if (!broker.IsFenced)
                ScheduleFencing(broker);
            RemoveOffline(broker);
        }
        WatchBalance();
        WatchLeaderless();
    }

    /// <summary>Applies a change of a partition and lets the brokers act on it.</summary>
    public bool Change(Partition partition, PartitionChange change)
    {
        var (leader, epoch) = (partition.Leader, partition.LeaderEpoch);
        change.HasElr = cluster.Features[Features.EligibleLeaderReplicas] > 0;
        if (!change.Apply())
            return false;
        cluster.Quorum.Wrote();
        var added = MatchReplicas(partition);
        if (partition.Leader != leader || partition.LeaderEpoch != epoch)
            cluster.Replicator.LeaderChanged(partition, leader);
        else if (added)
            cluster.Replicator.SyncFollowers(partition);
        cluster.Replicator.IsrChanged(partition);
        WatchBalance();
        return true;
    }

    public PartitionChange ChangeOf(Partition partition, ElectionMode mode = ElectionMode.Online) => new(partition, IsAlive(partition)) { Mode = mode };

    /// <summary>Online, or unclean where the topic allows it.</summary>
    public static ElectionMode ModeOf(Partition partition) =>
        partition.Topic.Settings.AllowsUncleanElection ? ElectionMode.Unclean : ElectionMode.Online;

    /// <summary>
    /// Partitions whose topics allow unclean elections only since they lost their leader get one at the controller's next look (QuorumController's
    /// electUnclean), not at once.
    /// </summary>
    public void WatchLeaderless()
    {
        if (_uncleanElection is not null || !Leaderless().Any())
            return;
        var sinceLast = (cluster.Now - cluster.Quorum.ActiveSince).Ticks % UncleanElectionInterval.Ticks;
        _uncleanElection = cluster.Timers.After(UncleanElectionInterval - TimeSpan.FromTicks(sinceLast), () =>
        {
            _uncleanElection = null;
            foreach (var partition in Leaderless().ToList())
                Change(partition, ChangeOf(partition, ElectionMode.Unclean));
        });
    }

    /// <summary>Whether a broker may lead this partition: active, and its disk as well.</summary>
    public Func<int, bool> IsAlive(Partition partition) =>
        id => cluster.Brokers.TryGetValue(id, out var broker) && broker.IsActive && partition.Replicas.TryGetValue(id, out var replica) && !replica.IsOffline;

    /// <summary>A broker that started registers anew; whichever sends heartbeats again is unfenced.</summary>
    private void Register(Broker broker)
    {
        if (broker.StartsAfter is { } before and not NodeProcess.Hung)
        {
            broker.Epoch = cluster.Quorum.EndOffset;
            broker.IsFenced = true;
            // After a crash nothing it held may be trusted (KIP-966); nor after the loss of a disk.
            Remove(broker, cluster.Topics.Partitions, unclean: before == NodeProcess.Killed);
            Remove(broker, cluster.Topics.Partitions.Where(p => IsOffline(p, broker)), unclean: true);
            ReplaceLogDirs(broker);
            cluster.Configs.Loggers.Forget(broker.Id);
            // It may have come with another server.properties.
            foreach (var topic in cluster.Topics.All)
                topic.Reconfigure();
        }
        broker.StartsAfter = null;
        broker.SessionTimeout?.Dispose();
        broker.SessionTimeout = null;
        broker.IsFenced = false;
        foreach (var partition in cluster.Topics.Partitions.Where(p => p.Leader == Partition.NoLeader).ToList())
            Change(partition, ChangeOf(partition, ModeOf(partition)));
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
            Remove(broker, cluster.Topics.Partitions, unclean: false);
        });
    }

    /// <summary>Takes a broker, fenced by now, out of the ISRs, after an unclean shutdown out of the ELRs too, and elects others in its place.</summary>
    private void Remove(Broker broker, IEnumerable<Partition> partitions, bool unclean)
    {
        foreach (var partition in partitions.Where(p => p.Isr.Contains(broker.Id) || (unclean && p.Elr.Contains(broker.Id))).ToList())
        {
            Change(partition, new PartitionChange(partition, IsAlive(partition))
            {
                Mode = ModeOf(partition),
                Isr = [.. partition.Isr.Where(id => id != broker.Id)],
                UncleanlyShutDown = unclean ? [broker.Id] : [],
            });
        }
    }

    private void RemoveOffline(Broker broker)
    {
        if (cluster.Quorum.IsActive && broker.FailedLogDirs.Count > 0)
            Remove(broker, cluster.Topics.Partitions.Where(p => IsOffline(p, broker)), unclean: false);
    }

    private static bool IsOffline(Partition partition, Broker broker) => partition.Replicas.TryGetValue(broker.Id, out var replica) && replica.IsOffline;

    private void ReplaceLogDirs(Broker broker)
    {
        broker.FailedLogDirs.Clear();
        foreach (var replica in cluster.Topics.Partitions.Where(p => IsOffline(p, broker)).Select(p => p.Replicas[broker.Id]))
        {
            replica.Log.ResetTo(0);
            replica.HighWatermark = 0;
            replica.IsOffline = false;
        }
    }

    /// <summary>Makes and drops replicas as the assignment says.</summary>
    /// <returns>Whether any was made.</returns>
    private bool MatchReplicas(Partition partition)
    {
        foreach (var gone in partition.Replicas.Keys.Except(partition.Assignment).ToList())
        {
            partition.Replicas[gone].Log.Clear();
            partition.Replicas.Remove(gone);
        }
        var added = partition.Assignment.Except(partition.Replicas.Keys).ToList();
        foreach (var id in added)
            partition.Replicas.Add(id, LogDirs.NewReplica(cluster, id, partition.Topic));
        return added.Count > 0;
    }

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

    private IEnumerable<Partition> Leaderless() =>
        cluster.Quorum.IsActive ? cluster.Topics.Partitions.Where(p => p.Leader == Partition.NoLeader && ModeOf(p) == ElectionMode.Unclean && p.Assignment.Exists(id => IsAlive(p)(id))) : [];

    private IEnumerable<Partition> Imbalanced() =>
        cluster.Quorum.IsActive ? cluster.Topics.Partitions.Where(p => p.Assignment.Count > 0 && p.Leader != p.Assignment[0] && p.Leader != Partition.NoLeader) : [];
}
