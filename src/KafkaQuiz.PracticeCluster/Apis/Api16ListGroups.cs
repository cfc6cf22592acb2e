using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// ListGroups (16), v0-5. The groups that this broker coordinates, filtered by state (v4, KIP-518) and type (v5, KIP-848); filters are
/// compared without case. Nothing is left out.
/// </summary>
internal static class Api16ListGroups
{
    public static AccessChecks<ListGroupsRequest, ListGroupsResponse> Access { get; } = new AccessChecks<ListGroupsRequest, ListGroupsResponse>((_, _, code, _) => new() { ErrorCode = code })
        .Check("Describe Cluster, or Describe each Group shown", (context, _) => context.Allows(AclOperation.Describe, AclResourceType.Cluster, Acl.Cluster) ? Verdict<ListGroupsResponse>.Passed
            : Verdict<ListGroupsResponse>.Then(response => response.Groups.RemoveAll(g => !context.Allows(AclOperation.Describe, AclResourceType.Group, g.GroupId))));

    public static ListGroupsResponse Handle(RequestContext context, ListGroupsRequest request)
    {
        var groups = context.Cluster.Groups.All.Where(g => Coordinators.Existing(context.Cluster, g.Id)?.Leader == context.Broker.Id);
        if (request.StatesFilter.Count > 0)
            groups = groups.Where(g => request.StatesFilter.Select(s => s.Trim()).Contains(g.StateName, StringComparer.OrdinalIgnoreCase));
        if (request.TypesFilter.Count > 0)
            groups = groups.Where(g => request.TypesFilter.Contains(g.Type, StringComparer.OrdinalIgnoreCase));
        return new()
        {
            Groups = [.. groups.Select(g => new ListGroupsResponse.ListedGroup
            {
                GroupId = g.Id,
                ProtocolType = g.ProtocolType,
                GroupState = g.StateName,
                GroupType = g.Type,
            })],
        };
    }
}
