using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DeleteGroups (42), v0-2. Empty groups of any protocol, with their offsets: NON_EMPTY_GROUP while there are members, GROUP_ID_NOT_FOUND for
/// an unknown one. Nothing is left out.
/// </summary>
internal static class Api42DeleteGroups
{
    public static AccessChecks<DeleteGroupsRequest, DeleteGroupsResponse> Access { get; } = new AccessChecks<DeleteGroupsRequest, DeleteGroupsResponse>((request, _, code, _) => new()
    {
        Results = [.. request.GroupsNames.Select(id => new DeleteGroupsResponse.DeletableGroupResult { GroupId = id, ErrorCode = code })],
    })
        .Each(AclOperation.Delete, AclResourceType.Group, r => r.GroupsNames, (_, id) => id, (response, id, code) => response.Results.Add(new() { GroupId = id, ErrorCode = code }));

    public static DeleteGroupsResponse Handle(RequestContext context, DeleteGroupsRequest request) => new()
    {
        Results = [.. request.GroupsNames.Distinct().Select(id => new DeleteGroupsResponse.DeletableGroupResult { GroupId = id, ErrorCode = Delete(context, id) })],
    };

    private static ErrorCode Delete(RequestContext context, string id)
    {
        var fault = Coordinators.Check(context, id, mayBeEmpty: true);
        if (fault != ErrorCode.None)
            return fault;
        if (context.Cluster.Groups.Find(id) is not { } group)
            return ErrorCode.GroupIdNotFound;
        if (!group.IsEmpty)
            return ErrorCode.NonEmptyGroup;
        context.Cluster.Groups.Remove(group);
        context.Cluster.PendingOffsets.Forget(id);
        return ErrorCode.None;
    }
}
