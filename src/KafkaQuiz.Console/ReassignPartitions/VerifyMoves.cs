using KafkaQuiz.Console.Cluster;

namespace KafkaQuiz.Console.ReassignPartitions;

/// <summary><c>--verify</c>.</summary>
internal static class VerifyMoves
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, ReassignmentFile file, bool preserveThrottles, CancellationToken cancel)
    {
        var moves = await Reassignments.ListAsync(client, null, cancel);
        context.Line("Status of partition reassignment:");
        var lookUp = file.Partitions.Where(p => !moves.ContainsKey(p.Partition)).Select(p => p.Partition.Topic).Distinct().ToList();
        var topics = await TopicDescription.TryOfAsync(client, lookUp, cancel);
        foreach (var (partition, target) in file.Partitions.OrderBy(p => p.Partition, Comparer<TopicPartition>.Create(TopicPartition.Compare)))
        {
            if (moves.ContainsKey(partition))
                context.Line($"Reassignment of partition {partition} is still in progress.");
            else
                context.Line(Done(partition, topics[partition.Topic].Topic?.Partitions.FirstOrDefault(p => p.Index == partition.Partition)?.Replicas ?? [], target));
        }
        var states = await StatesAsync(client, file.LogDirs, cancel);
        context.Line(string.Join('\n', states.OrderBy(s => s.Key, Comparer<ReplicaKey>.Create(ReplicaKey.Compare)).Select(s => Text(s.Key, s.Value, file.LogDirs[s.Key]))));
        if (moves.Count == 0 && states.Values.All(s => s?.Future is null) && !preserveThrottles)
            await Throttles.ClearAsync(context, client, file, cancel);
    }

    /// <summary>Where replicas with a wanted directory are; null for a replica that its broker does not have.</summary>
    public static async Task<Dictionary<ReplicaKey, ReplicaDirectory?>> StatesAsync(ClusterClient client, IReadOnlyDictionary<ReplicaKey, string> wanted, CancellationToken cancel)
    {
        var found = await ReplicaDirectories.DescribeAsync(client, [.. wanted.Keys], cancel);
        return wanted.Keys.ToDictionary(k => k, k => found.GetValueOrDefault(k));
    }

    private static string Done(TopicPartition partition, IReadOnlyList<int> current, IReadOnlyList<int> target) => current.SequenceEqual(target)
        ? $"Reassignment of partition {partition} is completed."
        : $"There is no active reassignment of partition {partition}, but replica set is {string.Join(",", current)} rather than {string.Join(",", target)}.";

    private static string Text(ReplicaKey replica, ReplicaDirectory? state, string target)
    {
        var partition = $"Partition {replica.Topic}-{replica.Partition}";
        if (state is null)
            return $"{partition} cannot be found in any live log directory on broker {replica.Broker}.";
        if (state.Current is null)
            return $"{partition} is not found in any live log dir on broker {replica.Broker}. There is likely an offline log directory on the broker.";
        if (state.Future == target)
            return $"Reassignment of replica {replica} is still in progress.";
        if (state.Future is not null)
            return $"{partition} on broker {replica.Broker} is being moved to log dir {state.Future} instead of {target}.";
        return state.Current == target
            ? $"Reassignment of replica {replica} completed successfully."
            : $"{partition} on broker {replica.Broker} is not being moved from log dir {state.Current} to {target}.";
    }
}
