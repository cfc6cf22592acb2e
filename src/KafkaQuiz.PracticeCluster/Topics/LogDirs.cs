using KafkaQuiz.Practice.Logs;

namespace KafkaQuiz.Practice.Topics;

/// <summary>A broker's log directories (`log.dirs`, comma-separated) and which of them takes a new replica.</summary>
internal static class LogDirs
{
    public static int Count(ClusterState cluster, int broker) => cluster.Configs.OfBroker("log.dirs", broker) is [{ Value: { } dirs }, ..] ? dirs.Split(',').Length : 1;

    /// <summary>An empty replica in the working directory that holds fewest (LogManager.nextLogDirs).</summary>
    /// <param name="cluster">All.</param>
    /// <param name="broker">Where.</param>
    /// <param name="topic">Its topic, which may not be one of the cluster's yet.</param>
    public static Replica NewReplica(ClusterState cluster, int broker, Topic topic)
    {
        var count = Count(cluster, broker);
        var dir = 0;
        if (count > 1)
        {
            var held = cluster.Topics.Partitions.Union(topic.Partitions).Select(p => p.Replicas.GetValueOrDefault(broker)).OfType<Replica>().CountBy(r => r.LogDir).ToDictionary();
            dir = Enumerable.Range(0, count).Except(cluster.Nodes[broker].FailedLogDirs).MinBy(d => held.GetValueOrDefault(d));
        }
        return new Replica(broker, new ReplicaLog(cluster.Budget)) { LastCaughtUp = cluster.Now, LogDir = dir };
    }
}
