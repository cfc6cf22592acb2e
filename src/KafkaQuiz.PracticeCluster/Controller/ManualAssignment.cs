namespace KafkaQuiz.Practice.Controller;

/// <summary>What a partition's replicas, given by a client, must be (ReplicationControlManager.validateManualPartitionAssignment).</summary>
internal static class ManualAssignment
{
    /// <summary>Null when all is well, else Kafka's message of INVALID_REPLICA_ASSIGNMENT.</summary>
    /// <param name="cluster">Whose brokers they must be.</param>
    /// <param name="replicas">The assignment.</param>
    /// <param name="factor">How many replicas the topic's other partitions have; null when it does not matter.</param>
    public static string? Fault(ClusterState cluster, IReadOnlyList<int> replicas, int? factor)
    {
        if (replicas.Count == 0)
            return "The manual partition assignment includes an empty replica list.";
        int? before = null;
        foreach (var id in replicas.Order())
        {
            if (!cluster.Brokers.ContainsKey(id))
                return $"The manual partition assignment includes broker {id}, but no such broker is registered.";
            if (id == before)
                return $"The manual partition assignment includes the broker {id} more than once.";
            before = id;
        }
        return factor is null || replicas.Count == factor ? null
            : $"The manual partition assignment includes a partition with {replicas.Count} replica(s), but this is not consistent with previous partitions, which have {factor} replica(s).";
    }
}
