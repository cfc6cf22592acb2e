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
    private readonly PracticeClusterOptions _options;

    private PracticeCluster(ClusterState state, PracticeClusterOptions options) => (_state, _options) = (state, options);

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
        cancel.ThrowIfCancellationRequested();
        var machine = new Machine(options.Time, options.Seed, options.MemoryLimit, options.MaxRequestSize) { RegistersAtOnce = options.RegistersAtOnce };
        var cluster = new PracticeCluster(new ClusterState(machine, nodes.Where(n => n.IsController).Select(n => n.Id)), options);
        try
        {
            await machine.CreateAsync(cluster._state, nodes);
            await machine.Loop.RunAsync(cluster._state.Registry.Start);
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

    /// <summary>Adds a broker to the running cluster. To remove one, stop it and unregister it (`kafka-cluster unregister`, API 64).</summary>
    /// <exception cref="ArgumentException">Not a broker alone (the voters are fixed), an id that is taken, or more than 9 nodes.</exception>
    public async Task AddBrokerAsync(PracticeNodeOptions node)
    {
        await _state.Machine.CreateAsync(_state, [StaticConfigs.Another(_options, [.. _state.Nodes.Keys], node)]);
        await StartBrokerAsync(node.Id);
    }

    /// <summary>Shuts a node down cleanly (SIGTERM): a broker hands over its leaders, leaves the ISRs and closes.</summary>
    public Task StopBrokerAsync(int id) => _state.Machine.EndAsync(Node(id), NodeProcess.Stopped);

    /// <summary>Ends a node without a word (SIGKILL): a broker is fenced after `broker.session.timeout.ms` of virtual time.</summary>
    public Task KillBrokerAsync(int id) => _state.Machine.EndAsync(Node(id), NodeProcess.Killed);

    /// <summary>
    /// Starts a stopped or killed node again on its ports, with its data; lets a hung one go on. A broker takes clients once the controller
    /// has registered it: before this returns, unless there is no active controller or, after a crash, its old session has not ended yet
    /// (`broker.session.timeout.ms`; see <see cref="PracticeClusterOptions.RegistersAtOnce"/>).
    /// </summary>
    public Task StartBrokerAsync(int id) => _state.Machine.StartAsync(Node(id));

    /// <summary>Freezes a node (SIGSTOP, a long pause): connections stay open, nothing is answered, heartbeats stop.</summary>
    public Task HangBrokerAsync(int id) => _state.Loop.RunAsync(() => _state.Registry.Hung(Node(id)));

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
    public Task SlowBrokerAsync(int id, TimeSpan delay) => _state.Loop.RunAsync(() => _state.Registry.Slowed(Node(id), delay));

    /// <summary>
    /// Cuts a node off from all other nodes (a network partition): it runs on, but hears of no controller and no other broker. A leader goes on
    /// with acks=1, its ISR stays as it is, the others fence it after `broker.session.timeout.ms` and elect another.
    /// </summary>
    /// <param name="id">Node id.</param>
    /// <param name="fromClients">Its clients cannot reach it either: their requests wait. Default: they can.</param>
    public Task CutOffBrokerAsync(int id, bool fromClients = false) => _state.Loop.RunAsync(() => NetworkCut.Cut(Node(id), fromClients));

    /// <summary>Ends what <see cref="CutOffBrokerAsync"/> began: the node takes up what it missed and drops what nobody else has.</summary>
    public Task HealBrokerAsync(int id) => _state.Loop.RunAsync(() => NetworkCut.Heal(Node(id)));

    /// <summary>Brokers, controller and topics as they are now.</summary>
    public Task<ClusterDescription> DescribeAsync() => _state.Loop.RunAsync(() => ValueTask.FromResult(ClusterDescription.Of(_state)));

    /// <summary>Lets virtual time pass at once; every timer on the way fires in order.</summary>
    public Task AdvanceAsync(TimeSpan span) => _state.Loop.RunAsync(async () =>
    {
        await _state.Timers.AdvanceAsync(span);
        return 0;
    });

    public ValueTask DisposeAsync() => _state.Machine.DisposeAsync();

    private static string BootstrapOf(IEnumerable<Listener> listeners) => string.Join(',', listeners.Select(l => $"127.0.0.1:{l.RealPort}"));

    private Node Node(int id) => _state.Nodes.TryGetValue(id, out var node) ? node
        : throw new ArgumentOutOfRangeException(nameof(id), id, $"The nodes are {string.Join(", ", _state.Nodes.Keys)}.");
}
