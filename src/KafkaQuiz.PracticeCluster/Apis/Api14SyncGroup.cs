using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Practice.Groups.Consumer;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// SyncGroup (14), v0-5. The leader brings the assignments, the others wait for theirs; in a KIP-848 group a member of the classic protocol
/// fetches what the coordinator has assigned. Nothing is left out.
/// </summary>
internal static class Api14SyncGroup
{
    public static async Task<SyncGroupResponse?> HandleAsync(RequestContext context, SyncGroupRequest request)
    {
        var fault = Coordinators.Check(context, request.GroupId);
        if (fault != ErrorCode.None)
            return new() { ErrorCode = fault };
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
