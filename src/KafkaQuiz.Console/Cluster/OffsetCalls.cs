using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Cluster;

/// <summary>ListOffsets over the partitions' leaders.</summary>
internal static class OffsetCalls
{
    public const long Latest = -1;
    public const long Earliest = -2;

    /// <summary>The offset of each partition at a timestamp or one of the special values; -1 when there is none.</summary>
    /// <returns>Per partition the offset or the error.</returns>
    public static async Task<Dictionary<TopicPartition, (long Offset, JavaException? Error)>> ListAsync(
        ClusterClient client, IReadOnlyCollection<TopicPartition> partitions, long timestamp, CancellationToken cancel)
    {
        var results = new Dictionary<TopicPartition, (long, JavaException?)>();
        var left = partitions.Distinct().ToList();
        var deadline = client.Deadline();
        while (left.Count > 0)
        {
            var errors = await AskAsync(client, left, timestamp, results, cancel);
            left = [.. errors.Where(e => KafkaErrors.IsRetriable(e.Value) && e.Value != ErrorCode.UnknownTopicOrPartition).Select(e => e.Key)];
            if (client.IsOver(deadline))
                break;
            if (left.Count > 0)
                await ClusterClient.PauseAsync(cancel);
        }
        return results;
    }

    private static async Task<Dictionary<TopicPartition, ErrorCode>> AskAsync(
        ClusterClient client, List<TopicPartition> partitions, long timestamp, Dictionary<TopicPartition, (long, JavaException?)> results, CancellationToken cancel)
    {
        var errors = new Dictionary<TopicPartition, ErrorCode>();
        void Fail(TopicPartition partition, ErrorCode code)
        {
            errors[partition] = code;
            results[partition] = (-1, KafkaErrors.Exception(code));
        }
        var metadata = await client.MetadataAsync(partitions.Select(p => p.Topic).Distinct(), false, "listOffsets", cancel);
        var topics = metadata.Topics.ToDictionary(t => t.Name!, StringComparer.Ordinal);
        var byLeader = new Dictionary<int, List<TopicPartition>>();
        foreach (var partition in partitions)
        {
            var topic = topics.GetValueOrDefault(partition.Topic);
            var found = topic?.Partitions.FirstOrDefault(p => p.PartitionIndex == partition.Partition);
            if (found is null)
                Fail(partition, topic is null || topic.ErrorCode == ErrorCode.None ? ErrorCode.UnknownTopicOrPartition : topic.ErrorCode);
            else if (found.LeaderId < 0)
                Fail(partition, ErrorCode.LeaderNotAvailable);
            else if (byLeader.TryGetValue(found.LeaderId, out var list))
                list.Add(partition);
            else
                byLeader[found.LeaderId] = [partition];
        }
        foreach (var (leader, list) in byLeader)
        {
            var request = new ListOffsetsRequest
            {
                ReplicaId = -1,
                TimeoutMs = 30000,
                Topics = [.. list.GroupBy(p => p.Topic).Select(g => new ListOffsetsRequest.ListOffsetsTopic
                {
                    Name = g.Key,
                    Partitions = [.. g.Select(p => new ListOffsetsRequest.ListOffsetsPartition { PartitionIndex = p.Partition, Timestamp = timestamp })],
                })],
            };
            var response = await client.AskAsync(leader, request, "listOffsets", cancel);
            foreach (var topic in response.Topics)
            {
                foreach (var partition in topic.Partitions)
                {
                    var key = new TopicPartition(topic.Name, partition.PartitionIndex);
                    if (partition.ErrorCode == ErrorCode.None)
                        results[key] = (partition.Offset, null);
                    else
                        Fail(key, partition.ErrorCode);
                }
            }
        }
        return errors;
    }
}
