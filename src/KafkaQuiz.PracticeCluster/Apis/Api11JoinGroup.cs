using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// JoinGroup (11), v0-9. The classic protocol: member ids before joining (v4, KIP-394), static members (v5, KIP-345), initial rebalance
/// delay, skipped assignments (v9). Left out: group.max.size.
/// </summary>
internal static class Api11JoinGroup
{
    public static async Task<JoinGroupResponse?> HandleAsync(RequestContext context, JoinGroupRequest request)
    {
        var answer = await JoinAsync(context, request);
        // Null is known since v7 only.
        answer.ProtocolName ??= "";
        return answer;
    }

    private static async Task<JoinGroupResponse> JoinAsync(RequestContext context, JoinGroupRequest request)
    {
        JoinGroupResponse Fault(ErrorCode code) => new() { ErrorCode = code, MemberId = request.MemberId, GenerationId = -1 };
        var fault = Coordinators.Check(context, request.GroupId);
        if (fault != ErrorCode.None)
            return Fault(fault);
        var configs = context.Cluster.Configs;
        if (request.SessionTimeoutMs < configs.Number("group.min.session.timeout.ms") || request.SessionTimeoutMs > configs.Number("group.max.session.timeout.ms"))
            return Fault(ErrorCode.InvalidSessionTimeout);
        // A member of a group that is gone does not bring it back.
        if (request.MemberId.Length > 0 && context.Cluster.Groups.Find(request.GroupId) is null)
            return Fault(ErrorCode.UnknownMemberId);
        return context.Cluster.Groups.Classic(request.GroupId) is { } group ? await JoinGroup.HandleAsync(context, group, request)
            : Fault(ErrorCode.InconsistentGroupProtocol);
    }
}
