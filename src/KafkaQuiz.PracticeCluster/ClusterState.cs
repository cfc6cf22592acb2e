using KafkaQuiz.Practice.Brokers;
using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Replication;
using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice;

/// <summary>All that a cluster is. Everything in it is read and written on <see cref="Loop"/> only; time and the loop themselves are free.</summary>
internal sealed class ClusterState
{
    public ClusterState(PracticeClusterOptions options)
    {
        Options = options;
        Time = new VirtualTime(options.Time);
        Timers = new LoopTimers(Loop, Time);
        Random = new Random(options.Seed ?? Guid.NewGuid().GetHashCode());
        Budget = new MemoryBudget(options.MemoryLimit);
        ClusterId = KafkaId.Show(NewId());
        Configs = new ClusterConfigs(StaticConfigs.For(options));
        for (var id = 1; id <= options.Brokers; id++)
            Brokers.Add(id, new Broker(id, "127.0.0.1", options.Racks.Count >= id ? options.Racks[id - 1] : null));
        Quorum = new ControllerQuorum(this);
        Controller = new ClusterController(this);
        Replicator = new Replicator(this);
        Groups = new GroupCatalog(this);
    }

    public PracticeClusterOptions Options { get; }

    public ClusterLoop Loop { get; } = new();

    public VirtualTime Time { get; }

    public LoopTimers Timers { get; }

    public Random Random { get; }

    public MemoryBudget Budget { get; }

    public string ClusterId { get; }

    public SortedDictionary<int, Broker> Brokers { get; } = [];

    public TopicCatalog Topics { get; } = new();

    public ClusterConfigs Configs { get; }

    public ControllerQuorum Quorum { get; }

    public ClusterController Controller { get; }

    public Replicator Replicator { get; }

    public GroupCatalog Groups { get; }

    /// <summary>Next producer id; brokers take blocks of 1000 in Kafka.</summary>
    public long NextProducerId { get; set; }

    /// <summary>The last exception out of a handler.</summary>
    public Exception? LastFault { get; set; }

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>A random id of version 4, as Kafka's Uuid.randomUuid.</summary>
    public Guid NewId()
    {
        var bytes = new byte[16];
        Random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
