using KafkaQuiz.Practice.Network;
using KafkaQuiz.Practice.Nodes;

namespace KafkaQuiz.Practice.Servers;

/// <summary>
/// `kafka-server-start.sh` (kafka.Kafka, KafkaRaftServer): reads the properties, looks at the storage, takes the ports, starts the node. Each check
/// comes where Kafka has it: a broker's port is only bound once the broker is registered.
/// </summary>
internal sealed class ServerLauncher(Machine machine, Disk disk)
{
    /// <summary>Processes that there may be at once.</summary>
    private const int Most = 15;

    private readonly ClusterFinder _finder = new(machine, disk);
    private IReadOnlyList<PracticeServer> _servers = [];

    /// <summary>Only on the loop.</summary>
    public Disk Disk { get; } = disk;

    /// <summary>Every process that was ever started.</summary>
    public IReadOnlyList<PracticeServer> Servers => _servers;

    /// <summary>The processes of a machine that wakes.</summary>
    public void Restore(IReadOnlyList<PracticeServer> servers) => _servers = servers;

    /// <summary>What stands for the node of a process that ended before it was one.</summary>
    public Node NoNode(string properties)
    {
        try
        {
            return NoNode(ServerConfig.Of(properties), properties);
        }
        catch (KafkaFault)
        {
            return NoNode(null, properties);
        }
    }

    public Task<PracticeServer> StartAsync(string properties) => machine.OneAtATimeAsync(() => machine.Loop.RunAsync(async () =>
    {
        ServerConfig? config = null;
        var warnings = new List<string>();
        try
        {
            config = ServerConfig.Of(properties, warnings);
            return await LaunchAsync(config, warnings, properties);
        }
        catch (KafkaFault fault)
        {
            var server = Ended(config, properties);
            foreach (var warning in warnings)
                server.Say(machine.Time.GetUtcNow(), "WARN", warning);
            server.Say(machine.Time.GetUtcNow(), "ERROR", "Exiting Kafka due to fatal exception (kafka.Kafka$)");
            server.Print(fault.Trace);
            server.End(1);
            return server;
        }
        catch (BindFault fault)
        {
            var server = Ended(config, properties);
            fault.End(server, machine.Time.GetUtcNow());
            return server;
        }
    }));

    private async ValueTask<PracticeServer> LaunchAsync(ServerConfig config, List<string> warnings, string properties)
    {
        var (metadata, directories) = OpenStorage(config);
        var node = config.ToNode();
        if (node.Listeners.FirstOrDefault(l => l.Protocol != "PLAINTEXT") is { } secure)
            throw KafkaFault.Runtime($"연습 컴퓨터는 아직 PLAINTEXT 리스너만 엽니다: {secure.Name}. / The practice machine opens PLAINTEXT listeners only so far: {secure.Name}.");
        if (machine.Nodes.Count(n => n.IsThere) >= Most)
            throw KafkaFault.Runtime($"연습 컴퓨터에서는 서버를 {Most}개까지 실행할 수 있습니다. / At most {Most} servers run on a practice machine.");
        if (node.ControllerListeners.Select(machine.BindFaultOf).FirstOrDefault(f => f is not null) is { } fault)
            throw fault;
        var cluster = _finder.Find(config, metadata);
        var process = await ClaimAsync(cluster, node);
        LoseReplaced(process, metadata, directories);
        (process.Config, process.MetadataDirectory, process.LogDirectories) = (node, metadata, directories);
        var server = process.Server = Register(process, properties);
        foreach (var warning in warnings)
            server.Say(machine.Time.GetUtcNow(), "WARN", warning);
        foreach (var listener in node.ControllerListeners)
            server.Say(machine.Time.GetUtcNow(), "INFO", BrokerLog.Awaiting(Machine.Shown(listener)));
        WarnOfOtherClusters(process, config, metadata);
        if (cluster.Nodes.TryGetValue(node.Id, out var known) && known != process)
        {
            // Another process has this id and is there: the controller refuses a second one.
            process.Process = NodeProcess.Starting;
            server.Say(machine.Time.GetUtcNow(), "INFO", BrokerLog.Refused(node.Id));
            return server;
        }
        cluster.Join(process);
        process.Cluster.Registry.Up(process);
        _finder.LookAgain(cluster);
        return server;
    }

