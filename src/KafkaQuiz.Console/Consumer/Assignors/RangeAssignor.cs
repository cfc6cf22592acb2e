namespace KafkaQuiz.Console.Consumer.Assignors;

/// <summary>Each topic's partitions in ranges over its subscribers; the first get one more where they do not divide.</summary>
internal sealed class RangeAssignor : Assignor
{
    public override string Name => "range";

    public override Dictionary<string, List<TopicPartition>> Assign(IReadOnlyList<GroupMember> members, IReadOnlyDictionary<string, TopicShape> topics)
    {
        var assignment = members.ToDictionary(m => m.MemberId, _ => new List<TopicPartition>(), StringComparer.Ordinal);
        foreach (var topic in members.SelectMany(m => m.Topics).Distinct().Order(StringComparer.Ordinal))
        {
            if (!topics.TryGetValue(topic, out var shape))
                continue;
            var subscribers = Sorted(members.Where(m => m.Topics.Contains(topic))).ToList();
            var (each, extra) = (shape.Partitions / subscribers.Count, shape.Partitions % subscribers.Count);
            var next = 0;
            for (var i = 0; i < subscribers.Count; i++)
            {
                for (var count = each + (i < extra ? 1 : 0); count > 0; count--)
                    assignment[subscribers[i].MemberId].Add(new TopicPartition(topic, next++));
            }
        }
        return assignment;
    }
}
