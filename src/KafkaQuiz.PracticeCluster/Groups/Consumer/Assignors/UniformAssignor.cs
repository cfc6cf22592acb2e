namespace KafkaQuiz.Practice.Groups.Consumer.Assignors;

/// <summary>
/// `uniform` (UniformAssignor.java), the default: as even as can be over all topics, and members keep what they had as far as that allows.
/// </summary>
internal sealed class UniformAssignor : IServerAssignor
{
    public Dictionary<string, IReadOnlySet<TopicIdPartition>> Assign(GroupSpec group) =>
        group.Members.Count == 0 ? [] : group.IsHomogeneous ? new UniformOverSameTopics(group).Assign() : new UniformOverOwnTopics(group).Assign();
}
