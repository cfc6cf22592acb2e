using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Groups.Classic;

/// <summary>States of a classic group (ClassicGroupState.java).</summary>
internal enum ClassicState
{
    Empty,
    PreparingRebalance,
    CompletingRebalance,
    Stable,
    Dead,
}

/// <summary>
/// A classic group: members, generation and rebalance states; the assignment itself is computed by the group's leader, a client
/// (ClassicGroup.java). What each request does is in <see cref="JoinGroup"/> and <see cref="SyncGroup"/>. Only on the loop.
/// </summary>
internal sealed class ClassicGroup(ClusterState cluster, string id) : Group(id)
{
    private IDisposable? _rebalance;
    private string _protocolType = "";
    private bool _isInitial;

    public override string Type => "Classic";

    public override string StateName => State.ToString();

    public override string ProtocolType => _protocolType;

    public override bool IsEmpty => Members.Count == 0;

    public ClassicState State { get; private set; }

    public int Generation { get; private set; }

    /// <summary>The assignor chosen for this generation.</summary>
    public string? Protocol { get; private set; }

    public string? LeaderId { get; private set; }

    /// <summary>Members in the order they joined.</summary>
    public OrderedDictionary<string, ClassicMember> Members { get; } = [];

    /// <summary>Member ids given out (KIP-394) that have not joined yet, with their expiry.</summary>
    public Dictionary<string, IDisposable> Pending { get; } = [];

    public ClusterState Cluster { get; } = cluster;

    public ClassicMember? Static(string? instanceId) => instanceId is null ? null : Members.Values.FirstOrDefault(m => m.InstanceId == instanceId);

    /// <summary>Whether a member with these assignors may join: the same type, and one assignor that all share.</summary>
    public bool Accepts(string protocolType, IEnumerable<string> protocols) =>
        IsEmpty || (protocolType == _protocolType && protocols.Any(p => Members.Values.All(m => m.Protocols.Any(own => own.Name == p))));

    public void Add(ClassicMember member, string protocolType)
    {
        if (IsEmpty)
            _protocolType = protocolType;
        Members.Add(member.Id, member);
        LeaderId ??= member.Id;
        TouchSession(member);
    }

    public void Remove(ClassicMember member)
    {
        member.Session?.Dispose();
        member.Join?.TrySetResult(new() { ErrorCode = ErrorCode.UnknownMemberId, MemberId = member.Id });
        member.Sync?.TrySetResult(new() { ErrorCode = ErrorCode.UnknownMemberId });
        Members.Remove(member.Id);
        if (LeaderId == member.Id)
            LeaderId = Members.Count > 0 ? Members.GetAt(0).Key : null;
    }

    /// <summary>Removes a member that left or died, and rebalances without it.</summary>
    public void Leave(ClassicMember member)
    {
        Remove(member);
        if (State is ClassicState.Stable or ClassicState.CompletingRebalance)
            PrepareRebalance();
        else if (State == ClassicState.PreparingRebalance)
            TryCompleteJoin();
    }

    /// <summary>A sign of life: the session starts anew.</summary>
    public void TouchSession(ClassicMember member)
    {
        member.Session?.Dispose();
        member.Session = Cluster.Timers.After(member.SessionTimeout, () =>
        {
            // A member that waits for us is alive as long as its connection asks.
            if (member.Join is not null || member.Sync is not null)
                TouchSession(member);
            else
                Leave(member);
        });
    }

    public void PrepareRebalance()
    {
        foreach (var member in Members.Values)
        {
            member.Sync?.TrySetResult(new() { ErrorCode = ErrorCode.RebalanceInProgress });
            member.Sync = null;
        }
        var wasEmpty = State == ClassicState.Empty;
        State = ClassicState.PreparingRebalance;
        _rebalance?.Dispose();
        if (wasEmpty)
        {
            // The first rebalance waits a little for more members to come.
            var delay = Cluster.Configs.Milliseconds("group.initial.rebalance.delay.ms");
            _isInitial = delay > TimeSpan.Zero;
            _rebalance = _isInitial ? Cluster.Timers.After(delay, CompleteJoin) : Cluster.Timers.After(RebalanceTimeout, CompleteJoin);
            TryCompleteJoin();
            return;
        }
        _rebalance = Cluster.Timers.After(RebalanceTimeout, CompleteJoin);
        TryCompleteJoin();
    }

    /// <summary>A static member's new process takes the old one's place.</summary>
    public void Replace(ClassicMember old, ClassicMember member)
    {
        var place = Members.IndexOf(old.Id);
        var led = LeaderId == old.Id;
        old.Session?.Dispose();
        old.Join?.TrySetResult(new() { ErrorCode = ErrorCode.FencedInstanceId, MemberId = old.Id });
        old.Sync?.TrySetResult(new() { ErrorCode = ErrorCode.FencedInstanceId });
        Members.Remove(old.Id);
        Members.Insert(place, member.Id, member);
        if (led)
            LeaderId = member.Id;
        TouchSession(member);
    }

    /// <summary>Ends the join phase when everyone is in; an initial rebalance waits out its delay.</summary>
    public void TryCompleteJoin()
    {
        if (State == ClassicState.PreparingRebalance && !_isInitial && Members.Values.All(m => m.Join is not null) && Pending.Count == 0)
            CompleteJoin();
    }

    /// <summary>Takes the leader's assignments: everyone who waits gets theirs.</summary>
    public void Assign(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> assignments)
    {
        _rebalance?.Dispose();
        State = ClassicState.Stable;
        foreach (var member in Members.Values)
        {
            member.Assignment = assignments.GetValueOrDefault(member.Id);
            member.Sync?.TrySetResult(SyncGroup.Answer(this, member));
            member.Sync = null;
        }
    }

    private TimeSpan RebalanceTimeout => Members.Count == 0 ? TimeSpan.Zero : Members.Values.Max(m => m.RebalanceTimeout);

    private void CompleteJoin()
    {
        _rebalance?.Dispose();
        _isInitial = false;
        // Dynamic members that did not come back are out; static ones keep their place until their session ends (KIP-345).
        foreach (var absent in Members.Values.Where(m => m.Join is null && m.InstanceId is null).ToList())
            Remove(absent);
        Generation++;
        if (Members.Count == 0)
        {
            Protocol = null;
            State = ClassicState.Empty;
            return;
        }
        Protocol = ChooseProtocol();
        State = ClassicState.CompletingRebalance;
        if (LeaderId is null || !Members.TryGetValue(LeaderId, out var leader) || leader.Join is null)
            LeaderId = Members.Values.FirstOrDefault(m => m.Join is not null)?.Id ?? LeaderId;
        foreach (var member in Members.Values)
        {
            member.Join?.TrySetResult(JoinGroup.Answer(this, member));
            member.Join = null;
            TouchSession(member);
        }
        // Whoever does not sync within the rebalance timeout is out.
        _rebalance = Cluster.Timers.After(RebalanceTimeout, () =>
        {
            if (State != ClassicState.CompletingRebalance)
                return;
            foreach (var silent in Members.Values.Where(m => m.Sync is null).ToList())
                Remove(silent);
            PrepareRebalance();
        });
    }

    /// <summary>Each member votes for the first of its assignors that all share; most votes win.</summary>
    private string ChooseProtocol()
    {
        var shared = Members.Values.First().Protocols.Select(p => p.Name).Where(n => Members.Values.All(m => m.Protocols.Any(p => p.Name == n))).ToHashSet();
        return Members.Values.Select(m => m.Protocols.First(p => shared.Contains(p.Name)).Name)
            .GroupBy(n => n).OrderByDescending(g => g.Count()).First().Key;
    }
}
