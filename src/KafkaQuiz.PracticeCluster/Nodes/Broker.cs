using KafkaQuiz.Practice.Sleep;

namespace KafkaQuiz.Practice.Nodes;

/// <summary>A broker as the controllers have it registered (BrokerRegistration.java), and the node that it is. Only on the loop.</summary>
internal sealed class Broker(ClusterState cluster, Node node)
{
    /// <summary>As another state of the cluster has it registered.</summary>
    public Broker(ClusterState cluster, Broker other)
        : this(cluster, other.Node) => (Rack, Listeners, IsFenced, Epoch) = (other.Rack, other.Listeners, other.IsFenced, other.Epoch);

    public Node Node { get; set; } = node;

    public int Id => Node.Id;

    /// <summary>As of its registration.</summary>
    public string? Rack { get; private set; } = node.Config.Rack;

    /// <summary>Where clients find it, as of its registration.</summary>
    public IReadOnlyList<Listener> Listeners { get; private set; } = [.. node.Config.BrokerListeners];

    /// <summary>What its inter-broker listener advertised led other brokers to it.</summary>
    public bool IsFoundByBrokers { get; private set; } = IsFound(cluster, node);

    public NodeProcess Process => Node.Process;

    /// <summary>How it went down, until it has registered anew; null while it is registered as it is.</summary>
    public NodeProcess? StartsAfter { get; set; }

    /// <summary>The controller does not take it as alive: it leads nothing and is in no ISR.</summary>
    public bool IsFenced { get; set; } = true;

    /// <summary>Grows with every registration.</summary>
    public long Epoch { get; set; }

    /// <summary>Its pending fencing, if its heartbeats have stopped.</summary>
    public IDisposable? SessionTimeout { get; set; }

    public TimeSpan Slowness => Node.Slowness;

    public SortedSet<int> FailedLogDirs => Node.FailedLogDirs;

    /// <summary>It serves clients and copies from leaders, as far as the network lets this side of the cluster see.</summary>
    public bool IsRunning => Node.Process == NodeProcess.Running && Node.Cluster == cluster;

    /// <summary>What the controller takes as alive: may lead, be in an ISR and get replicas. A dead broker is, until it is fenced.</summary>
    public bool IsActive => !IsFenced;

    /// <summary>Its listener of this name; null when it has none.</summary>
    public Listener? On(string listener) => Listeners.FirstOrDefault(l => l.Name == listener);

    /// <summary>Registers the node as it is now configured.</summary>
    public void Renew() => (Rack, Listeners, IsFoundByBrokers) = (Node.Config.Rack, [.. Node.Config.BrokerListeners], IsFound(cluster, Node));

    /// <summary>Its session's timer is running, to be set again by <see cref="Controller.BrokerRegistry.Resume"/>.</summary>
    public bool IsWatched { get; private set; }

    public void Exchange(SleepArchive a)
    {
        Rack = a.OptionalText(Rack);
        (IsFenced, Epoch, IsFoundByBrokers) = (a.Bool(IsFenced), a.Long(Epoch), a.Bool(IsFoundByBrokers));
        StartsAfter = a.Bool(StartsAfter is not null) ? a.Enum(StartsAfter.GetValueOrDefault()) : null;
        IsWatched = a.Bool(SessionTimeout is not null);
        // Mostly it is registered as its node is configured.
        if (!a.Bool(Listeners.SequenceEqual(Node.Config.BrokerListeners)))
            Listeners = a.List(Listeners, l => Listener.Exchange(a, l));
    }

    private static bool IsFound(ClusterState cluster, Node node) => node.Config.BrokerListeners.FirstOrDefault(l => l.Name == node.Config.InterBrokerListener) is not { Port: > 0 } told
        || (cluster.Machine.IsHere(told.AdvertisedHost) && node.Config.BrokerListeners.Any(l => l.Port == told.AdvertisedPort));

    public override string ToString() => $"{Id} {Process}{(IsFenced ? " fenced" : "")}";
}
