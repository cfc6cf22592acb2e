using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Nodes;

/// <summary>
/// A node that the network cuts off from all others (a partition). Both sides go on with what they last knew: the side without a majority of
/// the voters gets a cluster state of its own, a copy in which no controller can be active. Its logs are no copies: what it appends
/// meanwhile is there to be truncated when the cut is healed. Only on the loop. Left out: links that fail in one direction or between
/// some nodes only.
/// </summary>
internal static class NetworkCut
{
    /// <param name="node">Which.</param>
    /// <param name="fromClients">Its clients cannot reach it either: their requests wait, as when packets are lost.</param>
    public static void Cut(Node node, bool fromClients)
    {
        node.IsCutOffFromClients = fromClients;
        node.Cluster.Machine.Changes.Note();
        if (node.Island is not null)
            return;
        var home = node.Cluster;
        // The only voter is the quorum: the others are cut off from it.
        var isQuorum = home.Quorum.Voters.SetEquals([node.Id]);
        var away = home.Nodes.Values.Where(n => n.Cluster == home && isQuorum != (n == node)).ToList();
        var island = node.Island = new ClusterState(home, [.. away.Select(n => n.Id)]);
        foreach (var lost in away)
            lost.Cluster = island;
        foreach (var lost in away)
            home.Registry.Unheard(lost);
        foreach (var stayed in home.Nodes.Keys.Except(away.Select(n => n.Id)))
            island.Replicator.BrokerGone(stayed);
        foreach (var partition in island.Topics.Partitions)
            island.Upkeep.Watch(partition);
        foreach (var lost in away)
            island.Transactions.Moved(lost.Id);
    }

    /// <summary>The cut is over: what was away takes up what it missed.</summary>
    public static void Heal(Node node)
    {
        node.IsCutOffFromClients = false;
        node.Resumed.Pulse();
        if (node.Island is not { Home: { } home } island)
            return;
        node.Island = null;
        foreach (var inner in home.Machine.Nodes.Select(n => n.Island).OfType<ClusterState>().Where(i => i.Home == island))
            inner.Home = home;
        var back = home.Nodes.Values.Where(n => n.Cluster == island).ToList();
        foreach (var topic in island.Topics.All)
        {
            var present = home.Topics.TryGet(topic.Id, out var found) ? found : null;
            foreach (var partition in topic.Partitions)
                TakeBack(partition, present?[partition.Index], back);
        }
        island.Transactions.Retire();
        foreach (var returned in back)
        {
            returned.Cluster = home;
            home.Transactions.Moved(returned.Id);
        }
        foreach (var returned in back)
        {
            home.Registry.Heard(returned);
            home.Groups.Resumed(returned.Id);
        }
        // Whoever waits for something of the island looks at what has become of it.
        foreach (var topic in island.Topics.All)
        {
            var present = home.Topics.TryGet(topic.Id, out var found) ? found : null;
            foreach (var partition in topic.Partitions)
            {
                partition.Retire(present?[partition.Index]);
                partition.Changed.Pulse();
            }
        }
    }

    private static void TakeBack(Partition island, Partition? present, List<Node> back)
    {
        foreach (var id in back.Select(n => n.Id))
        {
            if (!island.Replicas.TryGetValue(id, out var replica))
                continue;
            if (present is not null && present.Replicas.TryGetValue(id, out var same) && same.Log == replica.Log)
                same.CopyFrom(replica);
            else
                replica.Log.Clear();
            if (present?.Leader == id)
                present.Producers.Rebuild(replica.Log);
        }
    }
}
