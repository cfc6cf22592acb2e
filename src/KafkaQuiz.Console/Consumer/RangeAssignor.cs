namespace KafkaQuiz.Console.Consumer;

/// <summary>Each topic's partitions in ranges over its subscribers by member id; the first get one more where they do not divide.</summary>
internal static class RangeAssignor
{
    public static Dictionary<string, List<TopicPartition>> Assign(IReadOnlyList<(string Member, List<string> Topics)> members, IReadOnlyDictionary<string, TopicShape> topics)
    {
        var assignment = members.ToDictionary(m => m.Member, _ => new List<TopicPartition>(), StringComparer.Ordinal);
        foreach (var topic in members.SelectMany(m => m.Topics).Distinct().Order(StringComparer.Ordinal))
        {
            if (!topics.TryGetValue(topic, out var shape))
                continue;
            var subscribers = members.Where(m => m.Topics.Contains(topic)).Select(m => m.Member).Order(StringComparer.Ordinal).ToList();
            var (each, extra) = (shape.Partitions / subscribers.Count, shape.Partitions % subscribers.Count);
            var next = 0;
            for (var i = 0; i < subscribers.Count; i++)
            {
                for (var count = each + (i < extra ? 1 : 0); count > 0; count--)
                    assignment[subscribers[i]].Add(new TopicPartition(topic, next++));
            }
        }
        return assignment;
    }
}
