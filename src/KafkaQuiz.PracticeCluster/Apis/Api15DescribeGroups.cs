using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DescribeGroups (15), v0-6. Classic groups with their members. An unknown group is Dead; v6 says GROUP_ID_NOT_FOUND too (KIP-1043).
/// Left out: authorised operations.
/// </summary>
internal static class Api15DescribeGroups
{
    public static DescribeGroupsResponse Handle(RequestContext context, DescribeGroupsRequest request) => new()
    {
        Groups = [.. request.Groups.Select(id => One(context, id))],
    };

    private static DescribeGroupsResponse.DescribedGroup One(RequestContext context, string id)
    {
        var fault = Coordinators.Check(context, id);
        if (fault != ErrorCode.None)
            return new() { GroupId = id, ErrorCode = fault };
        if (context.Cluster.Groups.Find(id) is not ClassicGroup group)
        {
            return context.Version < 6 ? new() { GroupId = id, GroupState = "Dead" }
                : new() { GroupId = id, GroupState = "Dead", ErrorCode = ErrorCode.GroupIdNotFound, ErrorMessage = $"Group {id} not found." };
        }
        return new()
        {
            GroupId = id,
            GroupState = group.StateName,
            ProtocolType = group.ProtocolType,
            ProtocolData = group.State is ClassicState.Stable ? group.Protocol ?? "" : "",
            Members = [.. group.Members.Values.Select(m => new DescribeGroupsResponse.DescribedGroupMember
            {
                MemberId = m.Id,
                GroupInstanceId = m.InstanceId,
                ClientId = m.ClientId,
                ClientHost = m.ClientHost,
                MemberMetadata = group.State == ClassicState.Stable ? m.MetadataOf(group.Protocol) : default,
                MemberAssignment = group.State == ClassicState.Stable ? m.Assignment : default,
            })],
        };
    }
}
