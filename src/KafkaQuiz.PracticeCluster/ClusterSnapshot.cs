namespace KafkaQuiz.Practice;

/// <summary>A cluster as it is at one moment, for pictures and tools of people. What a client may see it asks over the protocol.</summary>
/// <param name="Change">Number of the last change that it shows; see <see cref="PracticeCluster.WaitForChangeAsync"/>.</param>
/// <param name="ClusterId">Kafka's cluster id.</param>
/// <param name="Controller">Node id of the active controller; -1 while there is none.</param>
/// <param name="ControllerEpoch">Of the quorum; grows with every election of a controller.</param>
/// <param name="Now">The cluster's own time.</param>
/// <param name="Ahead">How far it was advanced beyond the wall clock.</param>
/// <param name="BytesHeld">Record bytes held, each counted once; with those of the machine's other clusters.</param>
/// <param name="BytesLimit">Hard cap of these.</param>
/// <param name="Nodes">By id.</param>
/// <param name="Topics">By name.</param>
/// <param name="Groups">By id.</param>
public sealed record ClusterSnapshot(
    long Change,
    string ClusterId,
    int Controller,
    int ControllerEpoch,
    DateTimeOffset Now,
    TimeSpan Ahead,
    long BytesHeld,
    long BytesLimit,
    IReadOnlyList<ClusterSnapshot.Node> Nodes,
    IReadOnlyList<ClusterSnapshot.Topic> Topics,
    IReadOnlyList<ClusterSnapshot.Group> Groups)
{
    /// <summary>A node.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Roles">Broker, controller or both.</param>
    /// <param name="Address">Real host:port of its first listener.</param>
    /// <param name="Rack">Its rack, if it has one.</param>
    /// <param name="Process">How its process is.</param>
    /// <param name="IsVoter">It votes in the controller quorum.</param>
    /// <param name="IsRegistered">The controllers know it as a broker.</param>
    /// <param name="IsFenced">The active controller does not take it as an alive broker.</param>
    /// <param name="IsCutOff">The network cuts it off from the others.</param>
    /// <param name="Slowness">How much later it answers; zero for a healthy one.</param>
    /// <param name="Leads">Partitions it leads.</param>
    /// <param name="Replicas">Partitions it has a replica of.</param>
    public sealed record Node(
        int Id, NodeRoles Roles, string Address, string? Rack, NodeProcess Process, bool IsVoter, bool IsRegistered, bool IsFenced, bool IsCutOff, TimeSpan Slowness, int Leads, int Replicas);

    /// <summary>A topic.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Id">Its id, as Kafka shows it.</param>
    /// <param name="IsInternal">Kafka's own.</param>
    /// <param name="Partitions">By index.</param>
    public sealed record Topic(string Name, string Id, bool IsInternal, IReadOnlyList<Partition> Partitions);

    /// <summary>A partition.</summary>
    /// <param name="Index">Counted from 0.</param>
    /// <param name="Leader">Broker id; -1 for none.</param>
    /// <param name="LeaderEpoch">Grows with every leader.</param>
    /// <param name="PartitionEpoch">Grows with every change of leader, ISR or assignment.</param>
    /// <param name="Replicas">The assignment, preferred leader first.</param>
    /// <param name="Isr">In-sync replicas.</param>
    /// <param name="Elr">Eligible leader replicas.</param>
    /// <param name="StartOffset">First offset there is.</param>
    /// <param name="HighWatermark">What consumers may read up to.</param>
    /// <param name="EndOffset">End of the leader's log.</param>
    /// <param name="ReplicaEnds">Ends of the replicas' logs, in the order of <paramref name="Replicas"/>.</param>
    /// <param name="Adding">Replicas that a reassignment adds.</param>
    /// <param name="Removing">Replicas that leave when it ends.</param>
    public sealed record Partition(
        int Index,
        int Leader,
        int LeaderEpoch,
        int PartitionEpoch,
        IReadOnlyList<int> Replicas,
        IReadOnlyList<int> Isr,
        IReadOnlyList<int> Elr,
        long StartOffset,
        long HighWatermark,
        long EndOffset,
        IReadOnlyList<long> ReplicaEnds,
        IReadOnlyList<int> Adding,
        IReadOnlyList<int> Removing);

    /// <summary>A consumer group.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Type">classic or consumer.</param>
    /// <param name="State">Kafka's name of its state.</param>
    /// <param name="Epoch">Generation (classic) or group epoch (consumer).</param>
    /// <param name="Coordinator">Broker id; -1 while it has none.</param>
    /// <param name="Members">In the order in which they joined.</param>
    /// <param name="Offsets">By topic and partition.</param>
    public sealed record Group(string Id, string Type, string State, int Epoch, int Coordinator, IReadOnlyList<Member> Members, IReadOnlyList<Committed> Offsets);

    /// <summary>A member.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="ClientId">The client's own name.</param>
    /// <param name="InstanceId">Of a static member.</param>
    /// <param name="Assigned">What it consumes, by topic and partition.</param>
    public sealed record Member(string Id, string ClientId, string? InstanceId, IReadOnlyList<(string Topic, int Partition)> Assigned);

    /// <summary>A committed offset.</summary>
    /// <param name="Topic">Its topic.</param>
    /// <param name="Partition">Its partition.</param>
    /// <param name="Offset">Next offset to read.</param>
    /// <param name="Lag">Records to the high watermark; null when the partition is not there.</param>
    public sealed record Committed(string Topic, int Partition, long Offset, long? Lag);
}
