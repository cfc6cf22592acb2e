using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Groups.Classic;

/// <summary>LeaveGroup on a classic group (GroupMetadataManager.classicGroupLeaveToClassicGroup). Only on the loop.</summary>
internal static class LeaveGroup
{
    public static List<LeaveGroupResponse.MemberResponse> Handle(ClassicGroup group, IEnumerable<LeaveGroupRequest.MemberIdentity> members)
    {
        var answers = members.Select(m => new LeaveGroupResponse.MemberResponse
        {
            MemberId = m.MemberId,
            GroupInstanceId = m.GroupInstanceId,
            ErrorCode = Leave(group, m),
        }).ToList();
        if (answers.Any(a => a.ErrorCode == ErrorCode.None))
        {
            if (group.State is ClassicState.Stable or ClassicState.CompletingRebalance)
                ClassicRebalance.Prepare(group);
            else
                ClassicRebalance.TryComplete(group);
        }
        return answers;
    }

    private static ErrorCode Leave(ClassicGroup group, LeaveGroupRequest.MemberIdentity who)
    {
        // Without a member id it is an administrator who removes a static member (KIP-345).
        if (who.MemberId.Length == 0)
        {
            if (group.Static(who.GroupInstanceId) is not { } instance)
                return ErrorCode.UnknownMemberId;
            Remove(group, instance);
            return ErrorCode.None;
        }
        if (group.PendingJoin.Contains(who.MemberId))
        {
            group.Remove(who.MemberId);
            return ErrorCode.None;
        }
        try
        {
            Remove(group, group.Check(who.MemberId, who.GroupInstanceId));
            return ErrorCode.None;
        }
        catch (GroupException e)
        {
            return e.Code;
        }
    }

    private static void Remove(ClassicGroup group, ClassicMember member)
    {
        member.AnswerJoin(new() { ErrorCode = ErrorCode.UnknownMemberId, MemberId = "", GenerationId = -1, ProtocolName = null });
        group.Remove(member.Id);
    }
}
