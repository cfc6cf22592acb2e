using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Groups.Consumer;

/// <summary>
/// Between the classic and the consumer protocol (KIP-848, `group.consumer.migration.policy`): a classic group with members becomes a consumer
/// group when the first member of the consumer protocol joins, and goes back when the last one leaves. Only on the loop.
/// </summary>
internal static class GroupConversion
{
    /// <summary>The consumer group that a member joins: the one there is, a new one, or what becomes of a classic group. Not one of the cluster's until <see cref="Install"/>.</summary>
    /// <exception cref="GroupException">GROUP_ID_NOT_FOUND: the classic group stays what it is. POLICY_VIOLATION: no room for a new one.</exception>
    public static ConsumerGroup ForConsumers(ClusterState cluster, string id) => cluster.Groups.Find(id) switch
    {
        ConsumerGroup group => group,
        ClassicGroup { IsEmpty: false } classic => Upgrade(classic),
        null when !cluster.Groups.HasRoomFor(id) => throw new GroupException(ErrorCode.PolicyViolation, RememberedBudget.Full),
        var empty => new ConsumerGroup(cluster, id, empty),
    };

    /// <summary>Makes a group one of the cluster's; members that came over from a classic group keep their session timeouts.</summary>
    public static void Install(ConsumerGroup group)
    {
        if (group.Cluster.Groups.Find(group.Id) == group)
            return;
        group.Cluster.Groups.Set(group);
        foreach (var member in group.Members.Values)
            ConsumerTimers.Touch(group, member.Id, member.Classic!.SessionTimeout);
    }

    /// <summary>Whether the group goes back to the classic protocol without these members: only members of that protocol remain, at least one.</summary>
    public static bool MayDowngrade(ConsumerGroup group, IReadOnlySet<string> leaving)
    {
        var staying = group.Members.Values.Where(m => !leaving.Contains(m.Id)).ToList();
        return staying.Count > 0 && staying.All(m => m.IsClassic) && Policy(group.Cluster) is "bidirectional" or "downgrade"
            && staying.Count <= group.Cluster.Configs.Number("group.max.size");
    }

    /// <summary>Whether it goes back when this static member, the last of the consumer protocol, is replaced by one of the classic protocol.</summary>
    public static bool MayDowngrade(ConsumerGroup group, ConsumerMember replaced) =>
        !replaced.IsClassic && group.Members.Values.All(m => m.IsClassic || m.Id == replaced.Id) && Policy(group.Cluster) is "bidirectional" or "downgrade"
        && group.Members.Count <= group.Cluster.Configs.Number("group.max.size");

    /// <summary>Whether members of the classic protocol may join at all.</summary>
    public static bool MayMix(ClusterState cluster) => Policy(cluster) != "disabled";

    /// <summary>The classic group that a consumer group becomes.</summary>
    /// <param name="group">With members of the classic protocol only, but for these:</param>
    /// <param name="leaving">Who is not of the classic group.</param>
    /// <param name="joining">The successor of a static member that is not of it; null for none.</param>
    /// <param name="rebalance">The targets are no longer right: everyone is to rejoin.</param>
    public static void Downgrade(ConsumerGroup group, IReadOnlySet<string> leaving, ConsumerMember? joining, bool rebalance)
    {
        var classic = new ClassicGroup(group.Cluster, group.Id, group) { Generation = group.Epoch };
        var members = group.Members.Values.Where(m => !leaving.Contains(m.Id)).Append(joining).OfType<ConsumerMember>().ToList();
        foreach (var m in members)
        {
            classic.Add(new ClassicMember(m.Id, m.InstanceId, m.ClientId, m.ClientHost)
            {
                RebalanceTimeout = m.RebalanceTimeout,
                SessionTimeout = m.Classic!.SessionTimeout,
                Protocols = [.. m.Classic.Protocols],
            }, "consumer");
        }
        classic.Protocol = classic.ChooseProtocol();
        foreach (var m in members)
        {
            var target = group.TargetOf(m == joining ? group.Static(m.InstanceId)!.Id : m.Id);
            var member = classic.Members[m.Id];
            member.Assignment = ClassicProtocolOfConsumers.Encode(group.Cluster, target, Subscriptions.Version(member.MetadataOf(classic.Protocol)));
        }
        classic.MoveTo(ClassicState.Stable);
        classic.Store();
        group.Cluster.Groups.Set(classic);
        foreach (var member in classic.Members.Values)
            ClassicRebalance.Touch(classic, member);
        if (rebalance)
            ClassicRebalance.Prepare(classic);
    }

