using KafkaQuiz.Practice.Groups.Consumer.Regexes;
namespace KafkaQuiz.Practice.Groups.Consumer;

/// <summary>
/// What follows from a member's joining or changing: the group's epoch, its target, the member's own next step. First worked out, then
/// applied. Only on the loop.
/// </summary>
/// <param name="group">Its group; it need not be one of the cluster's yet.</param>
/// <param name="before">The member as it was; one that joins without an epoch, or the successor of a static member.</param>
/// <param name="after">The member as it wants to be.</param>
/// <param name="claimed">The partitions that it says it has; null when it says nothing of them.</param>
internal sealed class MemberUpdate(ConsumerGroup group, ConsumerMember before, ConsumerMember after, IReadOnlySet<TopicIdPartition>? claimed)
{
    private ConsumerMember? _moved;
    private Dictionary<string, IReadOnlySet<TopicIdPartition>>? _target;
    private RegexChange _regex;
    private bool _changesSubscription;
    private string? _digest;
    private bool _resolves;

    /// <summary>Topics that the client may describe, out of those that a regular expression finds.</summary>
    public required Func<string, bool> MaySee { get; init; }

    /// <summary>The member as it will be, so far as it is worked out.</summary>
    public ConsumerMember Member => _moved ?? after;

    /// <summary>The group's epoch after it.</summary>
    public int Epoch { get; private set; } = group.Epoch;

    /// <summary>The member of a static instance that it replaces; null for none.</summary>
    private ConsumerMember? Replaced => group.Static(after.InstanceId) is { } known && known.Id != after.Id ? known : null;

    /// <exception cref="GroupException">INVALID_REGULAR_EXPRESSION; the assignor gave up.</exception>
    public void Work()
    {
        Subscribe();
        Assign();
    }

    /// <summary>The subscription's part: whether the epoch grows.</summary>
    /// <param name="regexCounts">A regular expression that is not resolved yet changes the epoch when it is; a member of the classic protocol has none.</param>
    public void Subscribe(bool regexCounts = false)
    {
        _regex = TopicRegexes.Change(group, before, after, out _resolves);
        var namesChanged = !before.Topics.SetEquals(after.Topics);
        _changesSubscription = namesChanged || _regex != RegexChange.None;
        var grows = namesChanged || _regex == RegexChange.Resolved || (regexCounts && _regex != RegexChange.None);
        if (!grows && group.MetadataSeen == group.Cluster.Topics.Version)
            return;
        _digest = SubscribedTopics.Digest(group, Members());
        if (grows || _digest != group.MetadataDigest)
            Epoch++;
    }

    /// <summary>The target's part, and the member's next step towards it.</summary>
    public void Assign()
    {
        _target = TargetAssignment.Compute(group, Epoch, Members());
        var (epoch, partitions) = _target is null ? (group.TargetEpoch, group.TargetOf(Replaced?.Id ?? after.Id)) : (Epoch, _target.GetValueOrDefault(after.Id) ?? new HashSet<TopicIdPartition>());
        Reconcile(epoch, partitions);
    }

    /// <summary>The member's next step towards the target there is.</summary>
    public void ReconcileToPresent() => Reconcile(group.TargetEpoch, group.TargetOf(Replaced?.Id ?? after.Id));

    /// <summary>Makes it so.</summary>
    /// <returns>The member as it is now.</returns>
    public ConsumerMember Apply()
    {
        var replaced = Replaced;
        group.Members[Member.Id] = Member;
        if (replaced is not null)
        {
            group.Target[Member.Id] = group.TargetOf(replaced.Id);
            group.Remove(replaced.Id);
        }
        if (_digest is not null)
        {
            group.MetadataSeen = group.Cluster.Topics.Version;
            if (Epoch > group.Epoch)
                group.MetadataDigest = _digest;
        }
        group.Epoch = Epoch;
        if (_target is not null)
        {
            group.Target.Clear();
            foreach (var (id, partitions) in _target)
                group.Target[id] = partitions;
            (group.TargetEpoch, group.TargetAt) = (Epoch, group.Cluster.Now);
        }
        TopicRegexes.Forget(group);
        if (!Member.IsClassic && Member.State != MemberState.UnrevokedPartitions)
            group.Timers.Cancel(GroupTimer.Revocation, Member.Id);
        else if (!Member.IsClassic && !ReferenceEquals(Member, after))
            ConsumerTimers.AwaitRevocation(group, Member);
        if (_resolves)
            TopicRegexes.Resolve(group, MaySee);
        return Member;
    }

    private void Reconcile(int epoch, IReadOnlySet<TopicIdPartition> partitions)
    {
        if (_changesSubscription || !after.IsReconciledTo(epoch))
            _moved = new Reconciliation((epoch, partitions), SubscribedTopics.Ids(group, after), group.Owned(), claimed).Next(after, _changesSubscription);
    }

    /// <summary>The members there will be.</summary>
    private List<ConsumerMember> Members() => [.. group.Members.Values.Where(m => m.Id != after.Id && m.Id != Replaced?.Id), after];
}
