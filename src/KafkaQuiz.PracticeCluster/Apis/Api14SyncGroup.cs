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
/// SyncGroup (14), v0-5. The leader brings the assignments, the others wait for theirs; in a KIP-848 group a member of the classic protocol
/// fetches what the coordinator has assigned. Nothing is left out.
/// </summary>
internal static class Api14SyncGroup
{
    public static AccessChecks<SyncGroupRequest, SyncGroupResponse> Access { get; } = new AccessChecks<SyncGroupRequest, SyncGroupResponse>((_, _, code, _) => new() { ErrorCode = code })
        // What v5 must say is looked at first.
        .On(AclOperation.Read, AclResourceType.Group, r => r.GroupId, (context, r) => context.Version < 5 || (r.ProtocolType is not null && r.ProtocolName is not null));

    public static async Task<SyncGroupResponse?> HandleAsync(RequestContext context, SyncGroupRequest request)
    {
        // KafkaApis.handleSyncGroupRequest.
        if (context.Version >= 5 && (request.ProtocolType is null || request.ProtocolName is null))
            return new() { ErrorCode = ErrorCode.InconsistentGroupProtocol };
        var fault = Coordinators.Check(context, request.GroupId);
        if (fault != ErrorCode.None)
            return new() { ErrorCode = fault };
        if (!context.Cluster.Remembered.TryTake(RememberedBudget.Assigning(request)))
            return new() { ErrorCode = ErrorCode.PolicyViolation };
        try
        {
            return context.Cluster.Groups.Find(request.GroupId) switch
            {
                ClassicGroup { IsEmpty: false } group => await SyncGroup.HandleAsync(group, request),
                ConsumerGroup { IsEmpty: false } consumers => ClassicProtocolOfConsumers.Sync(consumers, request),
                _ => new() { ErrorCode = ErrorCode.UnknownMemberId },
            };
        }
        catch (GroupException e)
        {
            return new() { ErrorCode = e.Code };
        }
    }
}
