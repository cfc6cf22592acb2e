using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Groups.Classic;

/// <summary>
/// How a classic group moves from one generation to the next: prepare (everyone rejoins), complete the join, assign; and what takes too
/// long (GroupMetadataManager's classic part). Only on the loop.
/// </summary>
internal static class ClassicRebalance
{
    /// <summary>A new member waits for its first rebalance this long before it counts as dead (classicGroupNewMemberJoinTimeoutMs).</summary>
    public static readonly TimeSpan NewMemberTimeout = TimeSpan.FromMinutes(5);

    /// <summary>A sign of life: the session starts anew.</summary>
    public static void Touch(ClassicGroup group, ClassicMember member) => Touch(group, member.Id, member.SessionTimeout);

    public static void Touch(ClassicGroup group, string memberId, TimeSpan timeout) =>
        group.Timers.Set(GroupTimer.Session, memberId, timeout, () => Expire(group, memberId));

    /// <summary>Something changed: a rebalance begins where one can, or the one under way may be complete.</summary>
    public static void PrepareOrComplete(ClassicGroup group)
    {
        if (group.State is ClassicState.Empty or ClassicState.CompletingRebalance or ClassicState.Stable)
            Prepare(group);
        else
            TryComplete(group);
    }

    public static void Prepare(ClassicGroup group)
    {
        if (group.State == ClassicState.CompletingRebalance)
        {
            foreach (var member in group.Members.Values)
                member.Assignment = default;
            Propagate(group, ErrorCode.RebalanceInProgress);
        }
        group.PendingSync.Clear();
        group.Timers.Cancel(GroupTimer.Sync, "");
        var isInitial = group.State == ClassicState.Empty;
        group.MoveTo(ClassicState.PreparingRebalance);
        if (isInitial)
        {
            var delay = group.Cluster.Configs.Milliseconds("group.initial.rebalance.delay.ms");
            WaitForMore(group, delay, Rest(group.RebalanceTimeout, delay));
        }
        else if (group.HasAllJoined)
            Complete(group);
        else
            group.Timers.Set(GroupTimer.Join, "", group.RebalanceTimeout, () => Complete(group));
    }

    /// <summary>Ends the join phase when everyone is in; an initial rebalance waits out its delay.</summary>
    public static void TryComplete(ClassicGroup group)
    {
        if (group.State == ClassicState.PreparingRebalance && group.StateBefore != ClassicState.Empty && group.HasAllJoined)
            Complete(group);
    }

    /// <summary>Gives every member that waits its assignment, or the reason why there is none.</summary>
    public static void Propagate(ClassicGroup group, ErrorCode code)
    {
        foreach (var member in group.Members.Values)
        {
            if (member.AnswerSync(code == ErrorCode.None ? SyncGroup.Answer(group, member) : new() { ErrorCode = code }))
                Touch(group, member);
        }
    }

    private static TimeSpan Rest(TimeSpan whole, TimeSpan part) => whole > part ? whole - part : TimeSpan.Zero;

    /// <summary>`group.initial.rebalance.delay.ms`, again and again while members come, up to the rebalance timeout in all.</summary>
    private static void WaitForMore(ClassicGroup group, TimeSpan delay, TimeSpan remaining) => group.Timers.Set(GroupTimer.Join, "", delay, () =>
    {
        if (!group.HasNewMember || remaining == TimeSpan.Zero)
        {
            Complete(group);
            return;
        }
        group.HasNewMember = false;
        var next = group.Cluster.Configs.Milliseconds("group.initial.rebalance.delay.ms");
        WaitForMore(group, next < remaining ? next : remaining, Rest(remaining, delay));
    });

    private static void Complete(ClassicGroup group)
    {
        group.Timers.Cancel(GroupTimer.Join, "");
        // Dynamic members that did not come back are out; static ones keep their place until their session ends (KIP-345).
        foreach (var absent in group.Members.Values.Where(m => !m.AwaitsJoin && m.InstanceId is null).ToList())
            group.Remove(absent.Id);
        if (!group.ElectJoinedLeader() && group.Members.Count > 0)
        {
            group.Timers.Set(GroupTimer.Join, "", group.RebalanceTimeout, () => Complete(group));
            return;
        }
        group.Generation++;
        group.PendingSync.Clear();
        group.Protocol = group.Members.Count > 0 ? group.ChooseProtocol() : null;
        if (group.Members.Count == 0)
        {
            group.MoveTo(ClassicState.Empty);
            group.Store();
            return;
        }
        group.MoveTo(ClassicState.CompletingRebalance);
        foreach (var member in group.Members.Values)
        {
            member.AnswerJoin(JoinGroup.Answer(group, member));
            Touch(group, member);
            member.IsNew = false;
            group.PendingSync.Add(member.Id);
        }
        group.Timers.Set(GroupTimer.Sync, "", group.RebalanceTimeout, () => ExpireSync(group));
    }

    /// <summary>Whoever does not fetch its assignment within the rebalance timeout is out.</summary>
    private static void ExpireSync(ClassicGroup group)
    {
        if (group.State is not (ClassicState.CompletingRebalance or ClassicState.Stable) || group.PendingSync.Count == 0)
            return;
        foreach (var silent in group.PendingSync.ToList())
            group.Remove(silent);
        Prepare(group);
    }

    private static void Expire(ClassicGroup group, string memberId)
    {
        if (group.PendingJoin.Contains(memberId))
        {
            group.Remove(memberId);
            CompleteIfAllJoined(group);
        }
        else if (group.Members.TryGetValue(memberId, out var member) && !member.IsExcused)
        {
            member.AnswerJoin(new() { ErrorCode = ErrorCode.UnknownMemberId, MemberId = "", GenerationId = -1, ProtocolName = null });
            group.Remove(memberId);
            if (group.State is ClassicState.Stable or ClassicState.CompletingRebalance)
                Prepare(group);
            else
                CompleteIfAllJoined(group);
        }
    }

    private static void CompleteIfAllJoined(ClassicGroup group)
    {
        if (group.State == ClassicState.PreparingRebalance && group.HasAllJoined)
            Complete(group);
    }
}
