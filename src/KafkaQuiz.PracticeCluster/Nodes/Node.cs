using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Network;

namespace KafkaQuiz.Practice.Nodes;

/// <summary>A Kafka server process with its storage: a broker, a controller or both. Only on the loop, except for <see cref="Cluster"/>.</summary>
internal sealed class Node(NodeConfig config, ClusterState cluster)
{
    private NodeProcess _frozen;

    public int Id => Config.Id;

    /// <summary>What it was last started with.</summary>
    public NodeConfig Config { get; } = config;

    /// <summary>The cluster as this node knows it.</summary>
    public ClusterState Cluster { get; set; } = cluster;

    /// <summary>The state of the side without a majority while the network cuts this node off; else null.</summary>
    public ClusterState? Island { get; set; }

    public bool IsCutOffFromClients { get; set; }

    /// <summary>Of its metadata log's directory, `directory.id` in its meta.properties.</summary>
    public Guid DirectoryId => field != Guid.Empty ? field : field = Cluster.NewId();

    public NodeProcess Process { get; set; } = NodeProcess.Stopped;

    /// <summary>Virtual time of its last start.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>How much later its answers and its fetches come. Zero is a healthy node.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>Pulsed when a hung node goes on or goes down.</summary>
    public Signal Resumed { get; } = new();

    /// <summary>Log directories that have failed, by their place in `log.dirs`.</summary>
    public SortedSet<int> FailedLogDirs { get; } = [];

    /// <summary>Where replicas that are yet to come shall lie, by topic and partition.</summary>
    public Dictionary<(string Topic, int Partition), int> PromisedLogDirs { get; } = [];

    /// <summary>One a listener.</summary>
    public List<ListeningSocket> Sockets { get; } = [];

    /// <summary>Whether requests that come through this listener wait: it hangs, its clients are cut off, or its broker is not registered.</summary>
    public bool IsSilentOn(Listener listener) => Process == NodeProcess.Hung || IsCutOffFromClients || (Process == NodeProcess.Starting && !listener.IsController);

    /// <summary>Its process works, though its broker may not be registered yet.</summary>
    public bool IsUp => Process is NodeProcess.Running or NodeProcess.Starting;

    /// <summary>Takes clients: controllers at once, brokers once they are registered.</summary>
    /// <param name="brokers">The brokers' listeners too.</param>
    public void Open(bool brokers)
    {
        foreach (var socket in Sockets.Where(s => brokers || s.IsController))
            socket.Open();
    }

    /// <summary>Stops it as SIGSTOP does.</summary>
    public void Freeze() => (_frozen, Process) = (Process, NodeProcess.Hung);

    /// <summary>Lets it go on as it was.</summary>
    public void Thaw() => Process = _frozen;

    public override string ToString() => $"{Id} {Process}";
}
