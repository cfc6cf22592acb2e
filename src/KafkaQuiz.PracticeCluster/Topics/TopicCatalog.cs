using System.Diagnostics.CodeAnalysis;

namespace KafkaQuiz.Practice.Topics;

/// <summary>The cluster's topics by name and by id. Only on the loop.</summary>
internal sealed class TopicCatalog
{
    private readonly SortedDictionary<string, Topic> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Topic> _byId = [];

    /// <summary>Changes when topics come, go, get partitions or other replicas: consumer groups then look again.</summary>
    public long Version { get; private set; }

    /// <summary>Topics ever created.</summary>
    public long Created { get; set; }

    public IEnumerable<Topic> All => _byName.Values;

    public IEnumerable<Partition> Partitions => All.SelectMany(t => t.Partitions);

    public int PartitionCount => _byName.Values.Sum(t => t.Partitions.Count);

    public void Add(Topic topic)
    {
        _byName.Add(topic.Name, topic);
        _byId.Add(topic.Id, topic);
        Created++;
        Changed();
    }

    public void Remove(Topic topic)
    {
        _byName.Remove(topic.Name);
        _byId.Remove(topic.Id);
        Changed();
    }

    /// <summary>A topic got partitions, or a partition other replicas.</summary>
    public void Changed() => Version++;

    public bool TryGet(string? name, [MaybeNullWhen(false)] out Topic topic)
    {
        topic = null;
        return name is not null && _byName.TryGetValue(name, out topic);
    }

    public bool TryGet(Guid id, [MaybeNullWhen(false)] out Topic topic) => _byId.TryGetValue(id, out topic);

    /// <summary>By id in versions that carry ids, by name in the others.</summary>
    public bool TryGet(string? name, Guid id, [MaybeNullWhen(false)] out Topic topic) =>
        id != Guid.Empty ? TryGet(id, out topic) : TryGet(name, out topic);

    /// <summary>The name of a topic that is asked for by id, or by a name that may be nobody's; null for an id that is none's.</summary>
    public string? NameOf(string? name, Guid id) => id == Guid.Empty ? name : TryGet(id, out var topic) ? topic.Name : null;

    public Partition? Find(string topic, int partition) => TryGet(topic, out var found) ? found[partition] : null;
}
