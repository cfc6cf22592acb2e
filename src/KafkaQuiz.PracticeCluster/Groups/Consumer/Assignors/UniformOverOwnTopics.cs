namespace KafkaQuiz.Practice.Groups.Consumer.Assignors;

/// <summary>
/// Members are subscribed to different topics (UniformHeterogeneousAssignmentBuilder.java). Members keep what they had, free partitions go
/// to the least loaded subscriber, and then topic after topic is evened out among its subscribers until nothing moves any more. Topics with
/// many partitions for each subscriber come first: where there is least choice is decided last.
/// </summary>
internal sealed class UniformOverOwnTopics
{
    private const int MaxRounds = 16;
    private const int Nobody = -1;

    private readonly GroupSpec _group;
    private readonly Dictionary<Guid, List<int>> _subscribers = [];
    private readonly Dictionary<Guid, int[]> _owners = [];
    private readonly int[] _sizes;

    public UniformOverOwnTopics(GroupSpec group)
    {
        _group = group;
        _sizes = new int[group.Members.Count];
        for (var member = 0; member < group.Members.Count; member++)
        {
            foreach (var topic in group.Members[member].Topics)
            {
                if (!_subscribers.TryGetValue(topic, out var subscribers))
                    _subscribers[topic] = subscribers = [];
                subscribers.Add(member);
            }
        }
        foreach (var topic in _subscribers.Keys)
        {
            _owners[topic] = new int[group.PartitionCount(topic)];
            Array.Fill(_owners[topic], Nobody);
        }
    }

    public Dictionary<string, IReadOnlySet<TopicIdPartition>> Assign()
    {
        if (_subscribers.Count == 0)
            return [];
        Keep();
        AssignFree();
        Balance();
        var targets = _group.Members.Select(_ => new HashSet<TopicIdPartition>()).ToArray();
        foreach (var (topic, owners) in _owners)
        {
            for (var partition = 0; partition < owners.Length; partition++)
                targets[owners[partition]].Add(new(topic, partition));
        }
        return _group.Members.Select((m, i) => (m.Id, Target: targets[i])).ToDictionary(m => m.Id, IReadOnlySet<TopicIdPartition> (m) => m.Target);
    }

    private void Keep()
    {
        for (var member = 0; member < _group.Members.Count; member++)
        {
            foreach (var (topic, partition) in _group.Members[member].Target.Where(p => _group.Members[member].Topics.Contains(p.Topic) && p.Partition < _owners[p.Topic].Length))
                Give(topic, partition, member);
        }
    }

    private void AssignFree()
    {
        foreach (var topic in Sorted(_owners.Keys.Where(t => _owners[t].Contains(Nobody))))
        {
            var load = new SubscriberLoad(_subscribers[topic], _sizes);
            for (var partition = 0; partition < _owners[topic].Length; partition++)
            {
                if (_owners[topic][partition] == Nobody)
                    Give(topic, partition, load.NextLeast());
            }
        }
    }

    /// <summary>Until a whole round over the topics has moved nothing.</summary>
    private void Balance()
    {
        var topics = Sorted(_subscribers.Keys.Where(t => _subscribers[t].Count > 1));
        var lastMoved = Nobody;
        for (var round = 0; round < MaxRounds; round++)
        {
            for (var place = 0; place < topics.Count; place++)
            {
                if (place == lastMoved)
                    return;
                if (Balance(topics[place]) || lastMoved == Nobody)
                    lastMoved = place;
            }
        }
    }

    /// <returns>Whether a partition moved.</returns>
    private bool Balance(Guid topic)
    {
        var load = new SubscriberLoad(_subscribers[topic], _sizes);
        if (load.Spread <= 1)
            return false;
        // Each owner's partitions, the highest last: that is the first to go.
        var owned = _owners[topic].Select((owner, partition) => (owner, partition)).GroupBy(p => p.owner, p => p.partition).ToDictionary(g => g.Key, g => new Stack<int>(g));
        var moved = false;
        while (!load.IsBalanced)
        {
            int most;
            while ((most = load.NextMost()) != Nobody && !(owned.TryGetValue(most, out var rest) && rest.Count > 0))
                load.Exclude();
            if (most == Nobody)
                break;
            var partition = owned[most].Pop();
            var least = load.NextLeast();
            if (load.IsBalanced)
                break;
            Give(topic, partition, least);
            moved = true;
        }
        return moved;
    }

    private void Give(Guid topic, int partition, int member)
    {
        var owners = _owners[topic];
        if (owners[partition] != Nobody)
            _sizes[owners[partition]]--;
        owners[partition] = member;
        _sizes[member]++;
    }

    private List<Guid> Sorted(IEnumerable<Guid> topics) =>
    [
        .. topics.OrderByDescending(t => _owners[t].Length / (double)_subscribers[t].Count)
            .ThenBy(t => _subscribers[t].Count)
            .ThenBy(t => t, Comparer<Guid>.Create(CompareSigned)),
    ];

    /// <summary>Uuid.compareTo of Kafka: the two halves as signed numbers.</summary>
    private static int CompareSigned(Guid a, Guid b)
    {
        var (x, y) = (Halves(a), Halves(b));
        return x.High != y.High ? x.High.CompareTo(y.High) : x.Low.CompareTo(y.Low);
    }

    private static (long High, long Low) Halves(Guid id)
    {
        var bytes = id.ToByteArray(bigEndian: true);
        return (System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes), System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(8)));
    }
}
