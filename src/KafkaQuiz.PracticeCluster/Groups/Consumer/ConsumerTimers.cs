namespace KafkaQuiz.Practice.Groups.Consumer;

/// <summary>What members of a KIP-848 group must not take too long for: they are fenced then. Only on the loop.</summary>
internal static class ConsumerTimers
{
    public static TimeSpan SessionTimeout(ConsumerGroup group) => Milliseconds(group, "session.timeout.ms");

    public static TimeSpan HeartbeatInterval(ConsumerGroup group) => Milliseconds(group, "heartbeat.interval.ms");

    public static TimeSpan AssignmentInterval(ConsumerGroup group) => Milliseconds(group, "assignment.interval.ms");

    /// <summary>A sign of life of a member of the consumer protocol, or of any member whose group gets a new coordinator.</summary>
    public static void Touch(ConsumerGroup group, string memberId) => Touch(group, memberId, SessionTimeout(group));

    public static void Touch(ConsumerGroup group, string memberId, TimeSpan timeout) =>
        group.Timers.Set(GroupTimer.Session, memberId, timeout, () => ConsumerLeave.Fence(group, memberId));

    /// <summary>It has its rebalance timeout to give up what it has to.</summary>
    public static void AwaitRevocation(ConsumerGroup group, ConsumerMember member) => group.Timers.Set(GroupTimer.Revocation, member.Id, member.RebalanceTimeout, () =>
    {
        if (group.Members.TryGetValue(member.Id, out var now) && now.Epoch == member.Epoch)
            ConsumerLeave.Fence(group, member.Id);
    });

    /// <summary>A member of the classic protocol that was told of a rebalance has its rebalance timeout to rejoin.</summary>
    public static void AwaitJoin(ConsumerGroup group, ConsumerMember member) =>
        group.Timers.SetIfAbsent(GroupTimer.Join, member.Id, member.RebalanceTimeout, () => ConsumerLeave.Fence(group, member.Id));

    /// <summary>And as long again to fetch its assignment.</summary>
    public static void AwaitSync(ConsumerGroup group, string memberId, TimeSpan rebalanceTimeout) =>
        group.Timers.Set(GroupTimer.Sync, memberId, rebalanceTimeout, () => ConsumerLeave.Fence(group, memberId));

    private static TimeSpan Milliseconds(ConsumerGroup group, string name) =>
        TimeSpan.FromMilliseconds(group.Cluster.Configs.GroupNumber("consumer." + name, group.Id));
}
