using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.ConsumerGroups;

/// <summary>A group as ConsumerGroupDescribe (KIP-848) or DescribeGroups tells it.</summary>
internal sealed record GroupDescription(
    string Id, string State, KafkaNode Coordinator, string Assignor, IReadOnlyList<GroupMember> Members, int? Epoch, int? TargetEpoch)
{
    /// <exception cref="JavaException">ExecutionException of the group's error.</exception>
    public static async Task<GroupDescription> OfAsync(ClusterClient client, string group, CancellationToken cancel)
    {
        var coordinatorId = await GroupCalls.CoordinatorAsync(client, group, cancel);
        var coordinator = client.Nodes[coordinatorId];
        if (await client.VersionAsync(coordinatorId, ApiKey.ConsumerGroupDescribe, "describeConsumerGroups", cancel) is not null)
        {
            var modern = (await client.AskAsync(coordinatorId, new ConsumerGroupDescribeRequest { GroupIds = [group] }, "describeConsumerGroups", cancel)).Groups[0];
            if (modern.ErrorCode == ErrorCode.None)
                return Of(modern, coordinator);
            // Not of this kind, or there is none: the classic request tells which.
            if (modern.ErrorCode is not (ErrorCode.GroupIdNotFound or ErrorCode.UnsupportedVersion))
                throw JavaException.Execution(KafkaErrors.Exception(modern.ErrorCode, modern.ErrorMessage));
        }
        var classic = (await client.AskAsync(coordinatorId, new DescribeGroupsRequest { Groups = [group] }, "describeConsumerGroups", cancel)).Groups[0];
        return classic.ErrorCode == ErrorCode.None ? Of(classic, coordinator) : throw JavaException.Execution(KafkaErrors.Exception(classic.ErrorCode, classic.ErrorMessage));
    }

    private static GroupDescription Of(DescribeGroupsResponse.DescribedGroup group, KafkaNode coordinator) => new(
        group.GroupId,
        group.GroupState,
        coordinator,
        group.ProtocolData,
        [.. group.Members.Select(m => new GroupMember(m.MemberId, m.ClientHost, m.ClientId, m.GroupInstanceId ?? "", Assigned(m.MemberAssignment), [], null, null))],
        null,
        null);

    private static GroupDescription Of(ConsumerGroupDescribeResponse.DescribedGroup group, KafkaNode coordinator) => new(
        group.GroupId,
        group.GroupState,
        coordinator,
        group.AssignorName,
        [.. group.Members.Select(m => new GroupMember(
            m.MemberId, m.ClientHost, m.ClientId, m.InstanceId ?? "", Assigned(m.Assignment), Assigned(m.TargetAssignment), m.MemberEpoch, m.MemberType < 0 ? null : m.MemberType == 1))],
        group.GroupEpoch,
        group.AssignmentEpoch);

    private static List<TopicPartition> Assigned(ConsumerGroupDescribeResponse.AssignmentData assignment) =>
        [.. assignment.TopicPartitions.SelectMany(t => t.Partitions.Select(p => new TopicPartition(t.TopicName, p)))];

    /// <summary>The consumer protocol's assignment: a version, then the message.</summary>
    private static List<TopicPartition> Assigned(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 2)
            return [];
        var reader = new MessageReader(bytes);
        var version = reader.ReadInt16();
        var assignment = ConsumerProtocolAssignment.Read(ref reader, Math.Clamp(version, (short)0, (short)3));
        return [.. assignment.AssignedPartitions.SelectMany(t => t.Partitions.Select(p => new TopicPartition(t.Topic, p)))];
    }
}

/// <summary>A member; <paramref name="Upgraded"/> tells a KIP-848 member from a classic one in a group of that kind.</summary>
internal sealed record GroupMember(
    string Id, string Host, string ClientId, string InstanceId, IReadOnlyList<TopicPartition> Assignment, IReadOnlyList<TopicPartition> Target, int? Epoch, bool? Upgraded);
