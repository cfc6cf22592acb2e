namespace KafkaQuiz.Practice.Groups.Consumer;

/// <summary>
/// The next step of a member towards its target (CurrentAssignmentBuilder.java): what it must not have any more goes first; when the member
/// says that it is gone, it moves to the target's epoch and gets what nobody else holds.
/// </summary>
/// <param name="target">Epoch of the target, and what the member is to have.</param>
/// <param name="subscribed">Ids of the topics that it is subscribed to now: of others it may have nothing, whatever an older target says.</param>
/// <param name="owned">Partitions that members hold.</param>
/// <param name="claimed">What the member says it has; null when it says nothing of it.</param>
internal sealed class Reconciliation(
    (int Epoch, IReadOnlySet<TopicIdPartition> Partitions) target, IReadOnlySet<Guid> subscribed, IReadOnlySet<TopicIdPartition> owned, IReadOnlySet<TopicIdPartition>? claimed)
{
    /// <param name="member">As it is.</param>
    /// <param name="hasSubscriptionChanged">It has just changed its subscription.</param>
    public ConsumerMember Next(ConsumerMember member, bool hasSubscriptionChanged)
    {
        var isDue = member.State switch
        {
            MemberState.Stable => member.Epoch != target.Epoch,
            MemberState.UnrevokedPartitions => !Holds(member.Revoking.Keys),
            _ => true,
        };
        return isDue ? TowardsTarget(member) : hasSubscriptionChanged ? WithoutUnsubscribed(member) : member;
    }

    /// <summary>Silence means that it still has everything.</summary>
    private bool Holds(IEnumerable<TopicIdPartition> partitions) => claimed is null || partitions.Any(claimed.Contains);

    private ConsumerMember TowardsTarget(ConsumerMember member)
    {
        var wanted = target.Partitions.Where(p => subscribed.Contains(p.Topic)).ToHashSet();
        var kept = member.Assigned.Where(p => wanted.Contains(p.Key)).ToDictionary();
        var revoking = member.Assigned.Where(p => !wanted.Contains(p.Key)).ToDictionary();
        if (revoking.Count > 0 && Holds(revoking.Keys))
            return member.InEpoch(member.Epoch) with { State = MemberState.UnrevokedPartitions, Assigned = kept, Revoking = revoking };
        var unreleased = false;
        foreach (var partition in wanted.Where(p => !kept.ContainsKey(p)).ToList())
        {
            if (owned.Contains(partition) && !member.Revoking.ContainsKey(partition))
                unreleased = true;
            else
                kept.Add(partition, target.Epoch);
        }
        return member.InEpoch(target.Epoch) with
        {
            State = unreleased ? MemberState.UnreleasedPartitions : MemberState.Stable,
            Assigned = kept,
            Revoking = new Dictionary<TopicIdPartition, int>(),
        };
    }

    /// <summary>Its target waits to be computed anew, but what it has unsubscribed from goes at once.</summary>
    private ConsumerMember WithoutUnsubscribed(ConsumerMember member)
    {
        if (member.Assigned.Keys.All(p => subscribed.Contains(p.Topic)))
            return member;
        var kept = member.Assigned.Where(p => subscribed.Contains(p.Key.Topic)).ToDictionary();
        var revoking = member.Revoking.Concat(member.Assigned.Where(p => !subscribed.Contains(p.Key.Topic))).ToDictionary();
        return Holds(revoking.Keys) ? member.InEpoch(member.Epoch) with { State = MemberState.UnrevokedPartitions, Assigned = kept, Revoking = revoking }
            : member.InEpoch(member.Epoch) with { Assigned = kept };
    }
}
