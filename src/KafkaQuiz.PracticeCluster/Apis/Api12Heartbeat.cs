using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>Heartbeat (12), v0-4. Renews a classic member's session; REBALANCE_IN_PROGRESS calls it to rejoin. Nothing is left out.</summary>
internal static class Api12Heartbeat
{
    public static HeartbeatResponse Handle(RequestContext context, HeartbeatRequest request)
    {
        var fault = Coordinators.Check(context, request.GroupId);
        if (fault != ErrorCode.None)
            return new() { ErrorCode = fault };
        var group = context.Cluster.Groups.Find(request.GroupId) as ClassicGroup;
        fault = MemberRule.Check(group, request.MemberId, request.GroupInstanceId, request.GenerationId, out var member);
        if (fault != ErrorCode.None)
            return new() { ErrorCode = fault };
        group!.TouchSession(member!);
        return new() { ErrorCode = group.State == ClassicState.PreparingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None };
    }
}
