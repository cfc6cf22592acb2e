using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// LeaveGroup (13), v0-5. One member (v0-2) or several, by member or instance id (v3, KIP-345). Left out so far: members of KIP-848 groups.
/// </summary>
internal static class Api13LeaveGroup
{
    public static LeaveGroupResponse Handle(RequestContext context, LeaveGroupRequest request)
    {
        var fault = Coordinators.Check(context, request.GroupId);
        if (fault != ErrorCode.None)
            return new() { ErrorCode = fault };
        var group = context.Cluster.Groups.Find(request.GroupId) as ClassicGroup;
        if (context.Version < 3)
            return new() { ErrorCode = Leave(group, request.MemberId, null) };
        return new()
        {
            Members = [.. request.Members.Select(m => new LeaveGroupResponse.MemberResponse
            {
                MemberId = m.MemberId,
                GroupInstanceId = m.GroupInstanceId,
                ErrorCode = Leave(group, m.MemberId, m.GroupInstanceId),
            })],
        };
    }

    private static ErrorCode Leave(ClassicGroup? group, string memberId, string? instanceId)
    {
        if (group is null)
            return ErrorCode.UnknownMemberId;
        if (group.Pending.Remove(memberId, out var expiry))
        {
            expiry.Dispose();
            group.TryCompleteJoin();
            return ErrorCode.None;
        }
        var member = group.Static(instanceId);
        if (member is not null && memberId.Length > 0 && member.Id != memberId)
            return ErrorCode.FencedInstanceId;
        if (member is null && !group.Members.TryGetValue(memberId, out member))
            return ErrorCode.UnknownMemberId;
        group.Leave(member);
        return ErrorCode.None;
    }
}
