using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Loop;

namespace KafkaQuiz.Practice.Topics;

/// <summary>A topic. Only on the loop.</summary>
internal sealed class Topic(string name, Guid id, ClusterConfigs configs, Dictionary<string, string> overrides)
{
    private readonly Dictionary<int, TopicSettings> _byBroker = [];

    public string Name { get; } = name;

    public Guid Id { get; } = id;

    public ChangeCounter Changes => configs.Changes;

    /// <summary>Kafka's own topics.</summary>
    public bool IsInternal => IsInternalName(Name);

    public List<Partition> Partitions { get; } = [];

    /// <summary>Configs set on the topic itself; call <see cref="Reconfigure"/> after changing them.</summary>
    public Dictionary<string, string> Overrides { get; } = overrides;

    /// <summary>In force for the controller: elections and min.insync.replicas.</summary>
    public TopicSettings Settings { get; private set; } = new(configs, overrides, null);

    public Partition? this[int index] => index >= 0 && index < Partitions.Count ? Partitions[index] : null;

    /// <summary>In force on one broker, whose own configs stand behind the topic's: logs and appends.</summary>
    public TopicSettings On(int broker)
    {
        if (_byBroker.TryGetValue(broker, out var settings))
            return settings;
        settings = new TopicSettings(configs, Overrides, broker);
        // Brokers mostly agree.
        return _byBroker[broker] = settings.Equals(Settings) ? Settings : settings;
    }

    /// <summary>As a cut-off copy of the cluster has it.</summary>
    public Topic CopyFor(ClusterState cluster, IReadOnlyCollection<int> away)
    {
        var copy = new Topic(Name, Id, cluster.Configs, new(Overrides));
        copy.Partitions.AddRange(Partitions.Select(p => p.CopyFor(cluster, copy, away)));
        return copy;
    }

    /// <summary>Takes note of changed configs, the topic's or the brokers'.</summary>
    public void Reconfigure()
    {
        Settings = new TopicSettings(configs, Overrides, null);
        _byBroker.Clear();
    }

    /// <summary>Names of Kafka's own topics (Topic.isInternal).</summary>
    public static bool IsInternalName(string name) => name is "__consumer_offsets" or "__transaction_state" or "__share_group_state";
}
