namespace KafkaQuiz.Practice.Groups.Consumer.Assignors;

/// <summary>
/// All members are subscribed to the same topics (UniformHomogeneousAssignmentBuilder.java). Everyone's quota is the even share; the
/// remainder goes, one each, to the first members that have more than their share already, and else to the last that still can take it.
/// </summary>
internal sealed class UniformOverSameTopics(GroupSpec group)
{
    private readonly List<TopicIdPartition> _free = [];
    private readonly List<(string Member, int Room)> _unfilled = [];
    private readonly Dictionary<string, HashSet<TopicIdPartition>> _targets = [];

    public Dictionary<string, IReadOnlySet<TopicIdPartition>> Assign()
    {
        var topics = group.Members[0].Topics;
        if (topics.Count == 0)
            return [];
        var total = 0;
        foreach (var topic in JavaHash.OrderOfCopy(topics, JavaHash.Of))
        {
            var count = group.PartitionCount(topic);
            total += count;
            _free.AddRange(Enumerable.Range(0, count).Select(p => new TopicIdPartition(topic, p)).Where(p => !group.Assigned.Contains(p)));
        }
        var (share, extras) = Math.DivRem(total, group.Members.Count);
        for (var i = 0; i < group.Members.Count; i++)
            Keep(group.Members[i], topics, share, ref extras, membersLeft: group.Members.Count - i);
        Fill();
        return _targets.ToDictionary(t => t.Key, IReadOnlySet<TopicIdPartition> (t) => t.Value);
    }

    /// <summary>A member keeps what it had up to its quota; what is over that is free.</summary>
    private void Keep(MemberSpec member, IReadOnlySet<Guid> topics, int share, ref int extras, int membersLeft)
    {
        var mayHaveExtra = extras > 0;
        var room = share + (mayHaveExtra ? 1 : 0);
        var kept = _targets[member.Id] = [];
        foreach (var (topic, partitions) in member.TargetByTopic().Where(t => topics.Contains(t.Topic)))
        {
            foreach (var partition in partitions.Select(p => new TopicIdPartition(topic, p)))
            {
                if (room > 0)
                {
                    room--;
                    kept.Add(partition);
                }
                else
                    _free.Add(partition);
            }
        }
        // Room for one more is left to later members as long as there are more of them than extras.
        if (room > 0 && mayHaveExtra && membersLeft > extras)
        {
            room--;
            mayHaveExtra = false;
        }
        if (room > 0)
            _unfilled.Add((member.Id, room));
        if (mayHaveExtra)
            extras--;
    }

    private void Fill()
    {
        var next = 0;
        foreach (var (member, room) in _unfilled)
        {
            for (var left = room; left > 0 && next < _free.Count; left--)
                _targets[member].Add(_free[next++]);
        }
    }
}
