namespace KafkaQuiz.Console.Consumer.Assignors;

/// <summary>
/// What the sticky assignors share: as even as subscriptions allow, and then as few moves as possible. Where all subscribe to the same
/// topics this is the scheme of Java's AbstractStickyAssignor.constrainedAssign; where they do not, partitions are moved from the fullest to
/// the emptiest subscriber while that helps, which may end in another, equally even assignment than Java's.
/// </summary>
internal static class Stickiness
{
    public static Dictionary<string, List<TopicPartition>> Assign(IReadOnlyList<GroupMember> sorted, IReadOnlyDictionary<string, TopicShape> topics)
    {
        var all = sorted.SelectMany(m => m.Topics).Distinct().Where(topics.ContainsKey).Order(StringComparer.Ordinal)
            .SelectMany(t => Enumerable.Range(0, topics[t].Partitions).Select(p => new TopicPartition(t, p))).ToList();
        var places = all.Select((partition, place) => (partition, place)).ToDictionary(p => p.partition, p => p.place);
        var kept = Kept(sorted, places);
        var isEqual = sorted.All(m => m.Topics.ToHashSet().SetEquals(sorted[0].Topics));
        return isEqual ? Even(sorted, all, kept) : Uneven(sorted, all, kept);
    }

    /// <summary>What each member owns by right: of two claims the one of the later generation counts, of equal ones neither.</summary>
    private static Dictionary<string, List<TopicPartition>> Kept(IReadOnlyList<GroupMember> members, Dictionary<TopicPartition, int> places)
    {
        var claims = members.SelectMany(m => m.Owned.Distinct().Where(p => m.Topics.Contains(p.Topic)).Select(p => (Partition: p, Member: m))).Where(c => places.ContainsKey(c.Partition))
            .GroupBy(c => c.Partition).ToDictionary(g => g.Key, g =>
            {
                var latest = g.Max(c => c.Member.Generation);
                var owners = g.Where(c => c.Member.Generation == latest).ToList();
                return owners.Count == 1 ? owners[0].Member.MemberId : null;
            });
        return members.ToDictionary(m => m.MemberId, m => claims.Where(c => c.Value == m.MemberId).Select(c => c.Key).OrderBy(p => places[p]).ToList(), StringComparer.Ordinal);
    }

    private static Dictionary<string, List<TopicPartition>> Even(IReadOnlyList<GroupMember> members, List<TopicPartition> all, Dictionary<string, List<TopicPartition>> kept)
    {
        var (least, more) = (all.Count / members.Count, all.Count % members.Count);
        // Members that own the most may keep one more than the least, as many of them as must have one more.
        foreach (var member in members.OrderByDescending(m => kept[m.MemberId].Count > least))
        {
            var owned = kept[member.MemberId];
            var quota = owned.Count > least && more > 0 ? least + 1 : least;
            if (quota > least)
                more--;
            if (owned.Count > quota)
                owned.RemoveRange(quota, owned.Count - quota);
        }
        var free = new Queue<TopicPartition>(all.Except(kept.Values.SelectMany(k => k)));
        while (free.Count > 0)
        {
            foreach (var member in members.Where(m => kept[m.MemberId].Count < least))
                kept[member.MemberId].Add(free.Dequeue());
            if (members.Any(m => kept[m.MemberId].Count < least))
                continue;
            foreach (var member in members.Where(m => kept[m.MemberId].Count == least).Take(free.Count).ToList())
                kept[member.MemberId].Add(free.Dequeue());
        }
        return kept;
    }

    private static Dictionary<string, List<TopicPartition>> Uneven(IReadOnlyList<GroupMember> members, List<TopicPartition> all, Dictionary<string, List<TopicPartition>> kept)
    {
        string Emptiest(TopicPartition partition) => members.Where(m => m.Topics.Contains(partition.Topic)).MinBy(m => kept[m.MemberId].Count)!.MemberId;
        foreach (var partition in all.Except(kept.Values.SelectMany(k => k)).ToList())
            kept[Emptiest(partition)].Add(partition);
        // Each move brings two members' counts closer, so that this ends.
        while (all.Select(p => (Partition: p, From: kept.First(k => k.Value.Contains(p)).Key, To: Emptiest(p))).FirstOrDefault(m => kept[m.From].Count > kept[m.To].Count + 1) is { From: not null } move)
        {
            kept[move.From].Remove(move.Partition);
            kept[move.To].Add(move.Partition);
        }
        return kept;
    }
}
