using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Network;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Servers;
using KafkaQuiz.Practice.Sleep;

namespace KafkaQuiz.Practice.Nodes;

/// <summary>A Kafka server process with its storage: a broker, a controller or both. Only on the loop, except for <see cref="Cluster"/>.</summary>
internal sealed class Node(NodeConfig config, ClusterState cluster)
{
    private NodeProcess _frozen;

    public int Id => Config.Id;

    /// <summary>What it was last started with.</summary>
    public NodeConfig Config { get; set; } = config;

    /// <summary>Asked who may do what; null lets everybody do everything.</summary>
    public Authorizer? Authorizer => Config.Authorizer;

    /// <summary>The cluster as this node knows it.</summary>
    public ClusterState Cluster { get; set; } = cluster;

    /// <summary>The state of the side without a majority while the network cuts this node off; else null.</summary>
    public ClusterState? Island { get; set; }

    public bool IsCutOffFromClients { get; set; }

    /// <summary>Where its metadata log is; null when its storage was never spoken of.</summary>
    public StorageDirectory? MetadataDirectory { get; set; }

    /// <summary>Its `log.dirs` in order; empty when its storage was never spoken of.</summary>
    public IReadOnlyList<StorageDirectory> LogDirectories { get; set; } = [];

    /// <summary>Its metadata log is not empty, or not behind what the cluster knows.</summary>
    public bool HoldsMetadata => MetadataDirectory is null || MetadataDirectory.Metadata?.Current == Cluster;

    /// <summary>The process as its starter sees it; null when nobody started it by its properties.</summary>
    public PracticeServer? Server { get; set; }

    /// <summary>Of its metadata log's directory, `directory.id` in its meta.properties.</summary>
    public Guid DirectoryId => MetadataDirectory?.Id ?? (field != Guid.Empty ? field : field = Cluster.NewId());

    public NodeProcess Process { get; set; } = NodeProcess.Stopped;

    /// <summary>Virtual time of its last start.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>How much later its answers and its fetches come. Zero is a healthy node.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>Pulsed when a hung node goes on or goes down.</summary>
    public Signal Resumed { get; } = new(cluster.Machine.Changes);

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

    /// <summary>There is a process, be it frozen.</summary>
    public bool IsThere => IsUp || Process == NodeProcess.Hung;

    /// <summary>Takes clients: controllers at once, brokers once they are registered.</summary>
    /// <param name="brokers">The brokers' listeners too.</param>
    /// <exception cref="PortUnavailableException">Somebody else listens on a port.</exception>
    public void Open(bool brokers)
    {
        foreach (var socket in Sockets.Where(s => brokers || s.Listener.IsController))
            socket.Open();
    }

    /// <summary>Stops it as SIGSTOP does.</summary>
    public void Freeze() => (_frozen, Process) = (Process, NodeProcess.Hung);

    /// <summary>Lets it go on as it was.</summary>
    public void Thaw() => Process = _frozen;

    /// <summary>Its metadata log has caught up with the active controller's.</summary>
    public void Follow()
    {
        if (MetadataDirectory is { } directory)
            directory.Metadata = Cluster;
    }

    /// <summary>As the first active controller it gives the cluster the features that it was formatted with.</summary>
    public void Bootstrap()
    {
        foreach (var (feature, level) in MetadataDirectory?.Levels ?? new Dictionary<string, short>())
            Cluster.Features[feature] = level;
    }

    public void Exchange(SleepArchive a)
    {
        Island = a.OptionalReference(a.Clusters, Island);
        IsCutOffFromClients = a.Bool(IsCutOffFromClients);
        MetadataDirectory = a.OptionalReference(a.Directories, MetadataDirectory);
        LogDirectories = a.List(LogDirectories, d => a.Reference(a.Directories, d));
        (Process, _frozen) = (a.Enum(Process), a.Enum(_frozen));
        StartedAt = a.Time(StartedAt);
        Slowness = a.Span(Slowness);
        foreach (var dir in a.List(FailedLogDirs, a.Int))
            FailedLogDirs.Add(dir);
        foreach (var (at, dir) in a.List(PromisedLogDirs.OrderBy(p => p.Key), p => KeyValuePair.Create((a.Text(p.Key.Topic ?? ""), a.Int(p.Key.Partition)), a.Int(p.Value))))
            PromisedLogDirs[at] = dir;
    }

    /// <summary>Takes clients again on a machine that has woken, as far as it did before.</summary>
    public void Reopen()
    {
        if (IsThere)
            Open(brokers: (Process == NodeProcess.Hung ? _frozen : Process) == NodeProcess.Running);
    }

    public override string ToString() => $"{Id} {Process}";
}
