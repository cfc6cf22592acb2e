using KafkaQuiz.Practice.Loop;

namespace KafkaQuiz.Practice.Topics;

/// <summary>
/// A partition: what the controller keeps of it (assignment, ISR, leader, epochs: PartitionRegistration.java) and its replicas' logs.
/// Only on the loop. Changed by <see cref="Controller.PartitionChange"/> and <see cref="Replication.Replicator"/>, read by everyone.
/// </summary>
internal sealed class Partition(Topic topic, int index)
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

    public ProducerStates Producers { get; } = new();

    /// <summary>Pulsed when records, the high watermark, the leader or the ISR change.</summary>
    public Signal Changed { get; } = new();

    /// <summary>The pending check for replicas that lag, if any.</summary>
    public IDisposable? LagCheck { get; set; }

    public Replica? LeaderReplica => Leader == NoLeader ? null : Replicas[Leader];

    public long HighWatermark => LeaderReplica?.HighWatermark ?? 0;

    /// <summary>Offset up to which read_committed consumers read.</summary>
    public long LastStableOffset => Math.Min(Producers.FirstUnstableOffset ?? HighWatermark, HighWatermark);

    /// <summary>`min.insync.replicas`, at most the replicas there are.</summary>
    public int MinIsr => Math.Min(Topic.Settings.MinInsyncReplicas, Assignment.Count);

    public override string ToString() => $"{Topic.Name}-{Index}";
}
