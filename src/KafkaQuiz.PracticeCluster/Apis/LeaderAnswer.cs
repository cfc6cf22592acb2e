using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Apis;

/// <summary>What a client is told of a partition's leader: none that is not on the client's own listener (KRaftMetadataCache.java).</summary>
internal static class LeaderAnswer
{
    public static int Id(RequestContext context, Partition partition) => context.AddressOf(partition.Leader) is null ? Partition.NoLeader : partition.Leader;

    /// <summary>LISTENER_NOT_FOUND is told since Metadata v6, LEADER_NOT_AVAILABLE before.</summary>
    public static ErrorCode Error(RequestContext context, Partition partition) =>
        Id(context, partition) != Partition.NoLeader ? ErrorCode.None
        : context.Cluster.Brokers.ContainsKey(partition.Leader) && context.Version >= 6 ? ErrorCode.ListenerNotFound
        : ErrorCode.LeaderNotAvailable;

    /// <summary>Replicas that cannot be used, or that the client has no way to.</summary>
    public static List<int> OfflineReplicas(RequestContext context, Partition partition)
    {
        var isAlive = context.Cluster.Controller.IsAlive(partition);
        return [.. partition.Assignment.Where(id => !isAlive(id) || context.AddressOf(id) is null)];
    }
}
