using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Practice.Groups.Consumer;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// JoinGroup (11), v0-9. The classic protocol: member ids before joining (v4, KIP-394), static members (v5, KIP-345), initial rebalance
/// delay, skipped assignments (v9), `group.max.size`; by members of the classic protocol to a KIP-848 group as well. Nothing is left out.
/// </summary>
internal static class Api11JoinGroup
{
    public static AccessChecks<JoinGroupRequest, JoinGroupResponse> Access { get; } = new AccessChecks<JoinGroupRequest, JoinGroupResponse>((_, version, code, _) => new() { ErrorCode = code, ProtocolName = version < 7 ? "" : null })
        .On(AclOperation.Read, AclResourceType.Group, r => r.GroupId);

    public static async Task<JoinGroupResponse?> HandleAsync(RequestContext context, JoinGroupRequest request)
    {
        JoinGroupResponse answer;
        try
        {
            answer = await JoinAsync(context, request);
        }
        catch (GroupException e)
        {
            answer = JoinGroup.Fault(e.Code, "");
        }
        // Null is known since v7 only.
        if (context.Version < 7)
            answer.ProtocolName ??= "";
        return answer;
    }

    private static async Task<JoinGroupResponse> JoinAsync(RequestContext context, JoinGroupRequest request)
    {
        if (request.GroupId.Length == 0)
            return JoinGroup.Fault(ErrorCode.InvalidGroupId, request.MemberId);
        var configs = context.Cluster.Configs;
        if (request.SessionTimeoutMs < configs.Number("group.min.session.timeout.ms") || request.SessionTimeoutMs > configs.Number("group.max.session.timeout.ms"))
            return JoinGroup.Fault(ErrorCode.InvalidSessionTimeout, request.MemberId);
        var fault = Coordinators.Check(context, request.GroupId);
        if (fault != ErrorCode.None)
            return JoinGroup.Fault(fault, "");
        if (!context.Cluster.Remembered.TryTake(RememberedBudget.Joining(request)))
            return JoinGroup.Fault(ErrorCode.PolicyViolation, "");
        if (context.Cluster.Groups.Find(request.GroupId) is ConsumerGroup { IsEmpty: false } consumers)
            return ClassicProtocolOfConsumers.Join(context, consumers, request);
        var rebalanceTimeout = TimeSpan.FromMilliseconds(context.Version == 0 ? request.SessionTimeoutMs : request.RebalanceTimeoutMs);
        return await JoinGroup.HandleAsync(context, request, rebalanceTimeout);
    }
}
