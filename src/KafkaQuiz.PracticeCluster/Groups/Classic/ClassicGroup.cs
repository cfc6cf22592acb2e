using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Groups.Classic;

/// <summary>
/// A classic group: members, generation and state (ClassicGroup.java). The assignment is computed by the group's leader, a client. What
/// makes it move is in <see cref="ClassicRebalance"/>, what a request does in <see cref="JoinGroup"/>, <see cref="SyncGroup"/> and
/// <see cref="LeaveGroup"/>. Only on the loop.
/// </summary>
internal sealed class ClassicGroup(ClusterState cluster, string id, Group? before = null) : Group(cluster, id, before)
{
    public override string Type => "classic";

    public override string StateName => State.ToString();

    public override string ProtocolType => Kind ?? "";

    public override bool IsEmpty => State == ClassicState.Empty;

    public ClassicState State { get; private set; }

    /// <summary>A rebalance out of Empty is the initial one, which waits for more members.</summary>
    public ClassicState StateBefore { get; private set; } = ClassicState.Dead;

    public DateTimeOffset StateSince { get; set; } = cluster.Now;

    public int Generation { get; set; }

    /// <summary>Protocol type; null for a group that has only ever committed.</summary>
    public string? Kind { get; set; }

    /// <summary>The assignor chosen for this generation.</summary>
    public string? Protocol { get; set; }

    public string? LeaderId { get; private set; }

    /// <summary>Members in the order they joined.</summary>
    public OrderedDictionary<string, ClassicMember> Members { get; } = [];

    /// <summary>Member ids given out (KIP-394) that have not joined yet.</summary>
    public HashSet<string> PendingJoin { get; } = [];

    /// <summary>Members that have not fetched their assignment of this generation yet.</summary>
    public HashSet<string> PendingSync { get; } = [];

    /// <summary>A member came during the initial rebalance: its delay is extended.</summary>
    public bool HasNewMember { get; set; }

    /// <summary>Null before the first <see cref="Store"/>.</summary>
    public StoredClassicGroup? Stored { get; private set; }

    public bool IsConsumers => Kind == "consumer";

    public bool HasAllJoined => PendingJoin.Count == 0 && Members.Values.All(m => m.AwaitsJoin);

    /// <summary>The longest of the members'.</summary>
    public TimeSpan RebalanceTimeout => Members.Count == 0 ? TimeSpan.Zero : Members.Values.Max(m => m.RebalanceTimeout);

    /// <summary>Topics of all members; null when the group is not one of consumers or its subscriptions cannot be read.</summary>
    private IReadOnlySet<string>? Topics => !IsConsumers ? null
        : Members.Count == 0 ? new HashSet<string>()
        : Protocol is null ? null : Subscriptions.TopicsOf(Members.Values.Select(m => m.MetadataOf(Protocol)));

    public ClassicMember? Static(string? instanceId) => instanceId is null ? null : Members.Values.FirstOrDefault(m => m.InstanceId == instanceId);

    public void MoveTo(ClassicState state)
    {
        StateBefore = State;
        State = state;
        StateSince = Cluster.Now;
    }

    /// <exception cref="GroupException">UNKNOWN_MEMBER_ID; FENCED_INSTANCE_ID when another process has taken over the instance id.</exception>
    public ClassicMember Check(string memberId, string? instanceId)
    {
        if (instanceId is not null)
        {
            var known = Static(instanceId) ?? throw new GroupException(ErrorCode.UnknownMemberId);
            if (known.Id != memberId)
                throw new GroupException(ErrorCode.FencedInstanceId);
        }
        return Members.GetValueOrDefault(memberId) ?? throw new GroupException(ErrorCode.UnknownMemberId);
    }

    /// <summary>Whether a member with these assignors may join: the same type, and one assignor that all share.</summary>
    public bool Accepts(string kind, IReadOnlyCollection<ClassicProtocol> protocols) => State == ClassicState.Empty
        ? kind.Length > 0 && protocols.Count > 0
        : Kind == kind && protocols.Any(p => Members.Values.All(m => m.Offers(p.Name)));

    public void Add(ClassicMember member, string kind)
    {
        if (Members.Count == 0)
            Kind = kind;
        Members.Add(member.Id, member);
        LeaderId ??= member.Id;
        PendingJoin.Remove(member.Id);
    }

    /// <summary>Removes a member or a member id given out.</summary>
    public void Remove(string memberId)
    {
        Members.Remove(memberId);
        if (LeaderId == memberId)
            LeaderId = Members.Count > 0 ? Members.GetAt(0).Key : null;
        PendingJoin.Remove(memberId);
        PendingSync.Remove(memberId);
        Timers.Cancel(GroupTimer.Session, memberId);
    }

