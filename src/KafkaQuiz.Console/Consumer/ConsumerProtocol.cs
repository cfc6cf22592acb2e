using KafkaQuiz.Console.Consumer.Assignors;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Consumer;

/// <summary>What members of a classic group tell each other through the coordinator: subscriptions and assignments, each behind its version.</summary>
internal static class ConsumerProtocol
{
    private const short Version = 3;

    public static byte[] WriteSubscription(IEnumerable<string> topics, byte[]? userData, IReadOnlyList<TopicPartition> owned, int generation)
    {
        using var writer = new MessageWriter();
        writer.WriteInt16(Version);
        new ConsumerProtocolSubscription
        {
            Topics = [.. topics.Order(StringComparer.Ordinal)],
            UserData = userData,
            OwnedPartitions = [.. owned.GroupBy(p => p.Topic).Select(g => new ConsumerProtocolSubscription.TopicPartition { Topic = g.Key, Partitions = [.. g.Select(p => p.Partition)] })],
            GenerationId = generation,
        }.Write(writer, Version);
        return writer.Written.ToArray();
    }

    public static GroupMember ReadMember(Assignor assignor, string id, string? instanceId, ReadOnlyMemory<byte> metadata)
    {
        var reader = new MessageReader(metadata);
        var version = Math.Clamp(reader.ReadInt16(), (short)0, Version);
        var subscription = ConsumerProtocolSubscription.Read(ref reader, version);
        var owned = subscription.OwnedPartitions.SelectMany(t => t.Partitions.Select(p => new TopicPartition(t.Topic, p))).ToList();
        return assignor.Read(new GroupMember(id, instanceId, subscription.Topics, owned, subscription.GenerationId), subscription.UserData);
    }

    public static byte[] WriteAssignment(List<TopicPartition> assignment)
    {
        using var writer = new MessageWriter();
        writer.WriteInt16(Version);
        new ConsumerProtocolAssignment
        {
            AssignedPartitions = [.. assignment.GroupBy(p => p.Topic).Select(g => new ConsumerProtocolAssignment.TopicPartition { Topic = g.Key, Partitions = [.. g.Select(p => p.Partition)] })],
        }.Write(writer, Version);
        return writer.Written.ToArray();
    }

    public static List<TopicPartition> ReadAssignment(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 2)
            return [];
        var reader = new MessageReader(bytes);
        var version = Math.Clamp(reader.ReadInt16(), (short)0, Version);
        return [.. ConsumerProtocolAssignment.Read(ref reader, version).AssignedPartitions.SelectMany(t => t.Partitions.Select(p => new TopicPartition(t.Topic, p)))];
    }
}
