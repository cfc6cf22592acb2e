namespace KafkaQuiz.Console.Consumer.Assignors;

/// <summary>Even, with as few moves as possible; eager: everything is given up first and mostly given back.</summary>
internal sealed class StickyAssignor : Assignor
{
    public override string Name => "sticky";

    /// <summary>StickyAssignor.serializeTopicPartitionAssignment: what was assigned, and in which generation.</summary>
    public override byte[]? UserData(IReadOnlyList<TopicPartition> assigned, int generation)
    {
        if (generation < 0)
            return null;
        using var writer = new MessageWriter();
        var topics = assigned.GroupBy(p => p.Topic).ToList();
        writer.WriteInt32(topics.Count);
        foreach (var topic in topics)
        {
            writer.WriteString(topic.Key, compact: false);
            writer.WriteInt32(topic.Count());
            foreach (var partition in topic)
                writer.WriteInt32(partition.Partition);
        }
        writer.WriteInt32(generation);
        return writer.Written.ToArray();
    }

    public override GroupMember Read(GroupMember member, ReadOnlyMemory<byte>? userData)
    {
        if (userData is not { Length: >= 4 } data)
            return member;
        var reader = new MessageReader(data);
        var owned = new List<TopicPartition>();
        for (var topics = reader.ReadInt32(); topics > 0; topics--)
        {
            var topic = reader.ReadString(compact: false);
            for (var partitions = reader.ReadInt32(); partitions > 0; partitions--)
                owned.Add(new TopicPartition(topic, reader.ReadInt32()));
        }
        return member with { Owned = owned, Generation = reader.Remaining >= 4 ? reader.ReadInt32() : -1 };
    }

    public override Dictionary<string, List<TopicPartition>> Assign(IReadOnlyList<GroupMember> members, IReadOnlyDictionary<string, TopicShape> topics) =>
        Stickiness.Assign([.. Sorted(members)], topics);
}