    /// <summary>A static member's new process takes the old one's place under a new id (KIP-345).</summary>
    public ClassicMember Replace(ClassicMember old, string newId)
    {
        old.AnswerJoin(new() { ErrorCode = ErrorCode.FencedInstanceId, MemberId = old.Id, GenerationId = -1, ProtocolName = null });
        old.AnswerSync(new() { ErrorCode = ErrorCode.FencedInstanceId });
        var member = new ClassicMember(newId, old.InstanceId, old.ClientId, old.ClientHost)
        {
            Protocols = old.Protocols,
            Assignment = old.Assignment,
        };
        var place = Members.IndexOf(old.Id);
        Members.RemoveAt(place);
        Members.Insert(place, newId, member);
        if (LeaderId == old.Id)
            LeaderId = newId;
        Timers.Cancel(GroupTimer.Session, old.Id);
        return member;
    }

    /// <summary>A leader that did not come back gives way to a member that did.</summary>
    /// <returns>Whether the leader is one that joined.</returns>
    public bool ElectJoinedLeader()
    {
        if (LeaderId is not { } id)
            return false;
        if (!Members[id].AwaitsJoin)
            LeaderId = Members.Values.FirstOrDefault(m => m.AwaitsJoin)?.Id ?? id;
        return Members[LeaderId].AwaitsJoin;
    }

    /// <summary>Each member votes for the first of its assignors that all share; most votes win, a tie goes by Java's order of hashes.</summary>
    public string ChooseProtocol()
    {
        var votes = Members.Values.Select(m => m.Protocols.First(p => Members.Values.All(other => other.Offers(p.Name))).Name).CountBy(n => n).ToDictionary();
        return JavaHash.Order(votes.Keys, JavaHash.Of).MaxBy(n => votes[n])!;
    }

    /// <summary>Writes down what outlives the coordinator.</summary>
    public void Store() => Stored = new(Generation, Kind, Protocol, LeaderId, StateSince,
        [.. Members.Values.Select(m => new StoredClassicMember(m.Id, m.InstanceId, m.ClientId, m.ClientHost, m.RebalanceTimeout, m.SessionTimeout, m.MetadataOf(Protocol), m.Assignment))]);

    public override bool IsSubscribedTo(string topic) => Topics?.Contains(topic) ?? IsConsumers;

    public override Action<string, Guid, int>? CheckCommit(CommitClaim commit)
    {
        if (commit.Epoch < 0 && State == ClassicState.Empty)
            return null;
        if (commit.Epoch >= 0 || commit.MemberId.Length > 0 || commit.InstanceId is not null)
        {
            Check(commit.MemberId, commit.InstanceId);
            if (commit.Epoch != Generation)
                throw new GroupException(ErrorCode.IllegalGeneration);
        }
        else if (!commit.IsTransactional && State != ClassicState.Empty)
            throw new GroupException(ErrorCode.UnknownMemberId);
        if (!commit.IsTransactional && State == ClassicState.CompletingRebalance)
            throw new GroupException(ErrorCode.RebalanceInProgress);
        return null;
    }

    public override void CheckFetch(string? memberId, int memberEpoch)
    {
        // Anyone may fetch a classic group's offsets.
    }

    public override void CheckOffsetDelete()
    {
        if (State != ClassicState.Empty && !IsConsumers)
            throw new GroupException(ErrorCode.NonEmptyGroup);
    }

    public override DateTimeOffset? RetainedSince(CommittedOffset offset) =>
        Kind is null ? offset.At
        : State == ClassicState.Empty ? StateSince
        : State == ClassicState.Stable && Topics is not null ? offset.At : null;

    public override void Load()
    {
        foreach (var member in Members.Values)
            ClassicRebalance.Touch(this, member);
        if (Members.Count > Cluster.Configs.Number("group.max.size"))
            ClassicRebalance.Prepare(this);
    }

    public override void Unload()
    {
        Timers.CancelAll();
        foreach (var member in Members.Values)
        {
            member.AnswerJoin(new() { ErrorCode = ErrorCode.NotCoordinator, MemberId = member.Id, GenerationId = -1, ProtocolName = null });
            member.AnswerSync(new() { ErrorCode = ErrorCode.NotCoordinator });
        }
        Members.Clear();
        PendingJoin.Clear();
        PendingSync.Clear();
        HasNewMember = false;
        Restore();
    }

    /// <summary>Comes back as it was written down.</summary>
    public void Wake(StoredClassicGroup? stored)
    {
        Stored = stored;
        Restore();
    }

    private void Restore()
    {
        var from = Stored ?? new StoredClassicGroup(0, null, null, null, Cluster.Now, []);
        (Generation, Kind, Protocol, LeaderId, StateSince) = (from.Generation, from.ProtocolType, from.Protocol, from.LeaderId, from.StateSince);
        (StateBefore, State) = (ClassicState.Dead, from.Members.Count > 0 ? ClassicState.Stable : ClassicState.Empty);
        foreach (var m in from.Members)
        {
            Members.Add(m.Id, new ClassicMember(m.Id, m.InstanceId, m.ClientId, m.ClientHost)
            {
                RebalanceTimeout = m.RebalanceTimeout,
                SessionTimeout = m.SessionTimeout,
                Protocols = [new ClassicProtocol(Protocol ?? "", m.Subscription)],
                Assignment = m.Assignment,
            });
        }
    }
}
