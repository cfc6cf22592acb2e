using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Controller;

/// <summary>
/// What the active controller does about partitions: elections, ISR changes, failed disks, the preferred-leader balancer
/// (ReplicationControlManager.java). Only on the loop.
/// </summary>
internal sealed class ClusterController(ClusterState cluster)
{
    /// <summary>`unclean.leader.election.interval.ms`, an internal config.</summary>
    private static readonly TimeSpan UncleanElectionInterval = TimeSpan.FromMinutes(5);

    private IDisposable? _balancer;
    private IDisposable? _uncleanElection;

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

    public void BecameActive()
    {
        if (cluster.Features[Features.EligibleLeaderReplicas] > 0)
            cluster.Configs.SettleMinIsr();
        foreach (var broker in cluster.Brokers.Values)
            RemoveOffline(broker);
        WatchBalance();
        WatchLeaderless();
    }

    /// <summary>The machine has woken: what the controller looks at from time to time it does again.</summary>
    public void Resume()
    {
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
        {
            cluster.Replicator.LeaderChanged(partition, leader);
            cluster.Transactions.LeaderChanged(partition);
        }
        else if (added)
            cluster.Replicator.SyncFollowers(partition);
        cluster.Replicator.IsrChanged(partition);
        if (partition.Leader != leader && partition.Topic.Name == Coordinators.OffsetsTopic)
            cluster.Groups.CoordinatorChanged(partition);
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
        id => cluster.Brokers.TryGetValue(id, out var broker) && broker.IsActive && partition.Replicas.TryGetValue(id, out var replica) && !replica.IsOffline && !replica.IsLost;

    /// <summary>Takes a broker, fenced by now, out of the ISRs and elects others in its place.</summary>
    /// <param name="broker">Which.</param>
    /// <param name="unclean">It crashed: what it held cannot be trusted, and it leaves the ELRs too.</param>
    public void RemoveFromIsrs(Broker broker, bool unclean) => Remove(broker, cluster.Topics.Partitions, unclean);

    /// <summary>Elects leaders for partitions that have none.</summary>
    public void ElectLeaders()
    {
        foreach (var partition in cluster.Topics.Partitions.Where(p => p.Leader == Partition.NoLeader).ToList())
            Change(partition, ChangeOf(partition, ModeOf(partition)));
    }

    /// <summary>A broker that starts has empty directories in the place of those that failed, and their replicas start over.</summary>
    public void ReplaceLogDirs(Broker broker)
    {
        Remove(broker, cluster.Topics.Partitions.Where(p => IsOffline(p, broker)), unclean: true);
        broker.FailedLogDirs.Clear();
        foreach (var replica in cluster.Topics.Partitions.Where(p => IsOffline(p, broker)).Select(p => p.Replicas[broker.Id]))
            replica.Lose();
    }

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

    /// <summary>Makes and drops replicas as the assignment says.</summary>
    /// <returns>Whether any was made.</returns>
    private bool MatchReplicas(Partition partition)
    {
        foreach (var gone in partition.Replicas.Keys.Except(partition.Assignment).ToList())
        {
            cluster.Replicator.Drop(partition.Replicas[gone]);
            partition.Replicas.Remove(gone);
            cluster.Topics.Changed();
        }
        var added = partition.Assignment.Except(partition.Replicas.Keys).ToList();
        if (added.Count > 0)
            cluster.Topics.Changed();
        foreach (var id in added)
            partition.Replicas.Add(id, LogDirs.NewReplica(cluster, id, partition.Topic, partition.Index));
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
