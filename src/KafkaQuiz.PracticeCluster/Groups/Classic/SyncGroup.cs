using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Groups.Classic;

/// <summary>SyncGroup on a classic group (GroupMetadataManager.classicGroupSyncToClassicGroup). Only on the loop.</summary>
internal static class SyncGroup
{
    /// <exception cref="GroupException">UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID, ILLEGAL_GENERATION, INCONSISTENT_GROUP_PROTOCOL, REBALANCE_IN_PROGRESS.</exception>
    public static Task<SyncGroupResponse> HandleAsync(ClassicGroup group, SyncGroupRequest request)
    {
        var member = group.Check(request.MemberId, request.GroupInstanceId);
        if (request.GenerationId != group.Generation)
            throw new GroupException(ErrorCode.IllegalGeneration);
        if (Differ(request.ProtocolType, group.Kind) || Differ(request.ProtocolName, group.Protocol))
            throw new GroupException(ErrorCode.InconsistentGroupProtocol);
        switch (group.State)
        {
            case ClassicState.CompletingRebalance:
                var synced = member.AwaitSync();
                Arrived(group, member);
                if (member.Id == group.LeaderId)
                    Assign(group, request);
                return synced;
            case ClassicState.Stable:
                Arrived(group, member);
                return Task.FromResult(Answer(group, member));
            default:
                throw new GroupException(ErrorCode.RebalanceInProgress);
        }
    }

    public static SyncGroupResponse Answer(ClassicGroup group, ClassicMember member) => new()
    {
        ProtocolType = group.Kind,
        ProtocolName = group.Protocol,
        Assignment = member.Assignment,
    };

    /// <summary>Takes the leader's assignments: everyone who waits gets theirs, whom the leader forgot an empty one.</summary>
    private static void Assign(ClassicGroup group, SyncGroupRequest request)
    {
        foreach (var member in group.Members.Values)
            member.Assignment = default;
        foreach (var assignment in request.Assignments)
        {
            if (group.Members.TryGetValue(assignment.MemberId, out var member))
                member.Assignment = assignment.Assignment;
        }
        ClassicRebalance.Propagate(group, ErrorCode.None);
        group.MoveTo(ClassicState.Stable);
        group.Store();
    }

    private static void Arrived(ClassicGroup group, ClassicMember member)
    {
        group.PendingSync.Remove(member.Id);
        if (group.PendingSync.Count == 0)
            group.Timers.Cancel(GroupTimer.Sync, "");
    }

    private static bool Differ(string? told, string? known) => told is not null && known is not null && told != known;
}
