namespace KafkaQuiz.Practice;

/// <summary>A cluster as it is at one moment, for people and their tools. What a client may see it asks over the protocol.</summary>
/// <param name="ClusterId">Kafka's cluster id.</param>
/// <param name="Controller">Node id of the active controller; -1 while there is none.</param>
/// <param name="Now">The cluster's own time.</param>
/// <param name="Ahead">How far it was advanced beyond the wall clock.</param>
/// <param name="BytesHeld">Record bytes held, each counted once.</param>
/// <param name="BytesLimit">Hard cap of these.</param>
/// <param name="Brokers">By id.</param>
/// <param name="Topics">By name.</param>
public sealed record ClusterDescription(
    string ClusterId,
    int Controller,
    DateTimeOffset Now,
    TimeSpan Ahead,
    long BytesHeld,
    long BytesLimit,
    IReadOnlyList<ClusterDescription.Broker> Brokers,
    IReadOnlyList<ClusterDescription.Topic> Topics)
{
    /// <summary>A broker.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Address">host:port.</param>
    /// <param name="Rack">Its rack, if it has one.</param>
    /// <param name="Process">running, starting (up, not registered yet), stopped, killed or hung.</param>
    /// <param name="IsFenced">The controller does not take it as alive.</param>
    /// <param name="Slowness">How much later it answers; zero for a healthy one.</param>
    /// <param name="Leads">Partitions it leads.</param>
    /// <param name="Replicas">Partitions it has a replica of.</param>
    public sealed record Broker(int Id, string Address, string? Rack, string Process, bool IsFenced, TimeSpan Slowness, int Leads, int Replicas);

    /// <summary>A topic.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="IsInternal">Kafka's own.</param>
    /// <param name="Partitions">By index.</param>
    public sealed record Topic(string Name, bool IsInternal, IReadOnlyList<Partition> Partitions);

    /// <summary>A partition.</summary>
    /// <param name="Index">Counted from 0.</param>
    /// <param name="Leader">Broker id; -1 for none.</param>
    /// <param name="Replicas">The assignment, preferred leader first.</param>
    /// <param name="Isr">In-sync replicas.</param>
    /// <param name="StartOffset">First offset there is.</param>
    /// <param name="EndOffset">High watermark: what consumers may read up to.</param>
    public sealed record Partition(int Index, int Leader, IReadOnlyList<int> Replicas, IReadOnlyList<int> Isr, long StartOffset, long EndOffset);

    /// <summary>On the loop.</summary>
    internal static ClusterDescription Of(ClusterState cluster)
    {
        var partitions = cluster.Topics.Partitions.ToList();
        return new(
            cluster.ClusterId,
            cluster.Quorum.LeaderId,
            cluster.Now,
            cluster.Time.Offset,
            cluster.Budget.Used,
            cluster.Budget.Limit,
            [.. cluster.Brokers.Values.Select(b => new Broker(b.Id, Address(cluster, b), b.Rack, b.Process.ToString().ToLowerInvariant(), b.IsFenced, b.Slowness,
                partitions.Count(p => p.Leader == b.Id), partitions.Count(p => p.Replicas.ContainsKey(b.Id))))],
            [.. cluster.Topics.All.Select(t => new Topic(t.Name, t.IsInternal, [.. t.Partitions.Select(Describe)]))]);
    }

    private static string Address(ClusterState cluster, Nodes.Broker broker)
    {
        var (host, port) = cluster.Machine.AddressOf(broker.Listeners[0]);
        return $"{host}:{port}";
    }

    private static Partition Describe(Topics.Partition partition) => new(
        partition.Index, partition.Leader, [.. partition.Assignment], [.. partition.Isr], partition.LeaderReplica?.Log.StartOffset ?? 0, partition.HighWatermark);
}
