using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Servers;

namespace KafkaQuiz.Practice.Sleep;

/// <summary>
/// What is saved of a machine: its clock, its formatted directories, its processes with their properties, its clusters. As they are and not as they
/// would be after a restart: who is down, hangs or is cut off still is. Only on the loop.
/// </summary>
internal static class SleepOfMachine
{
    /// <summary>Saves all of it, or restores it into one that is new.</summary>
    public static void Exchange(SleepArchive a, Machine machine, ServerLauncher launcher)
    {
        Clock(a, machine);
        if (!a.IsWaking)
            Collect(a, machine, launcher.Disk);
        a.List(a.Directories.Items, d => Directory(a, d));
        a.List(a.Clusters.Items, c => Cluster(a, c, machine));
        foreach (var directory in a.Directories.Items)
            directory.Metadata = a.OptionalReference(a.Clusters, directory.Metadata?.Current);
        foreach (var (path, directory) in a.List(launcher.Disk.All, d => KeyValuePair.Create(a.Text(d.Key), a.Reference(a.Directories, d.Value))))
            launcher.Disk[path] = directory;
        var kept = a.List(machine.Nodes.Where(n => n.Server is not null), n => Node(a, n));
        var servers = a.List(launcher.Servers, s => Server(a, s, launcher));
        if (a.IsWaking)
        {
            machine.Nodes.AddRange(kept);
            launcher.Restore(servers);
        }
        foreach (var cluster in a.List(machine.Clusters, c => a.Reference(a.Clusters, c)).Where(_ => a.IsWaking))
            machine.Clusters.Add(cluster);
        foreach (var (named, real) in a.Map(machine.Ports, a.Int).Where(_ => a.IsWaking))
            machine.Ports[named] = real;
        foreach (var cluster in a.Clusters.Items)
            SleepOfCluster.Exchange(a, cluster);
        a.End();
    }

    /// <summary>Virtual time is as far ahead of the wall clock as it was, so the time slept counts; it never goes back.</summary>
    private static void Clock(SleepArchive a, Machine machine)
    {
        var offset = a.Span(machine.Time.Offset);
        var now = a.Time(machine.Time.GetUtcNow());
        if (!a.IsWaking)
            return;
        machine.Time.JumpTo(machine.Time.Inner.GetUtcNow() + offset);
        machine.Time.JumpTo(now);
    }

    /// <summary>Enters what is named from several places into the archive's tables; a cut-off part of a cluster comes after it.</summary>
    private static void Collect(SleepArchive a, Machine machine, Disk disk)
    {
        var nodes = machine.Nodes.Where(n => n.Server is not null).ToList();
        foreach (var directory in disk.All.Select(d => d.Value).Concat(nodes.SelectMany(n => n.LogDirectories.Append(n.MetadataDirectory!))))
            a.Directories.Add(directory);
        foreach (var cluster in machine.Clusters.Concat(nodes.Select(n => n.Cluster)).Concat(nodes.Select(n => n.Island).OfType<ClusterState>())
            .Concat(a.Directories.Items.Select(d => d.Metadata?.Current).OfType<ClusterState>()))
            Enter(a, cluster);
    }

    private static void Enter(SleepArchive a, ClusterState cluster)
    {
        if (cluster.Home is { } home)
            Enter(a, home);
        a.Clusters.Add(cluster);
    }

    private static StorageDirectory Directory(SleepArchive a, StorageDirectory? directory)
    {
        var saved = new StorageDirectory
        {
            ClusterId = a.Text(directory?.ClusterId ?? ""),
            NodeId = a.Int(directory?.NodeId ?? 0),
            Id = a.Id(directory?.Id ?? default),
            InitialVoters = SleepOfCluster.Voters(a, directory?.InitialVoters ?? []),
            Levels = a.Map(directory?.Levels ?? new Dictionary<string, short>(), a.Short),
        };
        if (a.IsWaking)
            a.Directories.Add(saved);
        return saved;
    }

    private static ClusterState Cluster(SleepArchive a, ClusterState? cluster, Machine machine)
    {
        var home = a.OptionalReference(a.Clusters, cluster?.Home);
        var id = a.Text(cluster?.ClusterId ?? "");
        if (!a.IsWaking)
            return cluster!;
        var woken = home is null ? new ClusterState(machine, [], id) : new ClusterState(home);
        a.Clusters.Add(woken);
        return woken;
    }

    private static Node Node(SleepArchive a, Node? node)
    {
        var config = a.Text(node?.Server!.Properties ?? "");
        var cluster = a.Reference(a.Clusters, node?.Cluster!);
        node ??= new Node(ServerConfig.Of(config).ToNode(), cluster);
        node.Exchange(a);
        a.Nodes.Add(node);
        return node;
    }

    private static PracticeServer Server(SleepArchive a, PracticeServer? server, ServerLauncher launcher)
    {
        var properties = a.Text(server?.Properties ?? "");
        // A process that never was a node has one of its own.
        var node = a.OptionalReference(a.Nodes, server is not null && a.Nodes.Contains(server.Node) ? server.Node : null);
        if (a.IsWaking)
            server = new PracticeServer(node ?? launcher.NoNode(properties), 0, properties);
        server!.Exchange(a);
        if (a.Bool(node?.Server == server))
            node!.Server = server;
        return server;
    }
}
