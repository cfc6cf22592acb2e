using KafkaQuiz.Practice.Groups.Consumer.Regexes;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Groups.Consumer;

/// <summary>
/// A group of KIP-848 (ConsumerGroup.java): members' subscriptions move the group's epoch, every epoch gets a target assignment, and each
/// member is led from what it has to its target. Plain data; what moves it is in <see cref="ConsumerHeartbeat"/>, <see cref="ConsumerLeave"/>
/// and <see cref="ClassicProtocolOfConsumers"/>. Only on the loop.
/// </summary>
internal sealed class ConsumerGroup(ClusterState cluster, string id, Group? before = null) : Group(cluster, id, before)
{
    public override string Type => "consumer";

    public override string StateName => Members.Count == 0 ? "Empty"
        : Epoch > TargetEpoch ? "Assigning"
        : Members.Values.All(m => m.IsReconciledTo(TargetEpoch)) ? "Stable" : "Reconciling";

    public override string ProtocolType => "consumer";

    public override bool IsEmpty => Members.Count == 0;

    /// <summary>Grows with every change of subscriptions or of the topics behind them; starts at 1 and is 2 once the first member is in.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>The epoch that <see cref="Target"/> is for.</summary>
    public int TargetEpoch { get; set; } = 1;

    /// <summary>When it was computed; null before the first. The next one waits for `consumer.assignment.interval.ms`.</summary>
    public DateTimeOffset? TargetAt { get; set; }

    /// <summary>What each member is to have in the end.</summary>
    public Dictionary<string, IReadOnlySet<TopicIdPartition>> Target { get; } = [];

    /// <summary>In the order they joined.</summary>
    public OrderedDictionary<string, ConsumerMember> Members { get; } = [];

    /// <summary>What the members' regular expressions were last found to match.</summary>
    public Dictionary<string, ResolvedRegex> Regexes { get; } = [];

    /// <summary>Digest of the subscribed topics at the last change of epoch: another one means that topics came, went or grew.</summary>
    public string MetadataDigest { get; set; } = "";

    /// <summary>State of the cluster's topics that <see cref="MetadataDigest"/> was last compared with; null asks for a comparison.</summary>
    public long? MetadataSeen { get; set; }

    /// <summary>The member that has the instance id.</summary>
    public ConsumerMember? Static(string? instanceId) => instanceId is null ? null : Members.Values.FirstOrDefault(m => m.InstanceId == instanceId);

    /// <exception cref="GroupException">UNKNOWN_MEMBER_ID.</exception>
    public ConsumerMember Member(string memberId) => Members.GetValueOrDefault(memberId)
        ?? throw new GroupException(ErrorCode.UnknownMemberId, $"Member {memberId} is not a member of group {Id}.");

    public IReadOnlySet<TopicIdPartition> TargetOf(string memberId) => Target.GetValueOrDefault(memberId) ?? new HashSet<TopicIdPartition>();

    /// <summary>Partitions that some member has or has yet to give up.</summary>
    public HashSet<TopicIdPartition> Owned() => [.. Members.Values.SelectMany(m => m.Assigned.Keys.Concat(m.Revoking.Keys))];

    /// <summary>The assignor that most members want, else the first of `group.consumer.assignors`.</summary>
    public string Assignor(IEnumerable<ConsumerMember> members)
    {
        var votes = members.Select(m => m.Assignor).OfType<string>().CountBy(a => a).ToDictionary();
        return JavaHash.Order(votes.Keys, JavaHash.Of).MaxBy(a => votes[a]) ?? Assignors.ServerAssignors.Names(Cluster)[0];
    }

    /// <summary>Takes a member out, with its target.</summary>
    public void Remove(string memberId)
    {
        Members.Remove(memberId);
        Target.Remove(memberId);
        Timers.Cancel(memberId);
        foreach (var unused in Regexes.Keys.Except(Members.Values.Select(m => m.Regex)).ToList())
            Regexes.Remove(unused);
    }

    public override bool IsSubscribedTo(string topic) =>
        Members.Values.Any(m => m.Topics.Contains(topic)) || Regexes.Values.Any(r => r.Topics.Contains(topic));

    public override Action<string, Guid, int>? CheckCommit(CommitClaim commit)
    {
        if (commit.Epoch < 0 && Members.Count == 0)
            return null;
        if (commit is { IsTransactional: true, Epoch: -1, MemberId: "", InstanceId: null })
            return null;
        var member = Member(commit.MemberId);
        if (!commit.IsTransactional && !member.IsClassic && commit.Version < 9)
            throw new GroupException(ErrorCode.UnsupportedVersion, "OffsetCommit version 9 or above must be used by members using the consumer group protocol");
        var stale = member.IsClassic || commit.IsTransactional ? ErrorCode.IllegalGeneration : ErrorCode.StaleMemberEpoch;
        if (commit.Epoch == member.Epoch)
            return null;
        if (commit.Epoch > member.Epoch)
            throw new GroupException(stale);
        // An older epoch may still commit what the member has held since then.
        return (_, topic, partition) =>
        {
            var at = new TopicIdPartition(topic, partition);
            if (!member.Assigned.TryGetValue(at, out var since) && !member.Revoking.TryGetValue(at, out since) || commit.Epoch < since)
                throw new GroupException(stale);
        };
    }

    public override void CheckFetch(string? memberId, int memberEpoch)
    {
        if (memberId is null && memberEpoch < 0)
            return;
        var member = Member(memberId ?? "");
        if (memberEpoch != member.Epoch)
            throw new GroupException(member.IsClassic ? ErrorCode.IllegalGeneration : ErrorCode.StaleMemberEpoch);
    }

    public override void CheckOffsetDelete()
    {
        // Always: what members are subscribed to is looked at topic by topic.
    }

    public override DateTimeOffset? RetainedSince(CommittedOffset offset) => offset.At;

    public override void Load()
    {
        MetadataSeen = null;
        foreach (var member in Members.Values)
        {
            ConsumerTimers.Touch(this, member.Id);
            if (member.State == MemberState.UnrevokedPartitions)
                ConsumerTimers.AwaitRevocation(this, member);
        }
    }

    public override void Unload() => Timers.CancelAll();
}
