using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Groups;

/// <summary>The cluster's groups by id. Only on the loop.</summary>
internal sealed class GroupCatalog(ClusterState cluster)
{
    private readonly SortedDictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly OffsetRetention _retention = new(cluster);

    public IEnumerable<Group> All => _groups.Values;

    public Group? Find(string id) => _groups.GetValueOrDefault(id);

    /// <summary>Whether there is a group of this id, or may be: else POLICY_VIOLATION.</summary>
    public bool HasRoomFor(string id) => _groups.ContainsKey(id) || cluster.Remembered.TryTake(RememberedBudget.Group(id));

    /// <summary>The classic group of this id, made when there is none or in the place of an empty one of another protocol.</summary>
    public ClassicGroup Classic(string id)
    {
        var found = Find(id);
        if (found is ClassicGroup classic)
            return classic;
        var group = new ClassicGroup(cluster, id, found);
        Set(group);
        return group;
    }

    /// <summary>Puts a group in the place of whatever had its id.</summary>
    public void Set(Group group)
    {
        if (_groups.TryGetValue(group.Id, out var before) && before != group)
            before.Timers.CancelAll();
        _groups[group.Id] = group;
        _retention.Watch();
    }

    /// <summary>A group goes, with its offsets.</summary>
    public void Remove(Group group)
    {
        group.Timers.CancelAll();
        _groups.Remove(group.Id);
    }

    /// <summary>The coordinator of a partition's groups is another broker, or none.</summary>
    public void CoordinatorChanged(Partition partition)
    {
        foreach (var group in GroupsOf(partition))
        {
            group.Unload();
            // Only what was ever written down is found by the next one.
            if (group is ClassicGroup { Stored: null, Offsets.Count: 0 } && !cluster.PendingOffsets.HasAny(group.Id))
                Remove(group);
            else if (partition.Leader != Partition.NoLeader)
                group.Load();
        }
    }

    /// <summary>A broker that hung or was cut off goes on: the timers that came due meanwhile count from now.</summary>
    public void Resumed(int broker)
    {
        foreach (var group in _groups.Values.Where(g => Coordinators.Existing(cluster, g.Id)?.Leader == broker).ToList())
            group.Load();
    }

    /// <summary>Committed offsets of a deleted topic go.</summary>
    public void TopicDeleted(Topic topic)
    {
        foreach (var group in _groups.Values)
        {
            foreach (var (key, offset) in group.Offsets.Where(o => o.Key.Topic == topic.Name).ToList())
            {
                if (offset.TopicId == Guid.Empty || offset.TopicId == topic.Id)
                    group.Offsets.Remove(key);
            }
        }
        cluster.PendingOffsets.TopicDeleted(topic.Name);
    }

    private List<Group> GroupsOf(Partition partition) =>
        [.. _groups.Values.Where(g => JavaHash.PartitionOf(g.Id, partition.Topic.Partitions.Count) == partition.Index)];
}
