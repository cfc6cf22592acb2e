using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Cluster;

/// <summary>A partition whose replicas are being moved.</summary>
internal sealed record Reassignment(IReadOnlyList<int> Replicas, IReadOnlyList<int> Adding, IReadOnlyList<int> Removing);

/// <summary>ListPartitionReassignments.</summary>
internal static class Reassignments
{
    /// <param name="partitions">Null for all.</param>
    public static async Task<Dictionary<TopicPartition, Reassignment>> ListAsync(ClusterClient client, IEnumerable<TopicPartition>? partitions, CancellationToken cancel)
    {
        var request = new ListPartitionReassignmentsRequest
        {
            Topics = partitions is null ? null : [.. partitions.GroupBy(p => p.Topic).Select(g =>
                new ListPartitionReassignmentsRequest.ListPartitionReassignmentsTopics { Name = g.Key, PartitionIndexes = [.. g.Select(p => p.Partition)] })],
        };
        var response = await client.AskAsync(request, "listPartitionReassignments", cancel);
        // Partitions that do not exist have no reassignment.
        if (response.ErrorCode != ErrorCode.None && response.ErrorCode != ErrorCode.UnknownTopicOrPartition)
            throw JavaException.Execution(KafkaErrors.Exception(response.ErrorCode, response.ErrorMessage));
        return response.Topics.SelectMany(t => t.Partitions.Select(p => (new TopicPartition(t.Name, p.PartitionIndex), p)))
            .ToDictionary(p => p.Item1, p => new Reassignment(p.p.Replicas, p.p.AddingReplicas, p.p.RemovingReplicas));
    }
}
