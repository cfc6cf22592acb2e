using System.Diagnostics.CodeAnalysis;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Controller;

/// <summary>A topic to create: checked as ReplicationControlManager.createTopic does, then made. Only on the loop.</summary>
internal sealed record TopicCreation(string Name)
{
    /// <summary>Most partitions that one request may create (ReplicationControlManager.MAX_PARTITIONS_PER_BATCH).</summary>
    public const int MaxPartitions = 10_000;

    /// <summary>Most partitions of a cluster: each takes a kilobyte or two before it holds anything.</summary>
    public const int MaxPartitionsOfCluster = 20_000;

    /// <summary>-1 for the broker's default.</summary>
    public int PartitionCount { get; init; } = -1;

    /// <summary>-1 for the broker's default.</summary>
    public int ReplicationFactor { get; init; } = -1;

    /// <summary>Replicas by partition when the caller assigns them; count and factor are then -1.</summary>
    public IReadOnlyList<(int Partition, IReadOnlyList<int> Replicas)> Assignments { get; init; } = [];

    public IReadOnlyDictionary<string, string> Configs { get; init; } = new Dictionary<string, string>();

    private List<List<int>> _placed = [];

    /// <summary>Checks everything and places the replicas without making anything.</summary>
    public (ErrorCode Code, string? Message) Check(ClusterState cluster)
    {
        if (TopicName.Fault(Name) is { } fault)
            return (ErrorCode.InvalidTopicException, fault);
        if (cluster.Topics.TryGet(Name, out _))
            return (ErrorCode.TopicAlreadyExists, $"Topic '{Name}' already exists.");
        if (cluster.Topics.All.FirstOrDefault(t => TopicName.Collide(t.Name, Name)) is { } other)
            return (ErrorCode.InvalidTopicException, $"Topic '{Name}' collides with existing topic: {other.Name}");
        return Assignments.Count > 0 ? CheckAssignments(cluster) : Place(cluster);
    }

    /// <summary>Makes the topic; call after <see cref="Check"/> found no fault.</summary>
    public Topic Create(ClusterState cluster)
    {
        var topic = Preview(cluster);
        cluster.Topics.Add(topic);
        cluster.Quorum.Wrote(1 + _placed.Count + Configs.Count);
        return topic;
    }

    /// <summary>The topic as it would be, belonging to no cluster.</summary>
    public Topic Preview(ClusterState cluster)
    {
        var topic = new Topic(Name, cluster.NewId(), cluster.Configs, new Dictionary<string, string>(Configs));
        foreach (var replicas in _placed)
            AddPartition(cluster, topic, replicas);
        return topic;
    }

    /// <summary>Adds one partition with these replicas to a topic.</summary>
    public static void AddPartition(ClusterState cluster, Topic topic, List<int> replicas)
    {
        var partition = new Partition(cluster, topic, topic.Partitions.Count) { Assignment = replicas };
        foreach (var id in replicas)
            partition.Replicas.Add(id, LogDirs.NewReplica(cluster, id, topic, partition.Index));
        var active = replicas.Where(cluster.IsActive).ToList();
        partition.Isr = active;
        partition.Leader = active.Count > 0 ? active[0] : Partition.NoLeader;
        partition.LeaderReplica?.Log.AssignEpoch(partition.LeaderEpoch);
        topic.Partitions.Add(partition);
        cluster.Topics.Changed();
    }

    /// <summary>Null when the cluster takes <paramref name="added"/> more partitions, else why not.</summary>
    public static string? RoomFault(ClusterState cluster, int added) =>
        cluster.Topics.PartitionCount + added <= MaxPartitionsOfCluster ? null : $"The practice cluster has at most {MaxPartitionsOfCluster} partitions: delete a topic.";

    /// <summary>Places <paramref name="count"/> partitions, or says why not.</summary>
    public static bool TryPlace(ClusterState cluster, int count, int factor, [NotNullWhen(true)] out List<List<int>>? placed, out string fault)
    {
        var registered = cluster.Brokers.Values.Where(b => LogDirs.TakesReplicas(cluster, b.Id)).ToList();
        placed = null;
        fault = factor > registered.Count ? $"The target replication factor of {factor} cannot be reached because only {registered.Count} broker(s) are registered or some brokers have all their log directories cordoned."
            : !registered.Exists(b => b.IsActive) ? "All brokers are currently fenced, or have all their log directories cordoned." : "";
        if (fault.Length > 0)
        {
            fault = $"Unable to replicate the partition {factor} time(s): {fault}";
            return false;
        }
        var placement = new ReplicaPlacement(registered, cluster.Random);
        placed = [.. Enumerable.Range(0, count).Select(_ => placement.Next(factor))];
        return true;
    }

    private (ErrorCode Code, string? Message) Place(ClusterState cluster)
    {
        if (ReplicationFactor is 0 or < -1)
            return (ErrorCode.InvalidReplicationFactor, "Replication factor must be larger than 0, or -1 to use the default value.");
        if (PartitionCount is 0 or < -1)
            return (ErrorCode.InvalidPartitions, "Number of partitions was set to an invalid non-positive value.");
        var count = PartitionCount == -1 ? (int)cluster.Configs.Number("num.partitions") : PartitionCount;
        var factor = ReplicationFactor == -1 ? (int)cluster.Configs.Number("default.replication.factor") : ReplicationFactor;
        if (count > MaxPartitions)
            return (ErrorCode.PolicyViolation, "Excessively large number of partitions per request.");
        if (RoomFault(cluster, count) is { } full)
            return (ErrorCode.PolicyViolation, full);
        if (!TryPlace(cluster, count, factor, out var placed, out var fault))
            return (ErrorCode.InvalidReplicationFactor, fault);
        _placed = placed;
        return (ErrorCode.None, null);
    }

    private (ErrorCode Code, string? Message) CheckAssignments(ClusterState cluster)
    {
        if (ReplicationFactor != -1)
            return (ErrorCode.InvalidRequest, "A manual partition assignment was specified, but replication factor was not set to -1.");
        if (PartitionCount != -1)
            return (ErrorCode.InvalidRequest, "A manual partition assignment was specified, but numPartitions was not set to -1.");
        var ordered = Assignments.OrderBy(a => a.Partition).ToList();
        if (ordered.GroupBy(a => a.Partition).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
            return (ErrorCode.InvalidReplicaAssignment, $"Found multiple manual partition assignments for partition {twice.Key}");
        if (ordered[^1].Partition != ordered.Count - 1)
            return (ErrorCode.InvalidReplicaAssignment, "partitions should be a consecutive 0-based integer sequence");
        foreach (var (index, replicas) in ordered)
        {
            if (ManualAssignment.Fault(cluster, replicas, ordered[0].Replicas.Count) is { } fault)
                return (ErrorCode.InvalidReplicaAssignment, fault);
            if (!replicas.Any(cluster.IsActive))
                return (ErrorCode.InvalidReplicaAssignment, $"All brokers specified in the manual partition assignment for partition {index} are fenced or in controlled shutdown.");
        }
        if (RoomFault(cluster, ordered.Count) is { } full)
            return (ErrorCode.PolicyViolation, full);
        _placed = [.. ordered.Select(a => a.Replicas.ToList())];
        return (ErrorCode.None, null);
    }
}
