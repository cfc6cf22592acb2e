using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.ReassignPartitions;

/// <summary>AlterPartitionReassignments.</summary>
internal static class AlterCall
{
    /// <param name="targets">Replicas, or null to cancel.</param>
    /// <returns>The partitions that failed, with their errors.</returns>
    public static async Task<Dictionary<TopicPartition, JavaException>> SendAsync(
        ClusterClient client, IReadOnlyDictionary<TopicPartition, IReadOnlyList<int>?> targets, bool allowReplicationFactorChange, CancellationToken cancel)
    {
        var request = new AlterPartitionReassignmentsRequest
        {
            AllowReplicationFactorChange = allowReplicationFactorChange,
            Topics = [.. targets.GroupBy(t => t.Key.Topic).Select(g => new AlterPartitionReassignmentsRequest.ReassignableTopic
            {
                Name = g.Key,
                Partitions = [.. g.Select(p => new AlterPartitionReassignmentsRequest.ReassignablePartition { PartitionIndex = p.Key.Partition, Replicas = p.Value is null ? null : [.. p.Value] })],
            })],
        };
        var response = await client.AskAsync(request, "alterPartitionReassignments", cancel);
        if (response.ErrorCode != ErrorCode.None)
            return targets.Keys.ToDictionary(k => k, _ => KafkaErrors.Exception(response.ErrorCode, response.ErrorMessage));
        return response.Responses.SelectMany(t => t.Partitions.Select(p => (Key: new TopicPartition(t.Name, p.PartitionIndex), Result: p)))
            .Where(p => p.Result.ErrorCode != ErrorCode.None)
            .ToDictionary(p => p.Key, p => KafkaErrors.Exception(p.Result.ErrorCode, p.Result.ErrorMessage));
    }

    public static string List(IReadOnlyDictionary<TopicPartition, JavaException> errors) =>
        string.Join('\n', errors.OrderBy(e => e.Key, Comparer<TopicPartition>.Create(TopicPartition.Compare)).Select(e => $"{e.Key}: {e.Value.MessageText}"));
}
