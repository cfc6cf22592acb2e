using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Network;

namespace KafkaQuiz.Practice.Nodes;

/// <summary>
/// The computer that nodes run on: one loop, one clock, one memory for all clusters of it, and the life of its processes. Its properties are
/// for the loop; its methods are for everybody.
/// </summary>
internal sealed class Machine : IAsyncDisposable
{
    private readonly SemaphoreSlim _lifecycle = new(1, 1);
    private bool _disposed;

    /// <param name="time">The wall clock.</param>
    /// <param name="seed">Of every random choice; null for another one each time.</param>
    /// <param name="memoryLimit">Hard cap of record bytes.</param>
    /// <param name="maxRequestSize">Largest request taken, bytes.</param>
    public Machine(TimeProvider time, int? seed, long memoryLimit, int maxRequestSize)
    {
        Time = new VirtualTime(time);
        Timers = new LoopTimers(Loop, Time);
        Random = new Random(seed ?? Guid.NewGuid().GetHashCode());
        Budget = new MemoryBudget(memoryLimit);
        MaxRequestSize = maxRequestSize;
        Unfinished = new UnfinishedRequests(maxRequestSize + UnfinishedRequests.Spare);
    }

    public ClusterLoop Loop { get; } = new();

    public VirtualTime Time { get; }

    public LoopTimers Timers { get; }

    public Random Random { get; }

    public MemoryBudget Budget { get; }

    public int MaxRequestSize { get; }

    /// <summary>Requests that have not come whole. Not bound to the loop.</summary>
    public UnfinishedRequests Unfinished { get; }

    /// <summary>A crashed broker that starts again need not wait for the end of its old session.</summary>
    public bool RegistersAtOnce { get; init; }

    /// <summary>The last exception out of a handler: a bug.</summary>
    public Exception? LastFault { get; set; }

    /// <summary>Every process there is or was, running or not.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>Real loopback ports by the ports that nodes' properties name, of every listener that was ever bound here.</summary>
    public Dictionary<int, int> Ports { get; } = [];

    /// <summary>
    /// Where clients are told to find a listener. What it advertises is rewritten to the real loopback address when it leads to a listener of
    /// this computer, else told as it is, so that a wrong `advertised.listeners` fails for clients as in life.
    /// </summary>
    public (string Host, int Port) AddressOf(Listener listener) =>
        listener.Port == 0 ? ("127.0.0.1", listener.RealPort)
        : IsHere(listener.AdvertisedHost) && Ports.TryGetValue(listener.AdvertisedPort, out var real) ? ("127.0.0.1", real)
        : (listener.AdvertisedHost, listener.AdvertisedPort);

    /// <summary>Makes nodes of a cluster that comes up all at once, each taking its ports.</summary>
    /// <exception cref="PortUnavailableException">A port is taken, or may not be opened; no node was made.</exception>
    public async Task CreateAsync(ClusterState cluster, IReadOnlyList<NodeConfig> configs)
    {
        var nodes = configs.Select(c => new Node(c, cluster)).ToList();
        try
        {
            // Ports that were asked for come first, lest one is given away as a free one.
            foreach (var (node, listener) in nodes.SelectMany(n => n.Config.Listeners.Select(l => (n, l))).OrderBy(p => p.l.RealPort == 0).ToList())
                node.Sockets.Add(new ListeningSocket(node, listener));
        }
        catch
        {
            foreach (var socket in nodes.SelectMany(n => n.Sockets))
                await socket.DisposeAsync();
            throw;
        }
        await Loop.RunAsync(() =>
        {
            foreach (var node in nodes)
            {
                Nodes.Add(node);
                cluster.Nodes.Add(node.Id, node);
            }
        });
    }

    /// <summary>Starts a node's process again with what it had, or lets a hung one go on.</summary>
    public Task StartAsync(Node node) => OneAtATimeAsync(() => Loop.RunAsync(() => node.Cluster.Registry.Up(node)));

    /// <summary>Ends a node's process.</summary>
    /// <param name="node">Which.</param>
    /// <param name="how">Stopped or Killed.</param>
    public Task EndAsync(Node node, NodeProcess how) => OneAtATimeAsync(async () =>
    {
        await Loop.RunAsync(() => node.Cluster.Registry.Down(node, how));
        foreach (var socket in node.Sockets)
            await socket.CloseAsync();
    });

    public async ValueTask DisposeAsync()
    {
        await _lifecycle.WaitAsync();
        try
        {
            if (_disposed)
                return;
            _disposed = true;
            foreach (var socket in Nodes.SelectMany(n => n.Sockets))
                await socket.DisposeAsync();
            await Loop.RunAsync(Timers.Dispose);
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    private static bool IsHere(string host) => host is "localhost" or "127.0.0.1" or "";

    private async Task OneAtATimeAsync(Func<Task> work)
    {
        await _lifecycle.WaitAsync();
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            await work();
        }
        finally
        {
            _lifecycle.Release();
        }
    }
}
