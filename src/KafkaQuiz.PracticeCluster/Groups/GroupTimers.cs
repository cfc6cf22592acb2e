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
    private readonly Dictionary<(GroupTimer Kind, string Member), Wait> _waits = [];

    /// <summary>A session is renewed far more often than it ends: its alarm is left where it is, and when it rings too early it is set anew.</summary>
    private sealed class Wait
    {
        public required DateTimeOffset Due { get; set; }

        public required Action Work { get; set; }

        public IDisposable? Alarm { get; set; }

        public DateTimeOffset AlarmAt { get; set; }
    }

    /// <param name="kind">What it waits for.</param>
    /// <param name="member">Whose; "" for the group's.</param>
    /// <param name="delay">From now.</param>
    /// <param name="due">Runs on the loop.</param>
    public void Set(GroupTimer kind, string member, TimeSpan delay, Action due)
    {
        var at = cluster.Now + delay;
        if (_waits.TryGetValue((kind, member), out var wait))
            (wait.Due, wait.Work) = (at, due);
        else
            _waits[(kind, member)] = wait = new Wait { Due = at, Work = due };
        if (wait.Alarm is null || at < wait.AlarmAt)
            Arm((kind, member), wait);
    }

    public void SetIfAbsent(GroupTimer kind, string member, TimeSpan delay, Action due)
    {
        if (!_waits.ContainsKey((kind, member)))
            Set(kind, member, delay, due);
    }

    public void Cancel(GroupTimer kind, string member)
    {
        if (_waits.Remove((kind, member), out var wait))
            wait.Alarm?.Dispose();
    }

    /// <summary>All of one member.</summary>
    public void Cancel(string member)
    {
        foreach (var kind in Enum.GetValues<GroupTimer>())
            Cancel(kind, member);
    }

    public void CancelAll()
    {
        foreach (var wait in _waits.Values)
            wait.Alarm?.Dispose();
        _waits.Clear();
    }

    private void Arm((GroupTimer, string) key, Wait wait)
    {
        wait.Alarm?.Dispose();
        wait.AlarmAt = wait.Due;
        wait.Alarm = cluster.Timers.After(wait.Due - cluster.Now, () =>
        {
            if (cluster.Now < wait.Due)
            {
                Arm(key, wait);
                return;
            }
            _waits.Remove(key);
            if (Coordinators.IsRunning(cluster, group))
            {
                wait.Work();
                cluster.Machine.Changes.Note();
            }
        });
    }
}
