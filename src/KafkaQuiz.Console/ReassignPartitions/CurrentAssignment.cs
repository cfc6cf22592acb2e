using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.ReassignPartitions;

/// <summary>Where replicas are now.</summary>
internal static class CurrentAssignment
{
    /// <summary>All partitions of topics.</summary>
    /// <exception cref="JavaException">A topic does not exist.</exception>
    public static async Task<Dictionary<TopicPartition, IReadOnlyList<int>>> OfTopicsAsync(ClusterClient client, IReadOnlyCollection<string> topics, CancellationToken cancel)
    {
        var found = await TopicDescription.TryOfAsync(client, topics, cancel);
        foreach (var topic in JavaHash.Order(topics))
        {
            if (found[topic].Error is { } error)
            {
                throw JavaException.Execution(error.Error == ErrorCode.UnknownTopicOrPartition
                    ? KafkaErrors.Exception(ErrorCode.UnknownTopicOrPartition, $"Topic {topic} not found.") : error);
            }
        }
        return found.Values.SelectMany(t => t.Topic!.Partitions.Select(p => (Key: new TopicPartition(t.Topic.Name, p.Index), p.Replicas))).ToDictionary(p => p.Key, p => p.Replicas);
    }

    /// <summary>The given partitions.</summary>
    /// <exception cref="JavaException">One does not exist.</exception>
    public static async Task<Dictionary<TopicPartition, IReadOnlyList<int>>> OfPartitionsAsync(ClusterClient client, IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancel)
    {
        var all = await OfTopicsAsync(client, [.. partitions.Select(p => p.Topic).Distinct()], cancel);
        var missing = JavaHash.Order(partitions.Where(p => !all.ContainsKey(p)));
        return missing.Count == 0
            ? partitions.ToDictionary(p => p, p => all[p])
            : throw JavaException.Execution(KafkaErrors.Exception(ErrorCode.UnknownTopicOrPartition, "Unable to find partition: " + string.Join(", ", missing)));
    }
}