    private static string Policy(ClusterState cluster) => cluster.Configs.OfBroker("group.consumer.migration.policy", null)[0].Value!.ToLowerInvariant();

    private static ConsumerGroup Upgrade(ClassicGroup classic)
    {
        GroupException Refusal(string why) => new(ErrorCode.GroupIdNotFound, $"Cannot upgrade classic group {classic.Id} to consumer group because {why}.");
        if (Policy(classic.Cluster) is not ("bidirectional" or "upgrade"))
            throw Refusal("online upgrade is disabled");
        if (!classic.IsConsumers)
            throw Refusal("the group does not use the consumer embedded protocol");
        if (classic.Members.Count > classic.Cluster.Configs.Number("group.consumer.max.size"))
            throw Refusal("the group size exceeds the consumer group maximum size");
        foreach (var member in classic.Members.Values)
        {
            member.AnswerJoin(JoinGroup.Fault(ErrorCode.RebalanceInProgress, member.Id));
            member.AnswerSync(new() { ErrorCode = ErrorCode.RebalanceInProgress });
        }
        // Before the first generation there is no assignor to read the subscriptions by.
        if (classic.Protocol is null)
            throw new GroupException(ErrorCode.UnknownServerError);
        try
        {
            return Convert(classic);
        }
        catch (MalformedMessageException)
        {
            throw Refusal("the embedded consumer protocol is malformed");
        }
        catch (NotSupportedException)
        {
            throw Refusal("an unsupported custom assignor is in use. Please refer to the documentation or switch to a default assignor before re-attempting the upgrade");
        }
    }

    private static ConsumerGroup Convert(ClassicGroup classic)
    {
        var group = new ConsumerGroup(classic.Cluster, classic.Id, classic) { Epoch = classic.Generation, TargetEpoch = classic.Generation };
        foreach (var m in classic.Members.Values)
        {
            var subscription = Subscriptions.Read(m.MetadataOf(classic.Protocol));
            var assigned = m.Assignment.IsEmpty ? [] : ClassicProtocolOfConsumers.Decode(classic.Cluster, Assignment(m));
            group.Target[m.Id] = assigned;
            group.Members[m.Id] = new ConsumerMember(m.Id)
            {
                Epoch = group.Epoch,
                PreviousEpoch = group.Epoch,
                InstanceId = m.InstanceId,
                RackId = string.IsNullOrEmpty(subscription.RackId) ? null : subscription.RackId,
                RebalanceTimeout = m.RebalanceTimeout,
                ClientId = m.ClientId,
                ClientHost = m.ClientHost,
                Topics = subscription.Topics.ToHashSet(),
                Assigned = assigned.ToDictionary(p => p, _ => group.Epoch),
                Classic = new ClassicSide(m.SessionTimeout, m.Protocols),
            };
        }
        group.MetadataDigest = SubscribedTopics.Digest(group, group.Members.Values);
        return group;
    }

    private static List<ConsumerProtocolAssignment.TopicPartition> Assignment(ClassicMember member)
    {
        var assignment = Subscriptions.ReadAssignment(member.Assignment);
        return assignment.UserData is { Length: > 0 } ? throw new NotSupportedException("What a custom assignor has told its members would be lost.") : assignment.AssignedPartitions;
    }
}
