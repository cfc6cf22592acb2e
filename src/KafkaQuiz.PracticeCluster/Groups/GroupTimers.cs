namespace KafkaQuiz.Practice.Groups;

/// <summary>What a group waits for.</summary>
internal enum GroupTimer
{
    /// <summary>A member's next sign of life.</summary>
    Session,

    /// <summary>A KIP-848 member's giving up partitions.</summary>
    Revocation,

    /// <summary>Members joining; of a classic group as a whole, of a KIP-848 group each member that speaks the classic protocol.</summary>
    Join,

    /// <summary>Members fetching their assignment, likewise.</summary>
    Sync,
}

/// <summary>
/// The timers of one group, in virtual time, by what they wait for: setting one again replaces it. They belong to the group's
/// coordinator: on a dead one nothing fires, and the next coordinator sets them anew. Only on the loop.
/// </summary>
internal sealed class GroupTimers(ClusterState cluster, string group)
{
    private readonly Dictionary<(GroupTimer Kind, string Member), IDisposable> _set = [];

    /// <param name="kind">What it waits for.</param>
    /// <param name="member">Whose; "" for the group's.</param>
    /// <param name="delay">From now.</param>
    /// <param name="due">Runs on the loop.</param>
    public void Set(GroupTimer kind, string member, TimeSpan delay, Action due)
    {
        Cancel(kind, member);
        _set[(kind, member)] = cluster.Timers.After(delay, () =>
        {
            _set.Remove((kind, member));
            if (Coordinators.IsRunning(cluster, group))
                due();
        });
    }

    public void SetIfAbsent(GroupTimer kind, string member, TimeSpan delay, Action due)
    {
        if (!_set.ContainsKey((kind, member)))
            Set(kind, member, delay, due);
    }

    public void Cancel(GroupTimer kind, string member)
    {
        if (_set.Remove((kind, member), out var timer))
            timer.Dispose();
    }

    /// <summary>All of one member.</summary>
    public void Cancel(string member)
    {
        foreach (var kind in Enum.GetValues<GroupTimer>())
            Cancel(kind, member);
    }

    public void CancelAll()
    {
        foreach (var timer in _set.Values)
            timer.Dispose();
        _set.Clear();
    }
}
