using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.MetadataQuorum;

/// <summary><c>describe --status</c>.</summary>
internal static class DescribeStatus
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, CancellationToken cancel)
    {
        var cluster = await client.DescribeClusterAsync(cancel);
        var quorum = await Quorum.DescribeAsync(client, cancel);
        var leader = quorum.Leader;
        var slowest = quorum.Partition.CurrentVoters.MinBy(v => v.LogEndOffset)!;
        var lagTime = ReferenceEquals(leader, slowest) ? 0
            : leader.LastCaughtUpTimestamp >= 0 && slowest.LastCaughtUpTimestamp >= 0 ? leader.LastCaughtUpTimestamp - slowest.LastCaughtUpTimestamp : -1;
        context.Line($"""
            ClusterId:              {cluster.ClusterId}
            LeaderId:               {quorum.Partition.LeaderId}
            LeaderEpoch:            {quorum.Partition.LeaderEpoch}
            HighWatermark:          {quorum.Partition.HighWatermark}
            MaxFollowerLag:         {leader.LogEndOffset - slowest.LogEndOffset}
            MaxFollowerLagTimeMs:   {lagTime}
            CurrentVoters:          {Nodes(quorum, quorum.Partition.CurrentVoters)}
            CurrentObservers:       {Nodes(quorum, quorum.Partition.Observers)}
            """.Replace("\r", "", StringComparison.Ordinal));
    }

    private static string Nodes(Quorum quorum, IEnumerable<DescribeQuorumResponse.ReplicaState> replicas) =>
        "[" + string.Join(", ", replicas.Select(r => Node(r, quorum.Response.Nodes.FirstOrDefault(n => n.NodeId == r.ReplicaId)))) + "]";

    private static string Node(DescribeQuorumResponse.ReplicaState replica, DescribeQuorumResponse.Node? node)
    {
        var text = $"{{\"id\": {replica.ReplicaId}";
        if (replica.ReplicaDirectoryId != Guid.Empty)
            text += $", \"directoryId\": \"{KafkaIds.Text(replica.ReplicaDirectoryId)}\"";
        if (node is { Listeners.Count: > 0 })
            text += ", \"endpoints\": [" + string.Join(", ", node.Listeners.Select(l => $"\"{l.Name}://{l.Host}:{l.Port}\"")) + "]";
        return text + "}";
    }
}
