using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Replication;

/// <summary>
/// Followers copy from leaders, the high watermark follows the ISR, laggards leave it and come back (Partition.scala). A healthy
/// follower has what the leader has at once; a slow one after its delay; a dead one never. Only on the loop.
/// </summary>
internal sealed class Replicator(ClusterState cluster)
{
    private readonly HashSet<Replica> _fetching = [];

    private TimeSpan MaxLag => cluster.Configs.Milliseconds("replica.lag.time.max.ms");

    /// <summary>Appends one batch to the leader's log, stamps it, and lets the followers fetch.</summary>
    /// <param name="partition">With a leader.</param>
    /// <param name="bytes">A whole batch, checked; owned by the log from now on.</param>
    public Batch Append(Partition partition, byte[] bytes)
    {
        var leader = partition.LeaderReplica!;
        RecordBatch.Stamp(bytes, leader.EndOffset, partition.LeaderEpoch);
        var batch = new Batch(bytes);
        var rolled = AppendTo(partition, leader, batch);
        partition.Producers.Appended(batch);
        if (batch.IsControl)
            partition.Producers.ForgetAborted(leader.Log.StartOffset);
        SyncFollowers(partition);
        if (rolled || batch.IsControl)
            cluster.Upkeep.Watch(partition);
        return batch;
    }

    /// <summary>Lets every follower fetch, then moves the high watermark.</summary>
    public void SyncFollowers(Partition partition)
    {
        if (partition.LeaderReplica is not { } leader)
            return;
        leader.LastCaughtUp = cluster.Now;
        // A follower that has caught up may end a reassignment, which changes the replicas.
        foreach (var replica in partition.Replicas.Values.ToList())
        {
            if (replica.Broker != partition.Leader)
                Fetch(partition, replica);
        }
        AdvanceHighWatermark(partition);
        WatchLag(partition);
        partition.Changed.Pulse();
    }

    /// <summary>The machine has woken: fetches that were under way are made again, and lags are watched.</summary>
    public void Resume(Partition partition)
    {
        if (partition.LeaderReplica is { } leader)
        {
            // Only a slow follower's fetch takes time.
            foreach (var behind in partition.Replicas.Values.Where(r => cluster.Nodes[r.Broker].Slowness > TimeSpan.Zero && (r.EndOffset != leader.EndOffset || r.FollowedEpoch != partition.LeaderEpoch)).ToList())
                Fetch(partition, behind);
        }
        WatchLag(partition);
    }

    public void LeaderChanged(Partition partition, int oldLeader)
    {
        if (partition.LeaderReplica is { } leader)
        {
            leader.HighWatermark = Math.Min(leader.HighWatermark, leader.EndOffset);
            if (cluster.IsRunning(partition.Leader))
                leader.Log.AssignEpoch(partition.LeaderEpoch);
            // A leader with another log than the last one's knows other producers.
            if (oldLeader == Partition.NoLeader || !partition.Replicas.TryGetValue(oldLeader, out var before) || before.EndOffset != leader.EndOffset)
                partition.Producers.Rebuild(leader.Log);
            foreach (var replica in partition.Replicas.Values)
                replica.LastCaughtUp = cluster.Now;
            SyncFollowers(partition);
        }
        partition.Changed.Pulse();
    }

    /// <summary>A replica is no longer wanted. One that is cut off does not know yet and keeps its log until it is healed.</summary>
    public void Drop(Replica replica)
    {
        if (cluster.Nodes[replica.Broker].Cluster == cluster)
            replica.Log.Clear();
    }

    public void IsrChanged(Partition partition)
    {
        AdvanceHighWatermark(partition);
        partition.Changed.Pulse();
    }

    /// <summary>A broker is gone: whoever waits on its partitions looks again, and its lag is watched.</summary>
    public void BrokerGone(int id)
    {
        foreach (var partition in Of(id))
        {
            partition.Changed.Pulse();
            WatchLag(partition);
        }
    }

    /// <summary>A broker can fetch and be fetched from again.</summary>
    public void BrokerBack(int id)
    {
        foreach (var partition in Of(id))
        {
            SyncFollowers(partition);
            cluster.Upkeep.Watch(partition);
        }
    }

    private List<Partition> Of(int broker) => [.. cluster.Topics.Partitions.Where(p => p.Replicas.ContainsKey(broker))];

    /// <returns>Whether the batch opened a new segment.</returns>
    private bool AppendTo(Partition partition, Replica replica, Batch batch)
    {
        var settings = partition.Topic.On(replica.Broker);
        return replica.Log.Append(batch, cluster.Time.Milliseconds, settings.SegmentBytes, settings.SegmentMs);
    }

    private bool CanFetch(Partition partition, Replica replica) =>
        partition.Leader != Partition.NoLeader && partition.Leader != replica.Broker && !replica.IsOffline
        && partition.Replicas.TryGetValue(replica.Broker, out var present) && present == replica
        && cluster.IsRunning(replica.Broker) && cluster.IsRunning(partition.Leader) && cluster.Brokers[partition.Leader].IsFoundByBrokers;

