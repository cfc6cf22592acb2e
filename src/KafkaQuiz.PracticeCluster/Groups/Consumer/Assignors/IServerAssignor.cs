namespace KafkaQuiz.Practice.Groups.Consumer.Assignors;

/// <summary>Decides what each member of a KIP-848 group is to have (ConsumerGroupPartitionAssignor.java).</summary>
internal interface IServerAssignor
{
    /// <returns>By member id; who is not in it gets nothing.</returns>
    Dictionary<string, IReadOnlySet<TopicIdPartition>> Assign(GroupSpec group);
}
