using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>Groups as evidence.</summary>
internal static class Groups
{
    /// <summary>The type that checks know a group of JoinGroup and SyncGroup by.</summary>
    private const string ClassicType = "classic";

    /// <summary>The highest version of an assignment that is read; all are alike (ConsumerProtocolAssignment.json).</summary>
    private const short AssignmentVersion = 3;

    public static GroupSeen Classic(DescribeGroupsResponse.DescribedGroup group) => new(
        group.GroupState,
        [.. group.Members.Take(EvidenceLimits.Entries).OrderBy(member => member.MemberId, StringComparer.Ordinal).Select(member =>
            new MemberSeen(member.MemberId, member.ClientId, Assignment(group.ProtocolType, member.MemberAssignment)) { Host = member.ClientHost, InstanceId = member.GroupInstanceId })],
        ClassicType,
        group.ProtocolData);

    public static GroupSeen Consumer(ConsumerGroupDescribeResponse.DescribedGroup group) => new(
        group.GroupState,
        [.. group.Members.Take(EvidenceLimits.Entries).OrderBy(member => member.MemberId, StringComparer.Ordinal).Select(member =>
            new MemberSeen(member.MemberId, member.ClientId, Partitions(member.Assignment)) { Host = member.ClientHost, InstanceId = member.InstanceId, Target = Partitions(member.TargetAssignment) })],
        "consumer",
        group.AssignorName);

    private static IReadOnlyList<OwnedPartition> Partitions(ConsumerGroupDescribeResponse.AssignmentData assignment) =>
        [.. assignment.TopicPartitions.SelectMany(topic => topic.Partitions.Select(p => new OwnedPartition(topic.TopicName, p))).Take(EvidenceLimits.Entries)];

    /// <summary>What a member of a group of consumers owns; other kinds of groups (Connect) hand out other things.</summary>
    private static IReadOnlyList<OwnedPartition> Assignment(string protocolType, ReadOnlyMemory<byte> bytes)
    {
        if (protocolType != "consumer" || bytes.Length < 2) return [];
        var reader = new MessageReader(bytes);
        var version = Math.Clamp(reader.ReadInt16(), (short)0, AssignmentVersion);
        return [.. ConsumerProtocolAssignment.Read(ref reader, version).AssignedPartitions.SelectMany(topic => topic.Partitions.Select(p => new OwnedPartition(topic.Topic, p))).Take(EvidenceLimits.Entries)];
    }
}
