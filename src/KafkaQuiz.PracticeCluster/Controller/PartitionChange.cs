using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Controller;

/// <summary>
/// One change of a partition by the controller: new ISR or assignment in; end of a reassignment, leader election, ELR upkeep and epochs
/// out. The rules and their order are PartitionChangeBuilder.java's (Kafka 4.x, eligible.leader.replicas.version 1).
/// </summary>
internal sealed class PartitionChange(Partition partition, Func<int, bool> isAlive)
{
    private List<int> _isr = [];
    private List<int> _elr = [];
    private IReadOnlyList<int> _assignment = [];

    public ElectionMode Mode { get; init; } = ElectionMode.Online;

    /// <summary>The ISR wanted; by default the present one.</summary>
    public IReadOnlyList<int> Isr { get; init; } = partition.Isr;

    /// <summary>The assignment wanted; by default the present one.</summary>
    public IReadOnlyList<int> Assignment { get; init; } = partition.Assignment;

    /// <summary>Replicas of <see cref="Assignment"/> that a reassignment adds: it ends when all are in the ISR.</summary>
    public IReadOnlyList<int> Adding { get; init; } = partition.Adding;

    /// <summary>Replicas of <see cref="Assignment"/> that leave when the reassignment ends.</summary>
    public IReadOnlyList<int> Removing { get; init; } = partition.Removing;

    /// <summary>Brokers whose last shutdown was not clean: what they hold cannot be trusted for the ELR.</summary>
    public IReadOnlyList<int> UncleanlyShutDown { get; init; } = [];

    /// <summary>eligible.leader.replicas.version is 1; below, the last member stays in the ISR and the ELR as it is.</summary>
    public bool HasElr { get; set; } = true;

    /// <summary>Applies the change.</summary>
    /// <returns>Whether anything changed; the epochs have then grown.</returns>
    public bool Apply()
    {
        var (adding, removing) = CompleteReassignment();
        PopulateElr();
        var (leader, unclean) = Mode == ElectionMode.Preferred && IsValid(_assignment[0]) ? (_assignment[0], false) : Elect();
        if (leader != partition.Leader && (unclean || _elr.Contains(leader)))
        {
            // The new leader alone is the ISR: whoever else was near may hold other records.
            _isr = [leader];
            _elr = unclean ? [] : [.. _elr.Where(b => b != leader)];
        }
        if (!HasElr && _isr.Count == 0)
            _isr = [.. partition.Isr];
        var lastKnown = LastKnownLeader(leader);
        var removed = partition.Assignment.Except(_assignment).Any();
        if (leader == partition.Leader && !removed && _isr.SequenceEqual(partition.Isr) && _elr.SequenceEqual(partition.Elr)
            && lastKnown.SequenceEqual(partition.LastKnownElr) && _assignment.SequenceEqual(partition.Assignment)
            && adding.SequenceEqual(partition.Adding) && removing.SequenceEqual(partition.Removing))
            return false;
        if (leader != partition.Leader || removed)
            partition.LeaderEpoch++;
        partition.PartitionEpoch++;
        partition.Assignment = [.. _assignment];
        partition.Adding = [.. adding];
        partition.Removing = [.. removing];
        partition.Isr = _isr;
        partition.Elr = _elr;
        partition.LastKnownElr = lastKnown;
        partition.Leader = leader;
        return true;
    }

    /// <summary>A reassignment is done when all replicas that stay are in the ISR (PartitionReassignmentReplicas.java).</summary>
    private (IReadOnlyList<int> Adding, IReadOnlyList<int> Removing) CompleteReassignment()
    {
        (_isr, _assignment) = ([.. Isr], Assignment);
        var isr = Isr.Except(Removing).ToList();
        var staying = Assignment.Except(Removing).ToList();
        if (Adding.Count + Removing.Count == 0 || isr.Count == 0 || staying.Count == 0 || staying.Except(isr).Any())
            return (Adding, Removing);
        (_isr, _assignment) = (isr, staying);
        return ([], []);
    }

    private void PopulateElr()
    {
        if (!HasElr)
        {
            _elr = [.. partition.Elr];
            return;
        }
        var minIsr = Math.Min(partition.Topic.Settings.MinInsyncReplicas, partition.Assignment.Count);
        _elr = _isr.Count >= minIsr ? []
            : [.. partition.Elr.Union(partition.Isr).Where(b => !_isr.Contains(b) && !UncleanlyShutDown.Contains(b)).Order()];
    }

    private bool IsValid(int broker) => isAlive(broker) && (_isr.Contains(broker) || (_isr.Count == 0 && _elr.Contains(broker)));

    private (int Leader, bool Unclean) Elect()
    {
        if (partition.Leader != Partition.NoLeader && IsValid(partition.Leader))
            return (partition.Leader, false);
        if (_assignment.FirstOrDefault(IsValid, Partition.NoLeader) is >= 0 and var clean)
            return (clean, false);
        if (_isr.Count == 0 && _elr.Count == 0 && partition.LastKnownElr is [var last] && isAlive(last))
            return (last, true);
        var any = Mode == ElectionMode.Unclean ? _assignment.FirstOrDefault(isAlive, Partition.NoLeader) : Partition.NoLeader;
        return (any, any != Partition.NoLeader);
    }

    /// <summary>The leader that a partition had when its ISR became empty; forgotten once it has one again.</summary>
    private List<int> LastKnownLeader(int leader) =>
        _isr.Count == 0 && partition.Isr.Count > 0 ? [partition.Leader] : leader != Partition.NoLeader ? [] : partition.LastKnownElr;
}
