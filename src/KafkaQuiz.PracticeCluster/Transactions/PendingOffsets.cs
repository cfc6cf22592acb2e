using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Sleep;
using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Transactions;

/// <summary>
/// Offsets that open transactions have committed: in force with the transaction's COMMIT marker in the group's partition of
/// __consumer_offsets, forgotten with its ABORT marker (OffsetMetadataManager.java). Only on the loop.
/// </summary>
internal sealed class PendingOffsets(ClusterState cluster)
{
    private readonly Dictionary<long, Dictionary<(string Group, string Topic, int Partition), Entry>> _producers = [];
    private long _order;

    /// <param name="Offset">What is to be in force.</param>
    /// <param name="Order">Of two pending commits the later wins.</param>
    private sealed record Entry(CommittedOffset Offset, long Order)
    {
        /// <summary>A later commit is in force already: this one will not be.</summary>
        public bool IsOvertaken { get; set; }
    }

    public void Add(long producerId, string group, (string Topic, int Partition) of, CommittedOffset offset)
    {
        if (!_producers.TryGetValue(producerId, out var entries))
            _producers.Add(producerId, entries = []);
        entries[(group, of.Topic, of.Partition)] = new Entry(offset, ++_order);
    }

    /// <summary>Whether an open transaction is about to change this offset: UNSTABLE_OFFSET_COMMIT for who asks for stable ones (KIP-447).</summary>
    public bool IsUnstable(string group, (string Topic, int Partition) of) => _producers.Values.Any(p => p.ContainsKey((group, of.Topic, of.Partition)));

    /// <summary>Whether open transactions have committed for a group: it stays until they end.</summary>
    public bool HasAny(string group) => _producers.Values.Any(p => p.Keys.Any(k => k.Group == group));

    /// <summary>A commit outside of transactions has come: whatever was pending is older.</summary>
    public void Overtake(string group, (string Topic, int Partition) of) => Overtake((group, of.Topic, of.Partition), _order);

    /// <summary>The offset was deleted, and what was pending for it too.</summary>
    public void Forget(string group, (string Topic, int Partition) of) => Forget(k => k == (group, of.Topic, of.Partition));

    /// <summary>The group was deleted.</summary>
    public void Forget(string group) => Forget(k => k.Group == group);

    /// <summary>A deleted topic's offsets go.</summary>
    public void TopicDeleted(string topic) => Forget(k => k.Topic == topic);

    /// <summary>A transaction's marker was written to a partition of __consumer_offsets.</summary>
    public void End(Partition offsets, long producerId, bool commit)
    {
        if (!_producers.TryGetValue(producerId, out var entries))
            return;
        // A transaction may have committed for groups of other partitions, whose markers are still to come.
        foreach (var (key, entry) in entries.Where(e => Coordinators.PartitionOf(offsets.Topic, e.Key.Group) == offsets).ToList())
        {
            entries.Remove(key);
            if (!commit || entry.IsOvertaken)
                continue;
            var group = cluster.Groups.Find(key.Group) ?? cluster.Groups.Classic(key.Group);
            group.Offsets[(key.Topic, key.Partition)] = entry.Offset;
            Overtake(key, entry.Order);
        }
        if (entries.Count == 0)
            _producers.Remove(producerId);
    }

    public void Exchange(SleepArchive a)
    {
        _order = a.Long(_order);
        var all = _producers.OrderBy(p => p.Key).SelectMany(p => p.Value.OrderBy(e => e.Value.Order).Select(e => (Producer: p.Key, Of: e.Key, Entry: (Entry?)e.Value)));
        foreach (var (producer, (group, topic, partition), entry) in a.List(all, e => (a.Long(e.Producer), (a.Text(e.Of.Group ?? ""), a.Text(e.Of.Topic ?? ""), a.Int(e.Of.Partition)), Exchange(a, e.Entry))))
        {
            _producers.TryAdd(producer, []);
            _producers[producer][(group, topic, partition)] = entry!;
        }
    }

    private static Entry Exchange(SleepArchive a, Entry? entry) =>
        new(SleepOfGroups.Offset(a, entry?.Offset), a.Long(entry?.Order ?? 0)) { IsOvertaken = a.Bool(entry?.IsOvertaken ?? false) };

    private void Forget(Func<(string Group, string Topic, int Partition), bool> of)
    {
        foreach (var entries in _producers.Values)
        {
            foreach (var key in entries.Keys.Where(of).ToList())
                entries.Remove(key);
        }
    }

    private void Overtake((string Group, string Topic, int Partition) key, long order)
    {
        foreach (var entries in _producers.Values)
        {
            if (entries.TryGetValue(key, out var entry) && entry.Order <= order)
                entry.IsOvertaken = true;
        }
    }
}