    private void Fetch(Partition partition, Replica replica)
    {
        if (!CanFetch(partition, replica))
            return;
        var delay = cluster.Nodes[replica.Broker].Slowness;
        if (delay == TimeSpan.Zero)
        {
            Copy(partition, replica, partition.LeaderReplica!.EndOffset, cluster.Now);
            return;
        }
        // One fetch in flight: it brings what the leader had when it was sent.
        if (replica.EndOffset == partition.LeaderReplica!.EndOffset && replica.FollowedEpoch == partition.LeaderEpoch)
        {
            replica.LastCaughtUp = cluster.Now;
            return;
        }
        if (!_fetching.Add(replica))
            return;
        var (target, sent) = (partition.LeaderReplica!.EndOffset, cluster.Now);
        cluster.Timers.After(delay, () =>
        {
            _fetching.Remove(replica);
            if (!CanFetch(partition, replica))
                return;
            Copy(partition, replica, target, sent);
            Fetch(partition, replica);
            AdvanceHighWatermark(partition);
            cluster.Upkeep.Watch(partition);
            partition.Changed.Pulse();
        });
    }

    private void Copy(Partition partition, Replica replica, long target, DateTimeOffset sent)
    {
        var leader = partition.LeaderReplica!;
        if (replica.FollowedEpoch != partition.LeaderEpoch)
        {
            replica.Log.TruncateToMatch(leader.Log);
            replica.FollowedEpoch = partition.LeaderEpoch;
        }
        if (replica.EndOffset < leader.Log.StartOffset)
            replica.Log.ResetTo(leader.Log.StartOffset);
        foreach (var batch in leader.Log.From(replica.EndOffset, target))
            AppendTo(partition, replica, batch);
        replica.Log.AdvanceStart(Math.Min(leader.Log.StartOffset, replica.EndOffset));
        replica.Followed();
        replica.HighWatermark = Math.Min(leader.HighWatermark, replica.EndOffset);
        // Caught up now, or as of when the fetch was sent (Replica.scala, updateFetchStateOrThrow).
        replica.LastCaughtUp = replica.EndOffset == leader.EndOffset ? cluster.Now : replica.EndOffset >= target && sent > replica.LastCaughtUp ? sent : replica.LastCaughtUp;
        if (!partition.Isr.Contains(replica.Broker) && replica.EndOffset >= leader.HighWatermark && replica.EndOffset >= EpochStart(leader, partition.LeaderEpoch))
            SetIsr(partition, [.. partition.Isr, replica.Broker]);
    }

    private static long EpochStart(Replica leader, int epoch) => leader.Log.LastEpoch == epoch ? leader.Log.Epochs[^1].Start : leader.EndOffset;

    private bool SetIsr(Partition partition, IReadOnlyList<int> isr)
    {
        if (!cluster.Quorum.IsActive || isr.Any(id => !cluster.IsActive(id) && !partition.Isr.Contains(id)))
            return false;
        return cluster.Controller.Change(partition, new PartitionChange(partition, cluster.Controller.IsAlive(partition)) { Mode = ClusterController.ModeOf(partition), Isr = isr });
    }

    /// <summary>The least end offset in the ISR; stands still while the ISR is below the minimum (KIP-966).</summary>
    private void AdvanceHighWatermark(Partition partition)
    {
        if (partition.LeaderReplica is not { } leader || !cluster.IsRunning(partition.Leader) || partition.Isr.Count < partition.MinIsr)
            return;
        var least = partition.Isr.Min(id => partition.Replicas[id].EndOffset);
        if (least <= leader.HighWatermark)
            return;
        leader.HighWatermark = least;
        foreach (var replica in partition.Replicas.Values)
        {
            if (replica.Broker != partition.Leader && CanFetch(partition, replica) && cluster.Nodes[replica.Broker].Slowness == TimeSpan.Zero)
                replica.HighWatermark = Math.Min(least, replica.EndOffset);
        }
        cluster.Upkeep.Advanced(partition);
    }

    /// <summary>A replica in the ISR that is behind is looked at again when its time is up (`replica.lag.time.max.ms`).</summary>
    private void WatchLag(Partition partition)
    {
        if (partition.LagCheck is not null || partition.LeaderReplica is not { } leader || !cluster.IsRunning(partition.Leader))
            return;
        var behind = partition.Isr.Select(id => partition.Replicas[id]).Where(r => r.EndOffset != leader.EndOffset).ToList();
        if (behind.Count == 0)
            return;
        var wait = behind.Min(r => r.LastCaughtUp) + MaxLag - cluster.Now;
        partition.LagCheck = cluster.Timers.After(wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1), () =>
        {
            partition.LagCheck = null;
            ShrinkIsr(partition);
            WatchLag(partition);
        });
    }

    private void ShrinkIsr(Partition partition)
    {
        if (partition.LeaderReplica is not { } leader || !cluster.IsRunning(partition.Leader))
            return;
        var kept = partition.Isr.Where(id => id == partition.Leader || partition.Replicas[id].EndOffset == leader.EndOffset
            || cluster.Now - partition.Replicas[id].LastCaughtUp < MaxLag).ToList();
        if (kept.Count < partition.Isr.Count)
            SetIsr(partition, kept);
    }
}
