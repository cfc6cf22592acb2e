using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Practice.Groups.Consumer;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// LeaveGroup (13), v0-5. One member (v0-2) or several, by member or instance id (v3, KIP-345), of classic and KIP-848 groups. The reason
/// (v5, KIP-800) is for Kafka's logs and is not kept.
/// </summary>
internal static class Api13LeaveGroup
{
    public static AccessChecks<LeaveGroupRequest, LeaveGroupResponse> Access { get; } = new AccessChecks<LeaveGroupRequest, LeaveGroupResponse>((_, _, code, _) => new() { ErrorCode = code })
        .On(AclOperation.Read, AclResourceType.Group, r => r.GroupId);

    public static LeaveGroupResponse Handle(RequestContext context, LeaveGroupRequest request)
    {
        var fault = Coordinators.Check(context, request.GroupId);
        if (fault != ErrorCode.None)
            return new() { ErrorCode = fault };
        List<LeaveGroupRequest.MemberIdentity> members = context.Version >= 3 ? request.Members : [new() { MemberId = request.MemberId }];
        var answers = context.Cluster.Groups.Find(request.GroupId) switch
        {
            ClassicGroup group => LeaveGroup.Handle(group, members),
            ConsumerGroup consumers => ClassicProtocolOfConsumers.Leave(consumers, members),
            _ => [.. members.Select(m => new LeaveGroupResponse.MemberResponse { MemberId = m.MemberId, GroupInstanceId = m.GroupInstanceId, ErrorCode = ErrorCode.UnknownMemberId })],
        };
        return context.Version >= 3 ? new() { Members = answers } : new() { ErrorCode = answers[0].ErrorCode };
    }
}
