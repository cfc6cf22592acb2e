using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.ReassignPartitions;

/// <summary>The disk a replica is on, and the one it is being moved to.</summary>
internal sealed record ReplicaDirectory(string? Current, string? Future);

/// <summary>DescribeLogDirs for replicas.</summary>
internal static class ReplicaDirectories
{
    public static async Task<Dictionary<ReplicaKey, ReplicaDirectory>> DescribeAsync(ClusterClient client, IReadOnlyCollection<ReplicaKey> replicas, CancellationToken cancel)
    {
        var found = new Dictionary<ReplicaKey, ReplicaDirectory>();
        if (replicas.Count > 0)
            await client.DescribeClusterAsync(cancel);
        foreach (var broker in replicas.GroupBy(r => r.Broker).Where(b => client.Nodes.ContainsKey(b.Key)))
        {
            var request = new DescribeLogDirsRequest
            {
                Topics = [.. broker.GroupBy(r => r.Topic).Select(t => new DescribeLogDirsRequest.DescribableLogDirTopic { Topic = t.Key, Partitions = [.. t.Select(r => r.Partition)] })],
            };
            var response = await client.AskAsync(broker.Key, request, "describeReplicaLogDirs", cancel);
            foreach (var replica in broker)
                found[replica] = new ReplicaDirectory(null, null);
            foreach (var directory in response.Results)
            {
                if (directory.ErrorCode is not (ErrorCode.None or ErrorCode.KafkaStorageError))
                    throw JavaException.Execution(KafkaErrors.Exception(directory.ErrorCode));
                foreach (var (key, partition) in directory.Topics.SelectMany(t => t.Partitions.Select(p => (new ReplicaKey(t.Name, p.PartitionIndex, broker.Key), p))))
                {
                    var known = found.GetValueOrDefault(key, new ReplicaDirectory(null, null));
                    found[key] = partition.IsFutureKey ? known with { Future = directory.LogDir } : known with { Current = directory.LogDir };
                }
            }
        }
        return found;
    }

    /// <summary>Current directories of all replicas of partitions.</summary>
    public static async Task<Dictionary<ReplicaKey, string>> CurrentAsync(ClusterClient client, IReadOnlyDictionary<TopicPartition, IReadOnlyList<int>> assignments, CancellationToken cancel)
    {
        var keys = assignments.SelectMany(a => a.Value.Select(r => new ReplicaKey(a.Key.Topic, a.Key.Partition, r))).ToList();
        return (await DescribeAsync(client, keys, cancel)).Where(d => d.Value.Current is not null).ToDictionary(d => d.Key, d => d.Value.Current!);
    }
}
