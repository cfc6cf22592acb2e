using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Consumer;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// ConsumerGroupDescribe (69), v0-1 (KIP-848). Epochs, assignor, members with what they have, have to give up and are to have; since v1
/// whether a member speaks the classic protocol (KIP-1099).
/// </summary>
internal static class Api69ConsumerGroupDescribe
{
    public static AccessChecks<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse> Access { get; } = new AccessChecks<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse>((request, _, code, _) => new()
    {
        Groups = [.. request.GroupIds.Select(id => new ConsumerGroupDescribeResponse.DescribedGroup { GroupId = id, ErrorCode = code })],
    })
        .Each(AclOperation.Describe, AclResourceType.Group, r => r.GroupIds, (_, id) => id, (response, id, code) => response.Groups.Insert(0, new() { GroupId = id, ErrorCode = code }))
        .Check("Describe every Topic assigned in a Group", (context, _) => Verdict<ConsumerGroupDescribeResponse>.Then(response =>
        {
            foreach (var (group, at) in response.Groups.Select((g, i) => (g, i)).ToList())
            {
                var topics = group.Members.SelectMany(m => m.Assignment.TopicPartitions.Concat(m.TargetAssignment.TopicPartitions)).Select(t => t.TopicName).Distinct();
                if (!topics.All(t => context.Allows(AclOperation.Describe, AclResourceType.Topic, t)))
                    response.Groups[at] = new() { GroupId = group.GroupId, ErrorCode = ErrorCode.TopicAuthorizationFailed, ErrorMessage = "The group has described topic(s) that the client is not authorized to describe." };
            }
        }));

    private const sbyte ClassicMember = 0;
    private const sbyte ConsumerMemberType = 1;

    public static ConsumerGroupDescribeResponse Handle(RequestContext context, ConsumerGroupDescribeRequest request) => new()
    {
        Groups = [.. request.GroupIds.Select(id => One(context, id, request.IncludeAuthorizedOperations))],
    };

    private static ConsumerGroupDescribeResponse.DescribedGroup One(RequestContext context, string id, bool withOperations)
    {
        var fault = Api68ConsumerGroupHeartbeat.ConsumerProtocolIsOn(context.Cluster) ? Coordinators.Check(context, id) : ErrorCode.UnsupportedVersion;
        if (fault != ErrorCode.None)
            return new() { GroupId = id, ErrorCode = fault, GroupState = "", AssignorName = "" };
        if (context.Cluster.Groups.Find(id) is not ConsumerGroup group)
        {
            return new()
            {
                GroupId = id,
                ErrorCode = ErrorCode.GroupIdNotFound,
                ErrorMessage = context.Cluster.Groups.Find(id) is null ? $"Group {id} not found." : $"Group {id} is not a consumer group.",
            };
        }
        return new()
        {
            GroupId = id,
            GroupState = group.StateName,
            GroupEpoch = group.Epoch,
            AssignmentEpoch = group.TargetEpoch,
            AssignorName = group.Assignor(group.Members.Values),
            Members = [.. group.Members.Values.Select(m => Show(context.Cluster, group, m))],
            AuthorizedOperations = withOperations ? context.AllowedOperations(AclResourceType.Group, id) : int.MinValue,
        };
    }

    private static ConsumerGroupDescribeResponse.Member Show(ClusterState cluster, ConsumerGroup group, ConsumerMember member) => new()
    {
        MemberId = member.Id,
        InstanceId = member.InstanceId,
        RackId = member.RackId,
        MemberEpoch = member.Epoch,
        ClientId = member.ClientId,
        ClientHost = member.ClientHost,
        SubscribedTopicNames = [.. member.Topics.Order(StringComparer.Ordinal)],
        SubscribedTopicRegex = member.Regex,
        Assignment = Show(cluster, member.Assigned.Keys.Concat(member.Revoking.Keys)),
        TargetAssignment = Show(cluster, group.TargetOf(member.Id)),
        MemberType = member.IsClassic ? ClassicMember : ConsumerMemberType,
    };

    /// <summary>Of topics that are still there.</summary>
    private static ConsumerGroupDescribeResponse.AssignmentData Show(ClusterState cluster, IEnumerable<TopicIdPartition> partitions)
    {
        var data = new ConsumerGroupDescribeResponse.AssignmentData();
        foreach (var of in partitions.GroupBy(p => p.Topic))
        {
            if (cluster.Topics.TryGet(of.Key, out var topic))
                data.TopicPartitions.Add(new() { TopicId = topic.Id, TopicName = topic.Name, Partitions = [.. of.Select(p => p.Partition).Order()] });
        }
        return data;
    }
}
