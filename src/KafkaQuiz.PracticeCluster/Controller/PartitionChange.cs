using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Controller;

/// <summary>
/// One change of a partition by the controller: new ISR or assignment in, leader election, ELR upkeep and epochs out. The rules are
/// PartitionChangeBuilder.java's (Kafka 4.x, eligible.leader.replicas.version 1).
/// </summary>
internal sealed class PartitionChange(Partition partition, Func<int, bool> isAlive)
{
    public ElectionMode Mode { get; init; } = ElectionMode.Online;

    /// <summary>The ISR wanted; by default the present one.</summary>
    public IReadOnlyList<int> Isr { get; init; } = partition.Isr;

    /// <summary>The assignment wanted; by default the present one.</summary>
    public IReadOnlyList<int> Assignment { get; init; } = partition.Assignment;

    /// <summary>Brokers whose last shutdown was not clean: what they hold cannot be trusted for the ELR.</summary>
    public IReadOnlyList<int> UncleanlyShutDown { get; init; } = [];

    /// <summary>Applies the change.</summary>
    /// <returns>Whether anything changed; the epochs have then grown.</returns>
    public bool Apply()
    {
        var (isr, elr, lastKnown) = (Isr.ToList(), partition.Elr, partition.LastKnownElr);
        (elr, lastKnown) = TargetElr(isr);
        var leader = Elect(isr, elr, lastKnown, out var unclean);
        if (leader != Partition.NoLeader && (unclean || !isr.Contains(leader)))
        {
            // From the ELR, the last known leader or uncleanly: it is the whole ISR now.
            isr = [leader];
            (elr, lastKnown) = unclean ? ([], []) : TargetElr(isr);
            elr.Remove(leader);
        }
        if (leader == Partition.NoLeader && isr.Count == 0 && elr.Count == 0 && lastKnown.Count == 0 && partition.Leader != Partition.NoLeader)
            lastKnown = [partition.Leader];
        var removed = partition.Assignment.Except(Assignment).Any();
        var leaderChanged = leader != partition.Leader;
        if (!leaderChanged && !removed && isr.SequenceEqual(partition.Isr) && elr.SequenceEqual(partition.Elr)
            && lastKnown.SequenceEqual(partition.LastKnownElr) && Assignment.SequenceEqual(partition.Assignment))
            return false;
        partition.Assignment = [.. Assignment];
        partition.Isr = isr;
        partition.Elr = elr;
        partition.LastKnownElr = lastKnown;
        partition.Leader = leader;
        if (leaderChanged || removed)
            partition.LeaderEpoch++;
        partition.PartitionEpoch++;
        return true;
    }

    private (List<int> Elr, List<int> LastKnown) TargetElr(List<int> isr)
    {
        var minIsr = Math.Min(partition.Topic.Settings.MinInsyncReplicas, Assignment.Count);
        if (isr.Count >= minIsr)
            return ([], []);
        var candidates = partition.Elr.Concat(partition.Isr).Distinct().Where(b => !isr.Contains(b)).ToList();
        var elr = candidates.Where(b => !UncleanlyShutDown.Contains(b) && Assignment.Contains(b)).ToList();
        var lastKnown = partition.LastKnownElr;
        // Only the last leader is remembered, and only when nobody else may lead.
        if (isr.Count == 0 && elr.Count == 0 && lastKnown.Count == 0)
            lastKnown = partition.Leader != Partition.NoLeader ? [partition.Leader] : candidates.Take(1).ToList();
        return (elr, isr.Count == 0 && elr.Count == 0 ? lastKnown : []);
    }

    private int Elect(List<int> isr, List<int> elr, List<int> lastKnown, out bool unclean)
    {
        unclean = false;
        bool Valid(int broker) => isAlive(broker) && (isr.Contains(broker) || (isr.Count == 0 && elr.Contains(broker)));
        if (Mode == ElectionMode.Preferred && Assignment.Count > 0 && Valid(Assignment[0]))
            return Assignment[0];
        if (partition.Leader != Partition.NoLeader && Assignment.Contains(partition.Leader) && Valid(partition.Leader))
            return partition.Leader;
        foreach (var broker in Assignment)
        {
            if (Valid(broker))
                return broker;
        }
        unclean = true;
        if (isr.Count == 0 && elr.Count == 0 && lastKnown is [var last] && isAlive(last))
            return last;
        if (Mode == ElectionMode.Unclean)
        {
            foreach (var broker in Assignment)
            {
                if (isAlive(broker))
                    return broker;
            }
        }
        unclean = false;
        return Partition.NoLeader;
    }
}
