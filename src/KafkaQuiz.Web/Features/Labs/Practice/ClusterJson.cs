using KafkaQuiz.Practice;
using KafkaQuiz.Web.Features.Labs.Json;

namespace KafkaQuiz.Web.Features.Labs.Practice;

/// <summary>A practice cluster as the API tells it.</summary>
/// <param name="Id">Kafka's cluster id.</param>
/// <param name="Controller">Node id of the active controller; -1 while there is none.</param>
/// <param name="Now">The cluster's own time, UTC.</param>
/// <param name="Nodes">By id.</param>
/// <param name="Topics">By name.</param>
/// <param name="Groups">By id.</param>
internal sealed record ClusterJson(
    string Id, int Controller, DateTimeOffset Now, IReadOnlyList<ClusterJson.NodeJson> Nodes, IReadOnlyList<ClusterJson.TopicJson> Topics, IReadOnlyList<ClusterJson.GroupJson> Groups)
{
    /// <param name="Id">Node id.</param>
    /// <param name="Roles"><c>broker</c>, <c>controller</c>.</param>
    /// <param name="Process"><c>running</c>, <c>starting</c>, <c>stopped</c>, <c>killed</c>, <c>hung</c>.</param>
    /// <param name="IsFenced">The active controller does not take it as alive.</param>
    /// <param name="IsCutOff">The network cuts it off from the others.</param>
    /// <param name="SlowMs">How much later it answers, milliseconds.</param>
    internal sealed record NodeJson(int Id, IReadOnlyList<string> Roles, string Process, bool IsFenced, bool IsCutOff, int SlowMs);

    internal sealed record TopicJson(string Name, string Id, bool IsInternal, IReadOnlyList<PartitionJson> Partitions);

    /// <param name="Index">From 0.</param>
    /// <param name="Leader">Broker id; -1 for none.</param>
    /// <param name="LeaderEpoch">Grows with every leader.</param>
    /// <param name="Replicas">Preferred leader first.</param>
    /// <param name="Isr">In-sync replicas.</param>
    /// <param name="StartOffset">First offset there is.</param>
    /// <param name="HighWatermark">What consumers may read up to.</param>
    internal sealed record PartitionJson(int Index, int Leader, int LeaderEpoch, IReadOnlyList<int> Replicas, IReadOnlyList<int> Isr, long StartOffset, long HighWatermark);

    internal sealed record GroupJson(string Id, string Type, string State, IReadOnlyList<MemberJson> Members, IReadOnlyList<CommittedJson> Offsets);

    internal sealed record MemberJson(string Id, string ClientId, IReadOnlyList<AssignedJson> Assigned);

    internal sealed record AssignedJson(string Topic, int Partition);

    /// <param name="Topic">Its topic.</param>
    /// <param name="Partition">Its partition.</param>
    /// <param name="Offset">Next offset to read.</param>
    /// <param name="Lag">Records to the high watermark; null when the partition is not there.</param>
    internal sealed record CommittedJson(string Topic, int Partition, long Offset, long? Lag);

    public static ClusterJson Of(ClusterSnapshot cluster) => new(
        cluster.ClusterId,
        cluster.Controller,
        cluster.Now,
        [.. cluster.Nodes.Select(node => new NodeJson(
            node.Id, Roles(node.Roles), Names.Kebab(node.Process), node.IsFenced, node.IsCutOff, (int)node.Slowness.TotalMilliseconds))],
        [.. cluster.Topics.Select(topic => new TopicJson(topic.Name, topic.Id, topic.IsInternal, [.. topic.Partitions.Select(Of)]))],
        [.. cluster.Groups.Select(Of)]);

    private static IReadOnlyList<string> Roles(NodeRoles roles) =>
        [.. new[] { (NodeRoles.Broker, "broker"), (NodeRoles.Controller, "controller") }.Where(role => roles.HasFlag(role.Item1)).Select(role => role.Item2)];

    private static PartitionJson Of(ClusterSnapshot.Partition partition) => new(
        partition.Index, partition.Leader, partition.LeaderEpoch, partition.Replicas, partition.Isr, partition.StartOffset, partition.HighWatermark);

    private static GroupJson Of(ClusterSnapshot.Group group) => new(
        group.Id,
        group.Type,
        group.State,
        [.. group.Members.Select(member => new MemberJson(member.Id, member.ClientId, [.. member.Assigned.Select(one => new AssignedJson(one.Topic, one.Partition))]))],
        [.. group.Offsets.Select(one => new CommittedJson(one.Topic, one.Partition, one.Offset, one.Lag))]);
}
