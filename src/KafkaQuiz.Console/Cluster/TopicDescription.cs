using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Cluster;

/// <summary>A topic as DescribeTopicPartitions (or, on older brokers, Metadata) tells it.</summary>
internal sealed record TopicDescription(string Name, Guid Id, IReadOnlyList<PartitionDescription> Partitions)
{
    /// <summary>Describes topics in the order of Java's map.</summary>
    /// <exception cref="JavaException">ExecutionException of the first topic that has an error.</exception>
    public static async Task<List<TopicDescription>> OfAsync(ClusterClient client, IReadOnlyCollection<string> topics, CancellationToken cancel)
    {
        var found = await TryOfAsync(client, topics, cancel);
        var ordered = JavaHash.Order(topics, topics.Count);
        return [.. ordered.Select(t => found[t].Topic ?? throw JavaException.Execution(found[t].Error!))];
    }

    /// <summary>Describes topics, each with its own error.</summary>
    public static async Task<Dictionary<string, (TopicDescription? Topic, JavaException? Error)>> TryOfAsync(ClusterClient client, IReadOnlyCollection<string> topics, CancellationToken cancel)
    {
        var found = new Dictionary<string, (TopicDescription? Topic, JavaException? Error)>(StringComparer.Ordinal);
        if (topics.Count == 0)
            return found;
        if (await client.VersionAsync(null, ApiKey.DescribeTopicPartitions, "describeTopics", cancel) is null)
            return await OfMetadataAsync(client, topics, cancel);
        var partitions = new Dictionary<string, List<PartitionDescription>>(StringComparer.Ordinal);
        var request = new DescribeTopicPartitionsRequest { Topics = [.. topics.Order(StringComparer.Ordinal).Select(t => new DescribeTopicPartitionsRequest.TopicRequest { Name = t })] };
        while (true)
        {
            var page = await client.AskAsync(request, "describeTopics", cancel);
            foreach (var topic in page.Topics)
            {
                if (topic.ErrorCode != ErrorCode.None)
                {
                    found[topic.Name!] = (null, KafkaErrors.Exception(topic.ErrorCode));
                    continue;
                }
                if (!partitions.TryGetValue(topic.Name!, out var list))
                    partitions[topic.Name!] = list = [];
                list.AddRange(topic.Partitions.Select(p => new PartitionDescription(p.PartitionIndex, p.LeaderId, p.LeaderEpoch, p.ReplicaNodes, p.IsrNodes, p.EligibleLeaderReplicas, p.LastKnownElr)));
                found[topic.Name!] = (new TopicDescription(topic.Name!, topic.TopicId, list), null);
            }
            if (page.NextCursor is null)
                return found;
            request.Topics = [.. request.Topics.Where(t => string.CompareOrdinal(t.Name, page.NextCursor.TopicName) >= 0)];
            request.Cursor = new DescribeTopicPartitionsRequest.CursorData { TopicName = page.NextCursor.TopicName, PartitionIndex = page.NextCursor.PartitionIndex };
        }
    }

    private static async Task<Dictionary<string, (TopicDescription?, JavaException?)>> OfMetadataAsync(ClusterClient client, IReadOnlyCollection<string> topics, CancellationToken cancel)
    {
        var metadata = await client.MetadataAsync(topics, false, "describeTopics", cancel);
        return metadata.Topics.ToDictionary(t => t.Name!, t => t.ErrorCode != ErrorCode.None
            ? ((TopicDescription?)null, (JavaException?)KafkaErrors.Exception(t.ErrorCode))
            : (new TopicDescription(t.Name!, t.TopicId, [.. t.Partitions.Select(p => new PartitionDescription(p.PartitionIndex, p.LeaderId, p.LeaderEpoch, p.ReplicaNodes, p.IsrNodes, null, null))]), null));
    }
}

/// <summary>A partition: leader -1 for none; ELR null where the broker does not tell.</summary>
internal sealed record PartitionDescription(
    int Index, int Leader, int LeaderEpoch, IReadOnlyList<int> Replicas, IReadOnlyList<int> Isr, IReadOnlyList<int>? Elr, IReadOnlyList<int>? LastKnownElr);
