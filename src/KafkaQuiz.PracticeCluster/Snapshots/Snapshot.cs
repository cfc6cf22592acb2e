using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Practice.Groups.Consumer;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Snapshots;

/// <summary>Takes a snapshot of a cluster. On the loop, so it shows one moment; its cost is that of copying what it shows.</summary>
internal static class Snapshot
{
    public static ClusterSnapshot Of(ClusterState cluster)
    {
        var (leads, replicas) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        foreach (var partition in cluster.Topics.Partitions)
        {
            leads[partition.Leader] = leads.GetValueOrDefault(partition.Leader) + 1;
            foreach (var id in partition.Assignment)
                replicas[id] = replicas.GetValueOrDefault(id) + 1;
        }
        return new(
            cluster.Machine.Changes.Number,
            cluster.ClusterId,
            cluster.Quorum.LeaderId,
            cluster.Quorum.Epoch,
            cluster.Now,
            cluster.Time.Offset,
            cluster.Budget.Used,
            cluster.Budget.Limit,
            [.. cluster.Nodes.Values.Select(n => Node(cluster, n, leads.GetValueOrDefault(n.Id), replicas.GetValueOrDefault(n.Id)))],
            [.. cluster.Topics.All.Select(t => new ClusterSnapshot.Topic(t.Name, KafkaId.Show(t.Id), t.IsInternal, [.. t.Partitions.Select(Partition)]))],
            [.. cluster.Groups.All.Select(g => Group(cluster, g))]);
    }

    private static ClusterSnapshot.Node Node(ClusterState cluster, Nodes.Node node, int leads, int replicas)
    {
        var broker = cluster.Brokers.GetValueOrDefault(node.Id);
        return new(node.Id, node.Config.Roles, $"127.0.0.1:{node.Config.Listeners[0].RealPort}", node.Config.Rack, node.Process, cluster.Quorum.Voters.Contains(node.Id),
            broker is not null, broker is { IsFenced: true }, node.Island is not null, node.Slowness, leads, replicas);
    }

    private static ClusterSnapshot.Partition Partition(Partition partition)
    {
        var leader = partition.LeaderReplica;
        return new(partition.Index, partition.Leader, partition.LeaderEpoch, partition.PartitionEpoch, [.. partition.Assignment], [.. partition.Isr], [.. partition.Elr],
            leader?.Log.StartOffset ?? 0, leader?.HighWatermark ?? 0, leader?.EndOffset ?? 0, [.. partition.Assignment.Select(id => partition.Replicas[id].EndOffset)],
            [.. partition.Adding], [.. partition.Removing]);
    }

    private static ClusterSnapshot.Group Group(ClusterState cluster, Group group) => new(
        group.Id,
        group.Type,
        group.StateName,
        group switch { ClassicGroup classic => classic.Generation, ConsumerGroup consumer => consumer.Epoch, _ => 0 },
        Coordinators.Existing(cluster, group.Id)?.Leader ?? Topics.Partition.NoLeader,
        group switch
        {
            ClassicGroup classic => [.. classic.Members.Values.Select(m => new ClusterSnapshot.Member(m.Id, m.ClientId, m.InstanceId, Assigned(classic, m)))],
            ConsumerGroup consumer => [.. consumer.Members.Values.Select(m => new ClusterSnapshot.Member(m.Id, m.ClientId, m.InstanceId, Assigned(cluster, m)))],
            _ => [],
        },
        [.. group.Offsets.Select(o => new ClusterSnapshot.Committed(o.Key.Topic, o.Key.Partition, o.Value.Offset,
            cluster.Topics.Find(o.Key.Topic, o.Key.Partition) is { } partition ? Math.Max(0, partition.HighWatermark - o.Value.Offset) : null))]);

    /// <summary>What the group's leader wrote for a member; nothing when it is not a consumer's, or the client's own secret.</summary>
    private static IReadOnlyList<(string Topic, int Partition)> Assigned(ClassicGroup group, ClassicMember member)
    {
        if (!group.IsConsumers || member.Assignment.Length == 0)
            return [];
        try
        {
            return [.. Subscriptions.ReadAssignment(member.Assignment).AssignedPartitions.SelectMany(t => t.Partitions.Select(p => (t.Topic, p))).Order()];
        }
        catch (MalformedMessageException)
        {
            return [];
        }
    }

    private static List<(string Topic, int Partition)> Assigned(ClusterState cluster, ConsumerMember member) =>
        [.. member.Assigned.Keys.Where(p => cluster.Topics.TryGet(p.Topic, out _)).Select(p => (cluster.Topics.TryGet(p.Topic, out var topic) ? topic.Name : "", p.Partition)).Order()];
}
