using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Network;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Snapshots;
using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice;

/// <summary>
/// An Apache Kafka 4.x KRaft cluster in this process: nodes on loopback ports that any Kafka client can use. Data lives in memory.
/// Safe for concurrent use. Nodes are named by node id; methods throw ArgumentOutOfRangeException for an id that the cluster has not.
/// </summary>
public sealed class PracticeCluster : IAsyncDisposable
{
    private readonly ClusterState _first;
    private readonly PracticeClusterOptions? _options;
    private readonly PracticeMachine? _machine;

    private PracticeCluster(ClusterState state, PracticeClusterOptions options) => (_first, _options) = (state, options);

    /// <summary>A cluster of a machine, which owns it.</summary>
    internal PracticeCluster(ClusterState state, PracticeMachine machine) => (_first, _machine) = (state, machine);

    /// <summary>Addresses of all brokers, running or not, on the first listener of each: "127.0.0.1:port,…".</summary>
    public string BootstrapServers => BootstrapOf(State.Nodes.Values.Where(n => n.Config.IsBroker).Select(n => n.Config.BrokerListeners.First()));

    /// <summary>Addresses of all controllers, running or not: what Kafka's tools take as `--bootstrap-controller`.</summary>
    public string BootstrapControllers => BootstrapOf(State.Nodes.Values.Where(n => n.Config.IsController).Select(n => n.Config.ControllerListeners.First()));

    /// <summary>Kafka's cluster id, 22 characters of Base64.</summary>
    public string ClusterId => State.ClusterId;

    /// <summary>The cluster's clock: the wall clock plus what it was advanced by.</summary>
    public TimeProvider Time => State.Time;

    /// <summary>A bug that a request ran into, if any; its connection was closed and nothing else.</summary>
    public Exception? LastFault => State.LastFault ?? State.Loop.LastFault;

    /// <summary>Users with their passwords, those that were made too; null where nobody is asked for anything.</summary>
    public PracticeSecurity? Security => _options?.Security;

    internal ClusterState State => _first.Current;

