using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Differential.Tests.Recording;

/// <summary>What many scenarios begin and end with, done without a record.</summary>
internal static class ClusterSteps
{
    /// <summary>Creates a topic of the scenario's own with these replicas, one array a partition, and waits until every broker knows it.</summary>
    /// <returns>Its real name and id.</returns>
    public static async Task<(string Name, Guid Id)> TopicAsync(this Conversation conversation, string topic, int[][] replicas, params (string Name, string Value)[] configs)
    {
        var name = conversation.Own(topic);
        var answer = await conversation.QuietlyAsync(new CreateTopicsRequest
        {
            TimeoutMs = 30_000,
            Topics = [new()
            {
                Name = name,
                NumPartitions = -1,
                ReplicationFactor = -1,
                Assignments = [.. replicas.Select((brokers, i) => new CreateTopicsRequest.CreatableReplicaAssignment { PartitionIndex = i, BrokerIds = [.. brokers] })],
                Configs = [.. configs.Select(c => new CreateTopicsRequest.CreatableTopicConfig { Name = c.Name, Value = c.Value })],
            }],
        });
        Assert.Equal((ErrorCode.None, null), (answer.Topics[0].ErrorCode, answer.Topics[0].ErrorMessage));
        await conversation.TopicIsKnownAsync(name, replicas.Length);
        conversation.Symbols.Call(answer.Topics[0].TopicId, $"id of {name}");
        return (name, answer.Topics[0].TopicId);
    }

    /// <summary>Waits until every broker has the topic with so many partitions, and their leaders and followers serve.</summary>
    public static async Task TopicIsKnownAsync(this Conversation conversation, string name, int partitions)
    {
        MetadataResponse? known = null;
        for (var broker = 1; broker <= 3; broker++)
        {
            known = await conversation.UntilAsync(new MetadataRequest { Topics = [new() { Name = name }], AllowAutoTopicCreation = false },
                r => r.Topics[0].ErrorCode == ErrorCode.None && r.Topics[0].Partitions.Count == partitions && r.Topics[0].Partitions.All(p => p.ErrorCode == ErrorCode.None), broker);
        }
        foreach (var partition in known!.Topics[0].Partitions)
        {
            await conversation.UntilAsync(new ListOffsetsRequest { ReplicaId = -1, Topics = [new() { Name = name, Partitions = [new() { PartitionIndex = partition.PartitionIndex, Timestamp = -1 }] }] },
                r => r.Topics[0].Partitions[0].ErrorCode == ErrorCode.None, partition.LeaderId);
            foreach (var follower in partition.ReplicaNodes.Where(replica => replica != partition.LeaderId))
                await conversation.UntilAsync(RecordSteps.FetchOf((name, known.Topics[0].TopicId), 0, partition.PartitionIndex, wait: 0), r => r.Responses[0].Partitions[0].ErrorCode == ErrorCode.None, follower);
        }
    }

    /// <summary>Waits until all three brokers are there, each knows it, and every replica is in sync and every leader the preferred one.</summary>
    public static async Task WaitUntilWholeAsync(this Conversation conversation)
    {
        for (var broker = 1; broker <= 3; broker++)
            await conversation.UntilAsync(new MetadataRequest { Topics = null }, r => r.Brokers.Count == 3 && r.Topics.SelectMany(t => t.Partitions).All(p => p.IsrNodes.Count == p.ReplicaNodes.Count), broker);
        await conversation.UntilAsync(new ElectLeadersRequest { ElectionType = 0, TopicPartitions = null, TimeoutMs = 30_000 }, r => r.ErrorCode == ErrorCode.None);
        for (var broker = 1; broker <= 3; broker++)
            await conversation.UntilAsync(new MetadataRequest { Topics = null }, r => r.Brokers.Count == 3 && r.Topics.SelectMany(t => t.Partitions).All(p => p.IsrNodes.Count == p.ReplicaNodes.Count && p.LeaderId == p.ReplicaNodes[0]), broker);
    }
}
