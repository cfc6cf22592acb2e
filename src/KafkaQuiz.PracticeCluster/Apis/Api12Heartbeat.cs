using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Practice.Groups.Consumer;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// Heartbeat (12), v0-4. Renews the session of a member of the classic protocol; REBALANCE_IN_PROGRESS calls it to rejoin. Nothing is left
/// out.
/// </summary>
internal static class Api12Heartbeat
{
    public static AccessChecks<HeartbeatRequest, HeartbeatResponse> Access { get; } = new AccessChecks<HeartbeatRequest, HeartbeatResponse>((_, _, code, _) => new() { ErrorCode = code })
        .On(AclOperation.Read, AclResourceType.Group, r => r.GroupId);

    public static HeartbeatResponse Handle(RequestContext context, HeartbeatRequest request)
    {
        var fault = Coordinators.Check(context, request.GroupId);
        if (fault != ErrorCode.None)
            return new() { ErrorCode = fault };
        try
        {
            return new()
            {
                ErrorCode = context.Cluster.Groups.Find(request.GroupId) switch
                {
                    ClassicGroup group => Beat(group, request),
                    ConsumerGroup consumers => ClassicProtocolOfConsumers.Heartbeat(consumers, request),
                    _ => ErrorCode.UnknownMemberId,
                },
            };
        }
        catch (GroupException e)
        {
            return new() { ErrorCode = e.Code };
        }
    }

    private static ErrorCode Beat(ClassicGroup group, HeartbeatRequest request)
    {
        var member = group.Check(request.MemberId, request.GroupInstanceId);
        if (request.GenerationId != group.Generation)
            return ErrorCode.IllegalGeneration;
        ClassicRebalance.Touch(group, member);
        return group.State == ClassicState.PreparingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
    }
}
