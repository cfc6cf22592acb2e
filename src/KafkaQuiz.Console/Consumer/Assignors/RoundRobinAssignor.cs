namespace KafkaQuiz.Console.Consumer.Assignors;

/// <summary>All partitions one by one to the members in turn, who are passed over where they do not subscribe.</summary>
internal sealed class RoundRobinAssignor : Assignor
{
    public override string Name => "roundrobin";

    public override Dictionary<string, List<TopicPartition>> Assign(IReadOnlyList<GroupMember> members, IReadOnlyDictionary<string, TopicShape> topics)
    {
        var assignment = members.ToDictionary(m => m.MemberId, _ => new List<TopicPartition>(), StringComparer.Ordinal);
        var turn = Sorted(members).ToList();
        var at = 0;
        foreach (var topic in members.SelectMany(m => m.Topics).Distinct().Where(topics.ContainsKey).Order(StringComparer.Ordinal))
        {
            for (var partition = 0; partition < topics[topic].Partitions; partition++)
            {
                while (!turn[at % turn.Count].Topics.Contains(topic))
                    at++;
                assignment[turn[at++ % turn.Count].MemberId].Add(new TopicPartition(topic, partition));
            }
        }
        return assignment;
    }
}
