namespace KafkaQuiz.Practice.Groups.Consumer.Assignors;

/// <summary>What an assignor is told (GroupSpec.java).</summary>
/// <param name="Members">In the order in which they are served.</param>
/// <param name="IsHomogeneous">All are subscribed to the same topics.</param>
/// <param name="PartitionCount">Of a topic; -1 of one that is not there.</param>
/// <param name="Assigned">Partitions that the present target gives to someone.</param>
internal sealed record GroupSpec(IReadOnlyList<MemberSpec> Members, bool IsHomogeneous, Func<Guid, int> PartitionCount, IReadOnlySet<TopicIdPartition> Assigned);

/// <summary>A member, with what the present target gives it.</summary>
internal sealed record MemberSpec(string Id, string? InstanceId, IReadOnlySet<Guid> Topics, IReadOnlySet<TopicIdPartition> Target)
{
    /// <summary>Its present target by topic, in the order in which Kafka's maps hand it out.</summary>
    public IEnumerable<(Guid Topic, List<int> Partitions)> TargetByTopic()
    {
        var byTopic = Target.ToLookup(p => p.Topic, p => p.Partition);
        return JavaHash.Order([.. byTopic.Select(t => t.Key)], JavaHash.Of).Select(topic => (topic, JavaHash.OrderOfCopy([.. byTopic[topic].Order()], p => p)));
    }
}
