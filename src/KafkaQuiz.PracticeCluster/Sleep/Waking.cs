using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Network;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Servers;

namespace KafkaQuiz.Practice.Sleep;

/// <summary>A machine wakes: what was saved is restored, ports are taken, and what was waiting for its time waits again. Only on the loop.</summary>
internal static class Waking
{
    /// <exception cref="MachineFileException">What was saved makes no machine.</exception>
    /// <exception cref="PortUnavailableException">A port that it must have is taken.</exception>
    public static void Run(SleepArchive archive, Machine machine, ServerLauncher launcher)
    {
        try
        {
            Restore(archive, machine, launcher);
        }
        catch (Exception e) when (e is not PortUnavailableException)
        {
            // Whatever does not fit together in a file is a damaged file.
            throw MachineFileException.Damaged(e);
        }
    }

    private static void Restore(SleepArchive archive, Machine machine, ServerLauncher launcher)
    {
        SleepOfMachine.Exchange(archive, machine, launcher);
        // Who is there has its ports, whoever named them before.
        foreach (var node in machine.Nodes.OrderBy(n => n.IsThere))
        {
            if (node.IsThere || !machine.BindsNamedPorts)
                Bind(machine, node);
            node.Reopen();
        }
        // The real ports of before were taken where they were free. What is left may be another's by now.
        var own = machine.Nodes.SelectMany(n => n.Sockets).Select(s => s.Listener.RealPort).ToHashSet();
        foreach (var (named, _) in machine.Ports.Where(p => !own.Contains(p.Value)).ToList())
            machine.Ports.TryRemove(named, out int _);
        foreach (var cluster in archive.Clusters.Items)
            Resume(cluster);
        machine.Remembered.Wake();
    }

    /// <summary>A node that is down keeps its port, so that clients are refused there and led nowhere else.</summary>
    private static void Bind(Machine machine, Node node)
    {
        foreach (var listener in node.Config.Listeners)
            node.Sockets.Add(machine.Bind(node, listener));
    }

    private static void Resume(ClusterState cluster)
    {
        foreach (var topic in cluster.Topics.All)
            topic.Reconfigure();
        cluster.Quorum.Resume();
        cluster.Registry.Resume();
        cluster.Controller.Resume();
        foreach (var partition in cluster.Topics.Partitions)
        {
            cluster.Replicator.Resume(partition);
            cluster.Upkeep.Watch(partition);
            if (partition.Topic.Name == Coordinators.TransactionsTopic)
                cluster.Loop.Post(() => cluster.Transactions.Resume(partition));
        }
    }
}