    /// <summary>Starts the nodes; they serve when this returns.</summary>
    /// <exception cref="ArgumentException">The options ask for what no cluster is: no or too many nodes, no controller; or a static config
    /// that no node starts with.</exception>
    /// <exception cref="InsecureListenerException">A listener beyond loopback has no SASL.</exception>
    /// <exception cref="PortUnavailableException">A port is taken, or may not be opened.</exception>
    public static async Task<PracticeCluster> StartAsync(PracticeClusterOptions? options = null, CancellationToken cancel = default)
    {
        options = SecurityConfigs.Complete(options ?? new PracticeClusterOptions());
        var nodes = StaticConfigs.Nodes(options);
        cancel.ThrowIfCancellationRequested();
        var machine = new Machine(options.Time, options.Seed, options.MemoryLimit, options.MaxRequestSize) { RegistersAtOnce = options.RegistersAtOnce };
        var cluster = new PracticeCluster(new ClusterState(machine, nodes.Where(n => n.IsController).Select(n => n.Id)), options);
        SecurityConfigs.AddUsers(cluster.State.Scram, options.Security);
        try
        {
            await machine.CreateAsync(cluster.State, nodes);
            await machine.Loop.RunAsync(cluster.State.Registry.Start);
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
    public string BootstrapServersOf(string listener) => BootstrapOf(State.Nodes.Values.SelectMany(n => n.Config.BrokerListeners).Where(l => l.Name == listener));

    /// <summary>Adds a broker to the running cluster. To remove one, stop it and unregister it (`kafka-cluster unregister`, API 64).</summary>
    /// <exception cref="ArgumentException">Not a broker alone (the voters are fixed), an id that is taken, or more than 9 nodes.</exception>
    /// <exception cref="InvalidOperationException">The cluster is a machine's: start a node there.</exception>
    public async Task AddBrokerAsync(PracticeNodeOptions node)
    {
        if (_options is null)
            throw new InvalidOperationException("The cluster is a practice machine's: start a node on the machine.");
        var added = StaticConfigs.Another(_options, [.. State.Nodes.Keys], node);
        added.Voters = State.Nodes.Values.First().Config.Voters;
        await State.Machine.CreateAsync(State, [added]);
        await StartBrokerAsync(node.Id);
    }

    /// <summary>Shuts a node down cleanly (SIGTERM): a broker hands over its leaders, leaves the ISRs and closes.</summary>
    public Task StopBrokerAsync(int id) => State.Machine.EndAsync(Node(id), NodeProcess.Stopped);

    /// <summary>Ends a node without a word (SIGKILL): a broker is fenced after `broker.session.timeout.ms` of virtual time.</summary>
    public Task KillBrokerAsync(int id) => State.Machine.EndAsync(Node(id), NodeProcess.Killed);

    /// <summary>
    /// Starts a stopped or killed node again on its ports, with its data; lets a hung one go on. A broker takes clients once the controller
    /// has registered it: before this returns, unless there is no active controller or, after a crash, its old session has not ended yet
    /// (`broker.session.timeout.ms`; see <see cref="PracticeClusterOptions.RegistersAtOnce"/>).
    /// </summary>
    public Task StartBrokerAsync(int id) => _machine is not null && Node(id) is { Server: { } server, IsThere: false } ? _machine.StartAsync(server.Properties) : State.Machine.StartAsync(Node(id));

    /// <summary>Freezes a node (SIGSTOP, a long pause): connections stay open, nothing is answered, heartbeats stop.</summary>
    public Task HangBrokerAsync(int id) => State.Loop.RunAsync(() => Node(id).Cluster.Registry.Hung(Node(id)));

    /// <summary>
    /// Breaks one of a broker's disks (`log.dirs`, counted from 0): its replicas leave the ISRs. With its last directory the broker halts.
    /// It comes back with an empty disk when it is started again.
    /// </summary>
    public async Task FailLogDirAsync(int id, int logDir = 0)
    {
        var node = Node(id);
        ArgumentOutOfRangeException.ThrowIfNegative(logDir);
        if (await State.Loop.RunAsync(() => logDir < LogDirs.Count(State, id) ? ValueTask.FromResult(State.Controller.LogDirFailed(node, logDir))
            : throw new ArgumentOutOfRangeException(nameof(logDir), logDir, $"Node {id} has {LogDirs.Count(State, id)} log directories.")))
            await KillBrokerAsync(id);
    }

    /// <summary>Makes a node's answers and its replication late by <paramref name="delay"/> of virtual time; zero heals it.</summary>
    public Task SlowBrokerAsync(int id, TimeSpan delay) => State.Loop.RunAsync(() => Node(id).Cluster.Registry.Slowed(Node(id), delay));

    /// <summary>
    /// Cuts a node off from all other nodes (a network partition): it runs on, but hears of no controller and no other broker. A leader goes on
    /// with acks=1, its ISR stays as it is, the others fence it after `broker.session.timeout.ms` and elect another.
    /// </summary>
    /// <param name="id">Node id.</param>
    /// <param name="fromClients">Its clients cannot reach it either: their requests wait. Default: they can.</param>
    public Task CutOffBrokerAsync(int id, bool fromClients = false) => State.Loop.RunAsync(() => NetworkCut.Cut(Node(id), fromClients));

    /// <summary>Ends what <see cref="CutOffBrokerAsync"/> began: the node takes up what it missed and drops what nobody else has.</summary>
    public Task HealBrokerAsync(int id) => State.Loop.RunAsync(() => NetworkCut.Heal(Node(id)));

    /// <summary>Nodes, controller, topics and groups as they are now.</summary>
    public Task<ClusterSnapshot> LookAsync() => State.Loop.RunAsync(() => ValueTask.FromResult(Snapshot.Of(State)));

    /// <summary>
    /// Waits until something changes that <see cref="LookAsync"/> shows. Changes that follow each other at once are one wait: look when it
    /// returns, then wait again with the snapshot's number. A machine's clusters share their numbers.
    /// </summary>
    /// <param name="since"><see cref="ClusterSnapshot.Change"/> of the last snapshot; below 0 does not wait.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The number of the last change, above <paramref name="since"/>.</returns>
    public Task<long> WaitForChangeAsync(long since, CancellationToken cancel) => State.Machine.WaitForChangeAsync(since, cancel);

    /// <summary>Lets virtual time pass at once; every timer on the way fires in order.</summary>
    public Task AdvanceAsync(TimeSpan span) => State.Loop.RunAsync(async () =>
    {
        await State.Timers.AdvanceAsync(span);
        return 0;
    });

    /// <summary>Ends all nodes; nothing happens when the cluster is a <see cref="PracticeMachine"/>'s.</summary>
    public ValueTask DisposeAsync() => _machine is null ? State.Machine.DisposeAsync() : ValueTask.CompletedTask;

    private static string BootstrapOf(IEnumerable<Listener> listeners) => string.Join(',', listeners.Select(l => $"{(l.AdvertisedHost.Contains(':', StringComparison.Ordinal) ? $"[{l.AdvertisedHost}]" : l.AdvertisedHost)}:{l.RealPort}"));

    private Node Node(int id) => State.Nodes.TryGetValue(id, out var node) ? node
        : throw new ArgumentOutOfRangeException(nameof(id), id, $"The nodes are {string.Join(", ", State.Nodes.Keys)}.");
}
