using KafkaQuiz.Practice.Groups.Consumer.Assignors;

namespace KafkaQuiz.Practice.Groups.Consumer;

/// <summary>Computes what every member is to have (TargetAssignmentBuilder.java). Only on the loop.</summary>
internal static class TargetAssignment
{
    /// <summary>The target of a group epoch; null keeps the one there is: it is recent, or of this epoch.</summary>
    /// <param name="group">As it is.</param>
    /// <param name="epoch">The epoch it is about to be in.</param>
    /// <param name="members">The members it is about to have.</param>
    /// <exception cref="GroupException">UNKNOWN_SERVER_ERROR: the assignor gave up.</exception>
    public static Dictionary<string, IReadOnlySet<TopicIdPartition>>? Compute(ConsumerGroup group, int epoch, IReadOnlyCollection<ConsumerMember> members)
    {
        if (group.TargetEpoch >= epoch)
            return null;
        var interval = ConsumerTimers.AssignmentInterval(group);
        if (group.TargetAt is { } last && interval > TimeSpan.Zero && group.Cluster.Now < last + interval)
            return null;
        var assignor = ServerAssignors.Get(group.Assignor(members));
        var spec = new GroupSpec(
            JavaHash.Order(members, m => JavaHash.Of(m.Id)).ConvertAll(m => Describe(group, m)),
            SubscribedTopics.AreSame(group, members),
            topic => group.Cluster.Topics.TryGet(topic, out var found) ? found.Partitions.Count : -1,
            group.Target.Values.SelectMany(t => t).ToHashSet());
        return assignor.Assign(spec);
    }

    private static MemberSpec Describe(ConsumerGroup group, ConsumerMember member) => new(
        member.Id, member.InstanceId, SubscribedTopics.Ids(group, member),
        // A static member's new process goes on from the old one's target.
        group.TargetOf(group.Static(member.InstanceId)?.Id ?? member.Id));
}
