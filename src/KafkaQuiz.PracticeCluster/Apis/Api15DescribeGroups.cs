using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DescribeGroups (15), v0-6. Classic groups with their members and, when asked (v3), the operations that are allowed. An unknown
/// group, or one of KIP-848, is Dead; v6 says GROUP_ID_NOT_FOUND too (KIP-1043).
/// </summary>
internal static class Api15DescribeGroups
{
    public static AccessChecks<DescribeGroupsRequest, DescribeGroupsResponse> Access { get; } = new AccessChecks<DescribeGroupsRequest, DescribeGroupsResponse>((request, _, code, _) => new()
    {
        Groups = [.. request.Groups.Select(id => new DescribeGroupsResponse.DescribedGroup { GroupId = id, ErrorCode = code })],
    })
        .Each(AclOperation.Describe, AclResourceType.Group, r => r.Groups, (_, id) => id, (response, id, code) => response.Groups.Insert(0, new() { GroupId = id, ErrorCode = code }));

    public static DescribeGroupsResponse Handle(RequestContext context, DescribeGroupsRequest request) => new()
    {
        Groups = [.. request.Groups.Select(id =>
        {
            var group = One(context, id);
            if (request.IncludeAuthorizedOperations && group.ErrorCode == ErrorCode.None)
                group.AuthorizedOperations = context.AllowedOperations(AclResourceType.Group, id);
            return group;
        })],
    };

    private static DescribeGroupsResponse.DescribedGroup One(RequestContext context, string id)
    {
        var fault = Coordinators.Check(context, id, mayBeEmpty: true);
        if (fault != ErrorCode.None)
            return new() { GroupId = id, ErrorCode = fault };
        if (context.Cluster.Groups.Find(id) is not ClassicGroup group)
        {
            return context.Version < 6 ? new() { GroupId = id, GroupState = "Dead" }
                : new()
                {
                    GroupId = id,
                    GroupState = "Dead",
                    ErrorCode = ErrorCode.GroupIdNotFound,
                    ErrorMessage = context.Cluster.Groups.Find(id) is null ? $"Group {id} not found." : $"Group {id} is not a classic group.",
                };
        }
        var isStable = group.State == ClassicState.Stable;
        return new()
        {
            GroupId = id,
            GroupState = group.StateName,
            ProtocolType = group.ProtocolType,
            ProtocolData = isStable ? group.Protocol ?? "" : "",
            Members = [.. group.Members.Values.Select(m => new DescribeGroupsResponse.DescribedGroupMember
            {
                MemberId = m.Id,
                GroupInstanceId = m.InstanceId,
                ClientId = m.ClientId,
                ClientHost = m.ClientHost,
                MemberMetadata = isStable ? m.MetadataOf(group.Protocol) : default,
                MemberAssignment = m.Assignment,
            })],
        };
    }
}
