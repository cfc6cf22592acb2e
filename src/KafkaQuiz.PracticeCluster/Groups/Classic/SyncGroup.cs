using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Groups.Classic;

/// <summary>SyncGroup on a classic group (GroupMetadataManager.classicGroupSync). Only on the loop.</summary>
internal static class SyncGroup
{
    public static async Task<SyncGroupResponse> HandleAsync(ClassicGroup group, SyncGroupRequest request)
    {
        var fault = MemberRule.Check(group, request.MemberId, request.GroupInstanceId, request.GenerationId, out var member);
        if (fault == ErrorCode.None && ((request.ProtocolType ?? group.ProtocolType) != group.ProtocolType || (request.ProtocolName ?? group.Protocol) != group.Protocol))
            fault = ErrorCode.InconsistentGroupProtocol;
        if (fault != ErrorCode.None || member is null)
            return new() { ErrorCode = fault };
        group.TouchSession(member);
        switch (group.State)
        {
            case ClassicState.Stable:
                return Answer(group, member);
            case ClassicState.CompletingRebalance:
                var sync = new TaskCompletionSource<SyncGroupResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
                member.Sync?.TrySetResult(new() { ErrorCode = ErrorCode.RebalanceInProgress });
                member.Sync = sync;
                if (member.Id == group.LeaderId)
                    group.Assign(request.Assignments.ToDictionary(a => a.MemberId, a => a.Assignment));
                return await sync.Task;
            default:
                return new() { ErrorCode = ErrorCode.RebalanceInProgress };
        }
    }

    public static SyncGroupResponse Answer(ClassicGroup group, ClassicMember member) => new()
    {
        ProtocolType = group.ProtocolType,
        ProtocolName = group.Protocol,
        Assignment = member.Assignment,
    };
}
