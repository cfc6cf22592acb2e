namespace KafkaQuiz.Practice.Groups.Consumer.Assignors;

/// <summary>
/// `range` (RangeAssignor.java): every topic is cut into consecutive ranges, one for each subscriber, and the first subscribers get one more
/// where it does not come out even. Static members come first, by instance id, the others by member id. What members had does not count.
/// </summary>
internal sealed class RangeAssignor : IServerAssignor
{
    public Dictionary<string, IReadOnlySet<TopicIdPartition>> Assign(GroupSpec group)
    {
        var members = group.Members.OrderBy(m => m.InstanceId is null).ThenBy(m => m.InstanceId ?? m.Id, StringComparer.Ordinal).ToList();
        var targets = members.ToDictionary(m => m.Id, _ => new HashSet<TopicIdPartition>());
        foreach (var topic in members.SelectMany(m => m.Topics).ToHashSet())
        {
            var subscribers = members.Where(m => m.Topics.Contains(topic)).ToList();
            var (size, extra) = Math.DivRem(group.PartitionCount(topic), subscribers.Count);
            var next = 0;
            foreach (var (subscriber, place) in subscribers.Select((m, i) => (m, i)))
            {
                for (var left = size + (place < extra ? 1 : 0); left > 0; left--)
                    targets[subscriber.Id].Add(new(topic, next++));
            }
        }
        return targets.ToDictionary(t => t.Key, IReadOnlySet<TopicIdPartition> (t) => t.Value);
    }
}
