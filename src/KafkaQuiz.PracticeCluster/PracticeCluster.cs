using KafkaQuiz.Practice.Brokers;
using KafkaQuiz.Practice.Network;
using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice;

/// <summary>
/// An Apache Kafka 4.x KRaft cluster in this process: brokers on loopback ports that any Kafka client can use. Data lives in memory.
/// Safe for concurrent use.
/// </summary>
public sealed class PracticeCluster : IAsyncDisposable
{
    private readonly ClusterState _state;
    private readonly SortedDictionary<int, BrokerListener> _listeners = [];
    private readonly SemaphoreSlim _lifecycle = new(1, 1);
    private bool _disposed;

    private PracticeCluster(ClusterState state) => _state = state;

    /// <summary>Addresses of all brokers, running or not: "127.0.0.1:port,…".</summary>
    public string BootstrapServers { get; private set; } = "";

    /// <summary>Kafka's cluster id, 22 characters of Base64.</summary>
    public string ClusterId => _state.ClusterId;

    /// <summary>The cluster's clock: the wall clock plus what it was advanced by.</summary>
    public TimeProvider Time => _state.Time;

    /// <summary>A bug that a request ran into, if any; its connection was closed and nothing else.</summary>
    public Exception? LastFault => _state.LastFault ?? _state.Loop.LastFault;

    internal ClusterState State => _state;

    /// <summary>Starts the brokers; they serve when this returns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 5 brokers.</exception>
    /// <exception cref="ArgumentException">A static config that no broker starts with.</exception>
    /// <exception cref="PortUnavailableException">A port is taken, or may not be opened.</exception>
    public static async Task<PracticeCluster> StartAsync(PracticeClusterOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new PracticeClusterOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Brokers, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Brokers, 5, nameof(options));
        var cluster = new PracticeCluster(new ClusterState(options));
        try
        {
            foreach (var broker in cluster._state.Brokers.Values)
            {
                var port = options.FirstPort == 0 ? 0 : options.FirstPort + broker.Id - 1;
                cluster._listeners[broker.Id] = await BrokerListener.BindAsync(cluster._state, broker, port, cancel);
            }
            await cluster._state.Loop.RunAsync(cluster._state.Controller.Start);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
        cluster.BootstrapServers = string.Join(',', cluster._state.Brokers.Values.Select(b => $"{b.Host}:{b.Port}"));
        return cluster;
    }

    /// <summary>Shuts a broker down cleanly (SIGTERM): it hands over its leaders, leaves the ISRs and closes.</summary>
    public Task StopBrokerAsync(int id) => DownAsync(id, BrokerProcess.Stopped);

    /// <summary>Ends a broker without a word (SIGKILL): it is fenced after `broker.session.timeout.ms` of virtual time.</summary>
    public Task KillBrokerAsync(int id) => DownAsync(id, BrokerProcess.Killed);

    /// <summary>Starts a stopped or killed broker again on its port, with its data; lets a hung one go on.</summary>
    public async Task StartBrokerAsync(int id)
    {
        await _lifecycle.WaitAsync();
        try
        {
            var broker = Broker(id);
            if (!_listeners.ContainsKey(id))
                _listeners[id] = await BrokerListener.BindAsync(_state, broker, broker.Port, CancellationToken.None);
            await _state.Loop.RunAsync(() => _state.Controller.BrokerStarted(broker));
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>Freezes a broker (SIGSTOP, a long pause): connections stay open, nothing is answered, heartbeats stop.</summary>
    public Task HangBrokerAsync(int id) => _state.Loop.RunAsync(() => _state.Controller.BrokerHung(Broker(id)));

    /// <summary>
    /// Breaks one of a broker's disks (`log.dirs`, counted from 0): its replicas leave the ISRs. With its last directory the broker halts.
    /// It comes back with an empty disk when it is started again.
    /// </summary>
    public async Task FailLogDirAsync(int id, int logDir = 0)
    {
        var broker = Broker(id);
        ArgumentOutOfRangeException.ThrowIfNegative(logDir);
        if (await _state.Loop.RunAsync(() => logDir < LogDirs.Count(_state, id) ? ValueTask.FromResult(_state.Controller.LogDirFailed(broker, logDir))
            : throw new ArgumentOutOfRangeException(nameof(logDir), logDir, $"Broker {id} has {LogDirs.Count(_state, id)} log directories.")))
            await KillBrokerAsync(id);
    }

    /// <summary>Makes a broker's answers and its replication late by <paramref name="delay"/> of virtual time; zero heals it.</summary>
    public Task SlowBrokerAsync(int id, TimeSpan delay) => _state.Loop.RunAsync(() => _state.Controller.BrokerSlowed(Broker(id), delay));

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
            foreach (var listener in _listeners.Values)
                await listener.DisposeAsync();
            _listeners.Clear();
            await _state.Loop.RunAsync(_state.Timers.Dispose);
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    private async Task DownAsync(int id, BrokerProcess process)
    {
        await _lifecycle.WaitAsync();
        try
        {
            var broker = Broker(id);
            await _state.Loop.RunAsync(() => _state.Controller.BrokerDown(broker, process));
            if (_listeners.Remove(id, out var listener))
                await listener.DisposeAsync();
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    private Broker Broker(int id) => _state.Brokers.TryGetValue(id, out var broker) ? broker
        : throw new ArgumentOutOfRangeException(nameof(id), id, $"Brokers are 1 to {_state.Brokers.Count}.");
}
