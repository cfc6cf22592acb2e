using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Network;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice;

/// <summary>
/// An Apache Kafka 4.x KRaft cluster in this process: nodes on loopback ports that any Kafka client can use. Data lives in memory.
/// Safe for concurrent use. Nodes are named by node id; methods throw ArgumentOutOfRangeException for an id that the cluster has not.
/// </summary>
public sealed class PracticeCluster : IAsyncDisposable
{
    private readonly ClusterState _state;
    private readonly SemaphoreSlim _lifecycle = new(1, 1);
    private bool _disposed;

    private PracticeCluster(ClusterState state) => _state = state;

    /// <summary>Addresses of all brokers, running or not, on the first listener of each: "127.0.0.1:port,…".</summary>
    public string BootstrapServers => BootstrapOf(_state.Nodes.Values.Where(n => n.Config.IsBroker).Select(n => n.Config.BrokerListeners.First()));

    /// <summary>Addresses of all controllers, running or not: what Kafka's tools take as `--bootstrap-controller`.</summary>
    public string BootstrapControllers => BootstrapOf(_state.Nodes.Values.Where(n => n.Config.IsController).Select(n => n.Config.ControllerListeners.First()));

    /// <summary>Kafka's cluster id, 22 characters of Base64.</summary>
    public string ClusterId => _state.ClusterId;

    /// <summary>The cluster's clock: the wall clock plus what it was advanced by.</summary>
    public TimeProvider Time => _state.Time;

    /// <summary>A bug that a request ran into, if any; its connection was closed and nothing else.</summary>
    public Exception? LastFault => _state.LastFault ?? _state.Loop.LastFault;

    internal ClusterState State => _state;

    /// <summary>Starts the nodes; they serve when this returns.</summary>
    /// <exception cref="ArgumentException">The options ask for what no cluster is: no or too many nodes, no controller; or a static config
    /// that no node starts with.</exception>
    /// <exception cref="PortUnavailableException">A port is taken, or may not be opened.</exception>
    public static async Task<PracticeCluster> StartAsync(PracticeClusterOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new PracticeClusterOptions();
        var nodes = StaticConfigs.Nodes(options);
        var machine = new Machine(options.Time, options.Seed, options.MemoryLimit, options.MaxRequestSize);
        var cluster = new PracticeCluster(new ClusterState(machine, nodes.Where(n => n.IsController).Select(n => n.Id)));
        try
        {
            foreach (var config in nodes)
                cluster._state.Nodes.Add(config.Id, new Node(config, cluster._state));
            cancel.ThrowIfCancellationRequested();
            // Ports that were asked for come first, lest one is given away as a free one.
            foreach (var (node, listener) in cluster._state.Nodes.Values.SelectMany(n => n.Config.Listeners.Select(l => (n, l))).OrderBy(p => p.l.RealPort == 0).ToList())
                node.Sockets.Add(await ListeningSocket.BindAsync(node, listener));
            await machine.Loop.RunAsync(cluster._state.Controller.Start);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
        return cluster;
    }

    /// <summary>Addresses of all brokers that have a listener of this name: "127.0.0.1:port,…".</summary>
    /// <param name="listener">As in `listeners`, such as INTERNAL.</param>
    public string BootstrapServersOf(string listener) => BootstrapOf(_state.Nodes.Values.SelectMany(n => n.Config.BrokerListeners).Where(l => l.Name == listener));

    /// <summary>Shuts a node down cleanly (SIGTERM): a broker hands over its leaders, leaves the ISRs and closes.</summary>
    public Task StopBrokerAsync(int id) => DownAsync(id, NodeProcess.Stopped);

    /// <summary>Ends a node without a word (SIGKILL): a broker is fenced after `broker.session.timeout.ms` of virtual time.</summary>
    public Task KillBrokerAsync(int id) => DownAsync(id, NodeProcess.Killed);

    /// <summary>Starts a stopped or killed node again on its ports, with its data; lets a hung one go on.</summary>
    public async Task StartBrokerAsync(int id)
    {
        await _lifecycle.WaitAsync();
        try
        {
            var node = Node(id);
            if (node.Sockets.Count == 0)
                await OpenAsync(node);
            await _state.Loop.RunAsync(() => _state.Controller.NodeStarted(node));
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>Freezes a node (SIGSTOP, a long pause): connections stay open, nothing is answered, heartbeats stop.</summary>
    public Task HangBrokerAsync(int id) => _state.Loop.RunAsync(() => _state.Controller.NodeHung(Node(id)));

    /// <summary>
    /// Breaks one of a broker's disks (`log.dirs`, counted from 0): its replicas leave the ISRs. With its last directory the broker halts.
    /// It comes back with an empty disk when it is started again.
    /// </summary>
    public async Task FailLogDirAsync(int id, int logDir = 0)
    {
        var node = Node(id);
        ArgumentOutOfRangeException.ThrowIfNegative(logDir);
        if (await _state.Loop.RunAsync(() => logDir < LogDirs.Count(_state, id) ? ValueTask.FromResult(_state.Controller.LogDirFailed(node, logDir))
            : throw new ArgumentOutOfRangeException(nameof(logDir), logDir, $"Node {id} has {LogDirs.Count(_state, id)} log directories.")))
            await KillBrokerAsync(id);
    }

    /// <summary>Makes a node's answers and its replication late by <paramref name="delay"/> of virtual time; zero heals it.</summary>
    public Task SlowBrokerAsync(int id, TimeSpan delay) => _state.Loop.RunAsync(() => _state.Controller.NodeSlowed(Node(id), delay));

    /// <summary>Brokers, controller and topics as they are now.</summary>
    public Task<ClusterDescription> DescribeAsync() => _state.Loop.RunAsync(() => ValueTask.FromResult(ClusterDescription.Of(_state)));

    /// <summary>Lets virtual time pass at once; every timer on the way fires in order.</summary>
    public Task AdvanceAsync(TimeSpan span) => _state.Loop.RunAsync(async () =>
    {
        await _state.Timers.AdvanceAsync(span);
        return 0;
    });

    public async ValueTask DisposeAsync()
    {
        await _lifecycle.WaitAsync();
        try
        {
            if (_disposed)
                return;
            _disposed = true;
            foreach (var node in _state.Nodes.Values)
                await CloseAsync(node);
            await _state.Loop.RunAsync(_state.Timers.Dispose);
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    private static string BootstrapOf(IEnumerable<Listener> listeners) => string.Join(',', listeners.Select(l => $"127.0.0.1:{l.RealPort}"));

    private static async Task OpenAsync(Node node)
    {
        foreach (var listener in node.Config.Listeners)
            node.Sockets.Add(await ListeningSocket.BindAsync(node, listener));
    }

    private static async Task CloseAsync(Node node)
    {
        foreach (var socket in node.Sockets)
            await socket.DisposeAsync();
        node.Sockets.Clear();
    }

    private async Task DownAsync(int id, NodeProcess process)
    {
        await _lifecycle.WaitAsync();
        try
        {
            var node = Node(id);
            await _state.Loop.RunAsync(() => _state.Controller.NodeDown(node, process));
            await CloseAsync(node);
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    private Node Node(int id) => _state.Nodes.TryGetValue(id, out var node) ? node
        : throw new ArgumentOutOfRangeException(nameof(id), id, $"The nodes are {string.Join(", ", _state.Nodes.Keys)}.");
}
