using System.Collections.Immutable;
using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Replication;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Security.Sasl;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Practice.Transactions;

namespace KafkaQuiz.Practice;

/// <summary>All that a cluster is. Everything in it is read and written on <see cref="Loop"/> only; time and the loop themselves are free.</summary>
internal sealed class ClusterState
{
    private ImmutableSortedDictionary<int, Node> _nodes = ImmutableSortedDictionary<int, Node>.Empty;

    /// <param name="machine">What its nodes run on.</param>
    /// <param name="voters">Node ids of the controller quorum, which a majority of must live.</param>
    /// <param name="clusterId">Null for a new one.</param>
    public ClusterState(Machine machine, IEnumerable<int> voters, string? clusterId = null)
    {
        Machine = machine;
        ClusterId = clusterId ?? KafkaId.Show(NewId());
        Configs = new ClusterConfigs(this);
        Quorum = new ControllerQuorum(this, voters);
        Controller = new ClusterController(this);
        Registry = new BrokerRegistry(this);
        Replicator = new Replicator(this);
        Upkeep = new LogUpkeep(this);
        Groups = new GroupCatalog(this);
        PendingOffsets = new PendingOffsets(this);
        Transactions = new TransactionCoordinator(this);
    }

    /// <summary>A copy of a cluster for nodes that the network cuts off from it (<see cref="NetworkCut"/>).</summary>
    /// <param name="home">The cluster.</param>
    /// <param name="away">Ids of these nodes: their logs are no copies.</param>
    public ClusterState(ClusterState home, IReadOnlyCollection<int> away)
        : this(home)
    {
        Features = new Features(home.Features);
        Acls = new AclCatalog(home.Acls);
        Scram = new ScramCredentials(home.Scram);
        Configs.CopyFrom(home.Configs);
        Quorum.CopyFrom(home.Quorum);
        foreach (var broker in home.Brokers.Values)
            Brokers.Add(broker.Id, new Broker(this, broker));
        foreach (var topic in home.Topics.All)
            Topics.Add(topic.CopyFor(this, away));
    }

    /// <summary>A part of a cluster that knows only what all parts have in common: all else is yet to be filled in.</summary>
    public ClusterState(ClusterState home)
        : this(home.Machine, home.Quorum.Voters, home.ClusterId)
    {
        Home = home;
        Quotas = home.Quotas;
        Groups = home.Groups;
        PendingOffsets = home.PendingOffsets;
        ProducerIds = home.ProducerIds;
    }

    /// <summary>The cluster that this is a cut-off copy of; null for a cluster itself.</summary>
    public ClusterState? Home { get; set; }

    /// <summary>What took its place when a majority of the voters lost their metadata; null while nothing did.</summary>
    public ClusterState? Successor { get; set; }

    /// <summary>This, or what took its place in the end.</summary>
    public ClusterState Current => Successor?.Current ?? this;

    public Machine Machine { get; }

    public ClusterLoop Loop => Machine.Loop;

    public VirtualTime Time => Machine.Time;

    public LoopTimers Timers => Machine.Timers;

    public Random Random => Machine.Random;

    public MemoryBudget Budget => Machine.Budget;

    public RememberedBudget Remembered => Machine.Remembered;

    public string ClusterId { get; }

    /// <summary>Every node that belongs to the cluster, running or not, by node id. To read it is free.</summary>
    public ImmutableSortedDictionary<int, Node> Nodes => Home?.Nodes ?? _nodes;

    /// <summary>Every broker that is registered, alive or not, by node id.</summary>
    public SortedDictionary<int, Broker> Brokers { get; } = [];

    public TopicCatalog Topics { get; } = new();

    public ClusterConfigs Configs { get; }

    public Features Features { get; private init; } = new();

    public ClientQuotas Quotas { get; private init; } = new();

    public AclCatalog Acls { get; private init; } = new();

    public ScramCredentials Scram { get; private init; } = new();

    public ControllerQuorum Quorum { get; }

    public ClusterController Controller { get; }

    public BrokerRegistry Registry { get; }

    public Replicator Replicator { get; }

    public LogUpkeep Upkeep { get; }

    public GroupCatalog Groups { get; private init; }

    public PendingOffsets PendingOffsets { get; private init; }

    public ProducerIds ProducerIds { get; private init; } = new();

    public TransactionCoordinator Transactions { get; }

    /// <summary>The last exception out of a handler.</summary>
    public Exception? LastFault
    {
        get => Machine.LastFault;
        set => Machine.LastFault = value;
    }

    /// <summary>A node belongs to the cluster from now on, in the place of one with its id.</summary>
    public void Join(Node node) => _nodes = _nodes.SetItem(node.Id, node);

    public void Leave(Node node) => _nodes = _nodes.Remove(node.Id);

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>A broker that is registered and not fenced.</summary>
    public bool IsActive(int broker) => Brokers.TryGetValue(broker, out var found) && found.IsActive;

    /// <summary>A broker that serves and copies.</summary>
    public bool IsRunning(int broker) => Brokers.TryGetValue(broker, out var found) && found.IsRunning;

    public Guid NewId() => Machine.NewId();
}