    /// <summary>KafkaRaftServer.initializeLogDirs.</summary>
    private (StorageDirectory Metadata, List<StorageDirectory> Directories) OpenStorage(ServerConfig config)
    {
        var formatted = MetaProperties.Formatted(Disk, config);
        if (formatted.Count == 0)
            throw KafkaFault.Runtime("No readable meta.properties files found.");
        MetaProperties.Verify(formatted, null, config.NodeId);
        if (MetaProperties.Empty(Disk, config) is [var empty, ..])
            throw KafkaFault.Runtime($"No `meta.properties` found in {empty} (have you run `kafka-storage.sh` to format the directory?)");
        if (formatted.Find(f => machine.Nodes.Any(n => n.IsThere && (n.MetadataDirectory == f.Directory || n.LogDirectories.Contains(f.Directory)))) is { Path: { } locked })
            throw new KafkaFault("org.apache.kafka.common.KafkaException", $"Failed to acquire lock on file .lock in {locked}. A Kafka instance in another process or thread is using this directory.");
        return (Disk[config.MetadataLogDir]!, [.. config.LogDirs.Select(p => Disk[p]!)]);
    }

    /// <summary>The node of this id in the cluster, or a new one; with sockets for its listeners.</summary>
    private async ValueTask<Node> ClaimAsync(ClusterState cluster, NodeConfig config)
    {
        var node = cluster.Nodes.TryGetValue(config.Id, out var known) && !known.IsThere ? known : new Node(config, cluster);
        if (!machine.Nodes.Contains(node))
            machine.Nodes.Add(node);
        // Ports that nodes which are down still hold are given up to this one.
        foreach (var idle in machine.Nodes.Where(n => !n.IsThere))
        {
            foreach (var socket in idle.Sockets.Where(s => idle == node || config.Listeners.Any(l => l.Port == s.Listener.Port)).ToList())
            {
                await socket.DisposeAsync();
                idle.Sockets.Remove(socket);
            }
        }
        foreach (var listener in config.Listeners)
        {
            try
            {
                node.Sockets.Add(machine.Bind(node, listener));
            }
            catch (PortUnavailableException)
            {
                foreach (var socket in node.Sockets)
                    await socket.DisposeAsync();
                node.Sockets.Clear();
                throw Machine.BindFaultOf(listener, "Address already in use");
            }
        }
        return node;
    }

    /// <summary>What lay in directories that are no longer there is gone.</summary>
    private static void LoseReplaced(Node node, StorageDirectory metadata, List<StorageDirectory> directories)
    {
        if (node.MetadataDirectory is null)
            return;
        var lost = node.MetadataDirectory != metadata;
        foreach (var replica in node.Cluster.Topics.Partitions.Select(p => p.Replicas.GetValueOrDefault(node.Id)).OfType<Topics.Replica>())
        {
            var at = replica.LogDir < node.LogDirectories.Count ? directories.IndexOf(node.LogDirectories[replica.LogDir]) : -1;
            if (at < 0)
                replica.Lose();
            lost |= at < 0;
            replica.LogDir = Math.Max(at, 0);
        }
        // With the directory went the file that says it was shut down cleanly.
        if (lost && (node.Cluster.Home ?? node.Cluster).Brokers.TryGetValue(node.Id, out var broker))
            broker.StartsAfter = NodeProcess.Killed;
    }

    private void WarnOfOtherClusters(Node node, ServerConfig config, StorageDirectory metadata)
    {
        foreach (var voter in config.Voters.Where(v => v.Id != node.Id && machine.IsHere(v.Host)))
        {
            var other = machine.Nodes.Find(n => n.IsThere && n.Config.ControllerListeners.Any(l => l.Port == voter.Port));
            if (other?.MetadataDirectory is { } directory && directory.ClusterId != metadata.ClusterId)
                node.Server!.Say(machine.Time.GetUtcNow(), "ERROR", $"[RaftManager id={node.Id}] Unexpected error INCONSISTENT_CLUSTER_ID in {(config.IsController ? "VOTE" : "FETCH")} response from node {voter.Host}:{voter.Port} (id: {voter.Id}) (org.apache.kafka.raft.KafkaRaftClient)");
        }
    }

    /// <summary>A process that ends before it is a node of anything.</summary>
    private PracticeServer Ended(ServerConfig? config, string properties) => Register(NoNode(config, properties), properties);

    private Node NoNode(ServerConfig? config, string properties) =>
        new(config?.ToNode() ?? new NodeConfig(null, ServerProperties.Parse(properties)) { Id = -1, Roles = 0, Listeners = [] }, new ClusterState(machine, [], ""));

    private PracticeServer Register(Node node, string properties)
    {
        var server = new PracticeServer(node, 1000 + _servers.Count, properties);
        _servers = [.. _servers, server];
        machine.Changes.Note();
        return server;
    }
}
