using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Nodes;

/// <summary>A cluster whose metadata is lost. Only on the loop.</summary>
internal static class ForgottenCluster
{
    /// <summary>
    /// A majority of the voters has empty metadata logs and outvotes whoever knows better: the cluster begins anew, without topics, and what
    /// brokers held is stray.
    /// </summary>
    public static void BeginAnew(Machine machine, ClusterState cluster)
    {
        var next = cluster.Successor = new ClusterState(machine, cluster.Quorum.Voters, cluster.ClusterId);
        next.Quorum.Reconfigure(cluster.Quorum.Addresses ?? [], cluster.Quorum.IsDynamic);
        machine.Clusters[machine.Clusters.IndexOf(cluster)] = next;
        foreach (var node in cluster.Nodes.Values)
        {
            next.Join(node);
            if (node.Island is { } island)
                island.Home = next;
            if (node.Cluster != cluster)
                continue;
            node.Cluster = next;
            if (node.Process == NodeProcess.Running && node.Config.IsBroker)
                node.Process = NodeProcess.Starting;
        }
        foreach (var partition in cluster.Topics.Partitions)
        {
            partition.LagCheck?.Dispose();
            partition.Leader = Partition.NoLeader;
            foreach (var replica in partition.Replicas.Values)
                replica.Log.Clear();
            partition.Changed.Pulse();
        }
        next.Quorum.ElectNow();
    }
}
