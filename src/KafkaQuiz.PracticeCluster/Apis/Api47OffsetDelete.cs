using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// OffsetDelete (47), v0 (KIP-496). Committed offsets of topics that no member is subscribed to: GROUP_SUBSCRIBED_TO_TOPIC for the others,
/// NON_EMPTY_GROUP for a group with members that are no consumers. Nothing is left out.
/// </summary>
internal static class Api47OffsetDelete
{
    public static AccessChecks<OffsetDeleteRequest, OffsetDeleteResponse> Access { get; } = new AccessChecks<OffsetDeleteRequest, OffsetDeleteResponse>((_, _, code, _) => new() { ErrorCode = code })
        .On(AclOperation.Delete, AclResourceType.Group, r => r.GroupId)
        .Each(AclOperation.Read, AclResourceType.Topic, r => r.Topics, (_, t) => t.Name, (response, t, code) => response.Topics.Add(new()
        {
            Name = t.Name,
            Partitions = [.. t.Partitions.Select(p => new OffsetDeleteResponse.OffsetDeleteResponsePartition { PartitionIndex = p.PartitionIndex, ErrorCode = code })],
        }));

    public static OffsetDeleteResponse Handle(RequestContext context, OffsetDeleteRequest request)
    {
        var fault = Coordinators.Check(context, request.GroupId);
        if (fault != ErrorCode.None)
            return new() { ErrorCode = fault };
        if (context.Cluster.Groups.Find(request.GroupId) is not { } group)
            return new() { ErrorCode = ErrorCode.GroupIdNotFound };
        try
        {
            group.CheckOffsetDelete();
        }
        catch (GroupException e)
        {
            return new() { ErrorCode = e.Code };
        }
        return new()
        {
            Topics = [.. request.Topics.Select(t => new OffsetDeleteResponse.OffsetDeleteResponseTopic
            {
                Name = t.Name,
                // What does not exist is answered first.
                Partitions = [.. t.Partitions.OrderBy(p => context.Cluster.Topics.Find(t.Name, p.PartitionIndex) is not null).Select(p => new OffsetDeleteResponse.OffsetDeleteResponsePartition
                {
                    PartitionIndex = p.PartitionIndex,
                    ErrorCode = Delete(context.Cluster, group, t.Name, p.PartitionIndex),
                })],
            })],
        };
    }

    private static ErrorCode Delete(ClusterState cluster, Group group, string topic, int partition)
    {
        if (cluster.Topics.Find(topic, partition) is null)
            return ErrorCode.UnknownTopicOrPartition;
        if (group.IsSubscribedTo(topic))
            return ErrorCode.GroupSubscribedToTopic;
        group.Offsets.Remove((topic, partition));
        cluster.PendingOffsets.Forget(group.Id, (topic, partition));
        return ErrorCode.None;
    }
}
