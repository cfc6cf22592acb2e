using KafkaQuiz.Practice.Configs;

namespace KafkaQuiz.Practice.Topics;

/// <summary>A topic. Only on the loop.</summary>
internal sealed class Topic(string name, Guid id, ClusterConfigs configs, Dictionary<string, string> overrides)
{
    public string Name { get; } = name;

    public Guid Id { get; } = id;

    /// <summary>Kafka's own topics.</summary>
    public bool IsInternal => Name is "__consumer_offsets" or "__transaction_state" or "__share_group_state";

    public List<Partition> Partitions { get; } = [];

    /// <summary>Configs set on the topic itself; call <see cref="Reconfigure"/> after changing them.</summary>
    public Dictionary<string, string> Overrides { get; } = overrides;

    public TopicSettings Settings { get; private set; } = new(configs, overrides);

    public Partition? this[int index] => index >= 0 && index < Partitions.Count ? Partitions[index] : null;

    public void Reconfigure() => Settings = new TopicSettings(configs, Overrides);
}
