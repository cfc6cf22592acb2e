using KafkaQuiz.Practice.Groups.Classic;

namespace KafkaQuiz.Practice.Groups;

/// <summary>The cluster's groups by id. Only on the loop.</summary>
internal sealed class GroupCatalog(ClusterState cluster)
{
    private readonly SortedDictionary<string, Group> _groups = new(StringComparer.Ordinal);

    public IEnumerable<Group> All => _groups.Values;

    public Group? Find(string id) => _groups.GetValueOrDefault(id);

    /// <summary>The classic group of this id, made when there is none; null when a group of another protocol has members.</summary>
    public ClassicGroup? Classic(string id)
    {
        var found = Find(id);
        if (found is ClassicGroup classic)
            return classic;
        if (found is { IsEmpty: false })
            return null;
        var group = new ClassicGroup(cluster, id) { Offsets = found?.Offsets ?? [] };
        _groups[id] = group;
        return group;
    }

    /// <summary>Puts a group in the place of whatever had its id.</summary>
    public void Set(Group group) => _groups[group.Id] = group;

    public void Remove(string id) => _groups.Remove(id);

    /// <summary>Committed offsets of a deleted topic go.</summary>
    public void TopicDeleted(string topic)
    {
        foreach (var group in _groups.Values)
        {
            foreach (var key in group.Offsets.Keys.Where(k => k.Topic == topic).ToList())
                group.Offsets.Remove(key);
        }
    }
}
