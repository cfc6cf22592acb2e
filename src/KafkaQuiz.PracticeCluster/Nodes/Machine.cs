using System.Net;
using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Network;
using KafkaQuiz.Practice.Servers;

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
    /// <param name="memoryLimit">Hard cap of record bytes; a quarter as much is remembered of clients.</param>
    /// <param name="maxRequestSize">Largest request taken, bytes.</param>
    /// <param name="shared">A further cap, of several machines.</param>
    public Machine(TimeProvider time, int? seed, long memoryLimit, int maxRequestSize, PracticeMemory? shared = null)
    {
        Time = new VirtualTime(time);
        Timers = new LoopTimers(Loop, Time);
        Random = new Random(seed ?? Guid.NewGuid().GetHashCode());
        Budget = new MemoryBudget(memoryLimit, shared);
        Remembered = new RememberedBudget(this, memoryLimit / 4, shared);
        MaxRequestSize = maxRequestSize;
        Unfinished = new UnfinishedRequests(maxRequestSize + UnfinishedRequests.Spare);
    }

    public ClusterLoop Loop { get; } = new();

    public VirtualTime Time { get; }

    public LoopTimers Timers { get; }

    public Random Random { get; }

    public MemoryBudget Budget { get; }

    public RememberedBudget Remembered { get; }

    public int MaxRequestSize { get; }

    public ChangeCounter Changes { get; } = new();

    /// <summary>Requests that have not come whole. Not bound to the loop.</summary>
    public UnfinishedRequests Unfinished { get; }

    /// <summary>Its names beside localhost.</summary>
    public HashSet<string> HostNames { get; init; } = [];

    /// <summary>The ports that properties name are bound, not any free ones.</summary>
    public bool BindsNamedPorts { get; init; }

    /// <summary>A crashed broker that starts again need not wait for the end of its old session.</summary>
    public bool RegistersAtOnce { get; init; }

    /// <summary>What it is was saved: nothing is answered any more. Only on the loop.</summary>
    public bool IsAsleep { get; set; }

    /// <summary>The last exception out of a handler: a bug.</summary>
    public Exception? LastFault { get; set; }

    /// <summary>Every process there is or was, running or not.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>Clusters of nodes that were started by their properties.</summary>
    public List<ClusterState> Clusters { get; } = [];

    /// <summary>Real loopback ports by the ports that nodes' properties name, of every listener that was ever bound here.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<int, int> Ports { get; } = [];

    /// <summary>
    /// Where clients are told to find a listener. What it advertises is rewritten to the real loopback address when it leads to a listener of
    /// this computer, else told as it is, so that a wrong `advertised.listeners` fails for clients as in life.
    /// </summary>
    public (string Host, int Port) AddressOf(Listener listener) =>
        listener.Port == 0 ? (listener.AdvertisedHost, listener.RealPort) : Resolve(listener.AdvertisedHost, listener.AdvertisedPort);

    /// <summary>An address as it can be reached: the real one if it leads to a listener of this computer, else as it is.</summary>
    public (string Host, int Port) Resolve(string host, int port) => IsHere(host) && Ports.TryGetValue(port, out var real) ? ("127.0.0.1", real) : (host, port);

    /// <summary>A name or address of this computer; empty stands for all of them.</summary>
    public bool IsHere(string host) => host is "localhost" or "127.0.0.1" or "" or "0.0.0.0" or "::1" or "::" || HostNames.Contains(host);

    /// <summary>Where a listener listens, as Kafka logs it.</summary>
    public static string Shown(Listener listener) => $"{(listener.Host.Length == 0 ? "0.0.0.0" : listener.Host)}:{listener.Port}";

    /// <summary>Why a node cannot listen as its properties want; null when it can.</summary>
    public BindFault? BindFaultOf(Listener listener) =>
        !IsHere(listener.Host) ? BindFaultOf(listener, IPAddress.TryParse(listener.Host, out _) ? "Cannot assign requested address" : "Unresolved address")
        : listener.Port != 0 && Nodes.SelectMany(n => n.Sockets).Any(s => s.IsOpen && s.Listener != listener && s.Listener.Port == listener.Port) ? BindFaultOf(listener, "Address already in use")
        : null;

    public static BindFault BindFaultOf(Listener listener, string reason) => new(listener, Shown(listener), reason);

    /// <summary>A socket for a node's listener: on the port it names, or on a free one that its port stands for from now on.</summary>
    /// <exception cref="PortUnavailableException">The port it names is taken.</exception>
    public ListeningSocket Bind(Node node, Listener listener)
    {
        listener.RealPort = BindsNamedPorts ? listener.Port : Ports.GetValueOrDefault(listener.Port);
        ListeningSocket socket;
        try
        {
            socket = new ListeningSocket(node, listener);
        }
        catch (PortUnavailableException) when (!BindsNamedPorts)
        {
            listener.RealPort = 0;
            socket = new ListeningSocket(node, listener);
        }
        // While somebody else listens there, the port stands for that one's.
        if (BindFaultOf(listener) is null)
            Claim(listener);
        return socket;
    }

    /// <summary>The port that a listener's properties name leads to it from now on.</summary>
    public void Claim(Listener listener)
    {
        if (listener.Port != 0)
            Ports[listener.Port] = listener.RealPort;
    }

    /// <summary>Waits until something has changed since then.</summary>
    /// <param name="since">Number of a change that the caller knows.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The number of the last change.</returns>
    /// <exception cref="ObjectDisposedException">The machine is over.</exception>
    public async Task<long> WaitForChangeAsync(long since, CancellationToken cancel)
    {
        while (true)
        {
            var (number, next) = await Loop.RunAsync(() => ValueTask.FromResult((Changes.Number, Changes.Number > since ? null : Changes.NextAsync())));
            if (next is null)
                return number;
            ObjectDisposedException.ThrowIf(_disposed, this);
            await next.WaitAsync(cancel);
        }
    }

    /// <summary>A random id of version 4, as Kafka's Uuid.randomUuid.</summary>
    public Guid NewId()
    {
        var bytes = new byte[16];
        Random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

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
                cluster.Join(node);
            }
        });
    }

    /// <summary>Starts a node's process again with what it had, or lets a hung one go on.</summary>
    public Task StartAsync(Node node) => OneAtATimeAsync(() => Loop.RunAsync(() =>
    {
        node.Cluster.Registry.Up(node);
        return ValueTask.FromResult(0);
    }));

    /// <summary>Ends a node's process.</summary>
    /// <param name="node">Which.</param>
    /// <param name="how">Stopped or Killed.</param>
    public Task EndAsync(Node node, NodeProcess how) => OneAtATimeAsync(async () =>
    {
        await Loop.RunAsync(() =>
        {
            if (how == NodeProcess.Stopped)
                node.Server?.Say(Time.GetUtcNow(), "INFO", BrokerLog.Terminating);
            node.Server?.End(how == NodeProcess.Stopped ? 143 : 137);
            Changes.Note();
            node.Cluster.Registry.Down(node, how);
        });
        return await CloseAsync(node);
    });

    /// <summary>Closes the sockets of a node that has ended by itself.</summary>
    public void CloseSoon(Node node) => _ = Task.Run(() => OneAtATimeAsync(async () => node.IsThere ? 0 : await CloseAsync(node)));

    /// <summary>Saves what there is and ends, as if both were one moment: no client was told of anything that is not saved.</summary>
    /// <param name="look">What is saved; on the loop.</param>
    /// <param name="save">Writes it. When it throws the machine goes on; connections that asked meanwhile were closed.</param>
    public Task SleepAsync<T>(Func<T> look, Func<T, Task> save) => OneAtATimeAsync(async () =>
    {
        var seen = await Loop.RunAsync(() =>
        {
            var seen = look();
            IsAsleep = true;
            return ValueTask.FromResult(seen);
        });
        try
        {
            await save(seen);
        }
        catch
        {
            await Loop.RunAsync(() => { IsAsleep = false; });
            throw;
        }
        await CloseAsync();
        return 0;
    });

    public async ValueTask DisposeAsync()
    {
        await _lifecycle.WaitAsync();
        try
        {
            await CloseAsync();
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>Starts and ends of processes, one after another.</summary>
    public async Task<T> OneAtATimeAsync<T>(Func<Task<T>> work)
    {
        await _lifecycle.WaitAsync();
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return await work();
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    private async Task CloseAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var socket in Nodes.SelectMany(n => n.Sockets))
            await socket.DisposeAsync();
        await Loop.RunAsync(() =>
        {
            Timers.Dispose();
            Changes.Note();
            Budget.Close();
            Remembered.Close();
        });
    }

    private async Task<int> CloseAsync(Node node)
    {
        foreach (var socket in node.Sockets)
            await (BindsNamedPorts ? socket.DisposeAsync() : socket.CloseAsync());
        return 0;
    }
}
