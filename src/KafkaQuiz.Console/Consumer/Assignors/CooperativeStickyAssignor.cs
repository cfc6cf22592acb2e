namespace KafkaQuiz.Console.Consumer.Assignors;

/// <summary>
/// Sticky without stopping: a partition that moves is given to nobody until its owner has given it up and joined again (KIP-429).
/// </summary>
internal sealed class CooperativeStickyAssignor : Assignor
{
    public override string Name => "cooperative-sticky";

    public override bool IsCooperative => true;

    /// <summary>The generation alone: what is owned stands in the subscription.</summary>
    public override byte[]? UserData(IReadOnlyList<TopicPartition> assigned, int generation)
    {
        using var writer = new MessageWriter();
        writer.WriteInt32(generation);
        return writer.Written.ToArray();
    }

    public override GroupMember Read(GroupMember member, ReadOnlyMemory<byte>? userData)
    {
        if (member.Generation >= 0 || userData is not { Length: >= 4 } data)
            return member;
        var reader = new MessageReader(data);
        return member with { Generation = reader.ReadInt32() };
    }

    public override Dictionary<string, List<TopicPartition>> Assign(IReadOnlyList<GroupMember> members, IReadOnlyDictionary<string, TopicShape> topics)
    {
        var assignment = Stickiness.Assign([.. Sorted(members)], topics);
        var owners = members.SelectMany(m => m.Owned.Select(p => (Partition: p, m.MemberId))).ToLookup(o => o.Partition, o => o.MemberId);
        foreach (var (member, partitions) in assignment)
            partitions.RemoveAll(p => owners[p].Any(owner => owner != member));
        return assignment;
    }
}
