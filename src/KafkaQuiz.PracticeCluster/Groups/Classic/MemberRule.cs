using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Groups.Classic;

/// <summary>Whether a request comes from a member of the present generation.</summary>
internal static class MemberRule
{
    public static ErrorCode Check(ClassicGroup? group, string memberId, string? instanceId, int generation, out ClassicMember? member)
    {
        member = null;
        if (group is null)
            return ErrorCode.UnknownMemberId;
        if (instanceId is not null && group.Static(instanceId) is { } known && known.Id != memberId)
            return ErrorCode.FencedInstanceId;
        if (!group.Members.TryGetValue(memberId, out member))
            return ErrorCode.UnknownMemberId;
        return generation == group.Generation ? ErrorCode.None : ErrorCode.IllegalGeneration;
    }
}
