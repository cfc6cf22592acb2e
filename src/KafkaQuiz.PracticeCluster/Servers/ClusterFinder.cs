using KafkaQuiz.Practice.Nodes;

namespace KafkaQuiz.Practice.Servers;

/// <summary>
/// Which cluster a node that starts belongs to. In life nobody decides that: nodes look for the voters that their properties (or their metadata)
/// name and talk to those of the same cluster id. So the same cluster id and voters are one cluster, and what a node's metadata log holds goes
/// with it when the voters in the properties change. Only on the loop. Left out: properties that name different voters than the others' do
/// in part; changes of a dynamic quorum.
/// </summary>
internal sealed class ClusterFinder(Machine machine, Disk disk)
{
    /// <summary>The cluster of a node with these properties and this metadata directory, made when there is none.</summary>
    public ClusterState Find(ServerConfig config, StorageDirectory metadata)
    {
        var held = metadata.Metadata?.Current is { } known && known.ClusterId == metadata.ClusterId ? known : null;
        return config.Voters.Count > 0 ? Static(config.Voters, metadata.ClusterId, held) : Dynamic(config, metadata, held);
    }

    /// <summary>Nodes that waited for a controller to lead them to their cluster look again.</summary>
    public void LookAgain(ClusterState cluster)
    {
        foreach (var waiting in machine.Clusters.Where(c => c.Quorum.Voters.Count == 0 && c.ClusterId == cluster.ClusterId && c != cluster).ToList())
        {
            foreach (var node in waiting.Nodes.Values.Where(n => n.Server is { } server && LeadsTo(cluster, ServerConfig.Of(server.Properties))).ToList())
            {
                waiting.Leave(node);
                Move(node, cluster);
            }
            if (waiting.Nodes.Count == 0)
                machine.Clusters.Remove(waiting);
        }
    }

    private ClusterState Static(IReadOnlyList<Voter> voters, string clusterId, ClusterState? held)
    {
        var found = machine.Clusters.Find(c => c.ClusterId == clusterId && !c.Quorum.IsDynamic && Same(c.Quorum.Addresses, voters));
        if (held is null || held == found || held.Nodes.Values.Any(n => n.IsThere) || (found is not null && disk.Holds(found)))
            return found ?? New(clusterId, voters, isDynamic: false);
        // The metadata goes with the log: other voters take it over.
        held.Quorum.Reconfigure(voters, isDynamic: false);
        if (found is not null)
        {
            foreach (var node in found.Nodes.Values)
                Move(node, held);
            machine.Clusters.Remove(found);
        }
        return held;
    }

    private ClusterState Dynamic(ServerConfig config, StorageDirectory metadata, ClusterState? held) =>
        held ?? machine.Clusters.Find(c => c.ClusterId == metadata.ClusterId && c.Quorum.IsDynamic && (LeadsTo(c, config) || (metadata.InitialVoters.Count > 0 && Same(c.Quorum.Addresses, metadata.InitialVoters))))
        ?? New(metadata.ClusterId, metadata.InitialVoters, isDynamic: true);

    /// <summary>`controller.quorum.bootstrap.servers` names a controller of this cluster that is there.</summary>
    private bool LeadsTo(ClusterState cluster, ServerConfig config) => cluster.Quorum.Voters.Count > 0
        && config.BootstrapServers.Select(s => s.Split(':')).Any(s => s.Length == 2 && machine.IsHere(s[0])
            && cluster.Nodes.Values.Any(n => n.IsThere && n.Config.ControllerListeners.Any(l => l.Port.ToString(System.Globalization.CultureInfo.InvariantCulture) == s[1])));

    private bool Same(IReadOnlyList<Voter>? these, IReadOnlyList<Voter> those) => these is not null && these.Count == those.Count && these.All(a => those.Any(b =>
        a.Id == b.Id && a.Port == b.Port && a.Directory == b.Directory && (a.Host == b.Host || (machine.IsHere(a.Host) && machine.IsHere(b.Host)))));

    private ClusterState New(string clusterId, IReadOnlyList<Voter> voters, bool isDynamic)
    {
        var cluster = new ClusterState(machine, voters.Select(v => v.Id), clusterId);
        cluster.Quorum.Reconfigure(voters, isDynamic);
        machine.Clusters.Add(cluster);
        return cluster;
    }

    private static void Move(Node node, ClusterState cluster)
    {
        node.Cluster = cluster;
        cluster.Join(node);
        if (cluster.Brokers.TryGetValue(node.Id, out var broker))
            broker.Node = node;
        cluster.Registry.Heard(node);
    }
}
