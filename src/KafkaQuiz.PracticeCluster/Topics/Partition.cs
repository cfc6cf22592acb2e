using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Practice.Loop;

namespace KafkaQuiz.Practice.Topics;

/// <summary>
/// A partition: what the controller keeps of it (assignment, ISR, leader, epochs: PartitionRegistration.java) and its replicas' logs.
/// Only on the loop. Changed by <see cref="Controller.PartitionChange"/> and <see cref="Replication.Replicator"/>, read by everyone.
/// </summary>
internal sealed class Partition(ClusterState cluster, Topic topic, int index)
{
    public const int NoLeader = -1;

    public Topic Topic { get; } = topic;

    public int Index { get; } = index;

    /// <summary>Assignment order: the first is the preferred leader.</summary>
    public List<int> Assignment { get; set; } = [];

    public List<int> Adding { get; set; } = [];

    public List<int> Removing { get; set; } = [];

    public List<int> Isr { get; set; } = [];

    /// <summary>Eligible leader replicas (KIP-966).</summary>
    public List<int> Elr { get; set; } = [];

    public List<int> LastKnownElr { get; set; } = [];

    public int Leader { get; set; } = NoLeader;

    public int LeaderEpoch { get; set; }

    public int PartitionEpoch { get; set; }

    /// <summary>Replicas by broker.</summary>
    public SortedDictionary<int, Replica> Replicas { get; } = [];

    public ProducerStates Producers { get; } = new(cluster);

    /// <summary>Pulsed when records, the high watermark, the leader or the ISR change.</summary>
    public Signal Changed { get; } = new(topic.Changes);

    /// <summary>The pending check for replicas that lag, if any.</summary>
    public IDisposable? LagCheck { get; set; }

    /// <summary>When retention or compaction next have something to do in its logs, if ever, virtual time.</summary>
    public (DateTimeOffset At, IDisposable Timer)? LogCheck { get; set; }

    public Replica? LeaderReplica => Leader == NoLeader ? null : Replicas[Leader];

    public long HighWatermark => LeaderReplica?.HighWatermark ?? 0;

    /// <summary>Offset up to which read_committed consumers read.</summary>
    public long LastStableOffset => Producers.FirstUnstableOffset(HighWatermark) is { } first
        ? Math.Min(Math.Max(first, LeaderReplica?.Log.StartOffset ?? 0), HighWatermark) : HighWatermark;

    /// <summary>`min.insync.replicas`, at most the replicas there are.</summary>
    public int MinIsr => Math.Min(Topic.Settings.MinInsyncReplicas, Assignment.Count);

    /// <summary>As a cut-off copy of the cluster has it. The replicas that are away with it keep their logs, of the others it knows the ends.</summary>
    public Partition CopyFor(ClusterState cluster, Topic topic, IReadOnlyCollection<int> away)
    {
        var copy = new Partition(cluster, topic, Index);
        copy.CopyFrom(this);
        foreach (var (id, replica) in Replicas)
        {
            var log = replica.Log;
            if (!away.Contains(id))
            {
                log = new ReplicaLog(cluster.Budget);
                log.ResetTo(replica.EndOffset);
            }
            copy.Replicas.Add(id, new Replica(id, log));
            copy.Replicas[id].CopyFrom(replica);
        }
        if (away.Contains(Leader))
            copy.Producers.Rebuild(copy.LeaderReplica!.Log);
        return copy;
    }

    /// <summary>Ends a cut-off copy: it says what the partition says that it was a copy of, or that there is no leader.</summary>
    public void Retire(Partition? present)
    {
        LagCheck?.Dispose();
        LogCheck?.Timer.Dispose();
        Leader = NoLeader;
        if (present is null)
            return;
        CopyFrom(present);
        foreach (var (id, replica) in present.Replicas)
        {
            Replicas.TryAdd(id, new Replica(id, replica.Log));
            Replicas[id].CopyFrom(replica);
        }
    }

    private void CopyFrom(Partition other)
    {
        Assignment = [.. other.Assignment];
        Adding = [.. other.Adding];
        Removing = [.. other.Removing];
        Isr = [.. other.Isr];
        Elr = [.. other.Elr];
        LastKnownElr = [.. other.LastKnownElr];
        (Leader, LeaderEpoch, PartitionEpoch) = (other.Leader, other.LeaderEpoch, other.PartitionEpoch);
    }

    public override string ToString() => $"{Topic.Name}-{Index}";
}
