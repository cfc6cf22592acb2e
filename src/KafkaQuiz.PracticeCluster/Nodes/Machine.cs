using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Network;

namespace KafkaQuiz.Practice.Nodes;

/// <summary>The computer that nodes run on: one loop, one clock, one memory for all clusters of it.</summary>
internal sealed class Machine
{
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

    /// <summary>The last exception out of a handler: a bug.</summary>
    public Exception? LastFault { get; set; }

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

    private static bool IsHere(string host) => host is "localhost" or "127.0.0.1" or "";
}
