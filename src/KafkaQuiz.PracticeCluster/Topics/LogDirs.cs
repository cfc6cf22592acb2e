using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Logs;

namespace KafkaQuiz.Practice.Topics;

/// <summary>A broker's log directories (`log.dirs`, else `log.dir`, comma-separated), by their place in it, and which of them takes a new replica.</summary>
internal static class LogDirs
{
    /// <summary>Their paths.</summary>
    public static List<string> Paths(ClusterState cluster, int broker) =>
        ConfigText.List(cluster.Configs.BrokerValue("log.dirs", broker) is { Length: > 0 } dirs ? dirs : cluster.Configs.BrokerValue("log.dir", broker)!);

    public static int Count(ClusterState cluster, int broker) => Paths(cluster, broker).Count;

    /// <summary>A directory that takes no new replicas (`cordoned.log.dirs`, KIP-1066).</summary>
    public static bool IsCordoned(ClusterState cluster, int broker, string path) =>
        ConfigText.List(cluster.Configs.BrokerValue("cordoned.log.dirs", broker) ?? "") is var cordoned && (cordoned.Contains("*") || cordoned.Contains(path));

    /// <summary>Whether any of a broker's directories takes new replicas.</summary>
    public static bool TakesReplicas(ClusterState cluster, int broker) => Open(cluster, broker).Any();

    /// <summary>An empty replica in the directory that it was promised to, else in the open one that holds fewest (LogManager.nextLogDirs).</summary>
    /// <param name="cluster">All.</param>
    /// <param name="broker">Where.</param>
    /// <param name="topic">Its topic, which may not be one of the cluster's yet.</param>
    /// <param name="partition">Index of its partition.</param>
    public static Replica NewReplica(ClusterState cluster, int broker, Topic topic, int partition)
    {
        var dir = 0;
        if (cluster.Nodes[broker].PromisedLogDirs.Remove((topic.Name, partition), out var promised))
            dir = promised;
        else if (Count(cluster, broker) > 1)
        {
            var held = cluster.Topics.Partitions.Union(topic.Partitions).Select(p => p.Replicas.GetValueOrDefault(broker)).OfType<Replica>().CountBy(r => r.LogDir).ToDictionary();
            dir = Open(cluster, broker).DefaultIfEmpty(0).MinBy(d => held.GetValueOrDefault(d));
        }
        return new Replica(broker, new ReplicaLog(cluster.Budget)) { LastCaughtUp = cluster.Now, LogDir = dir };
    }

    private static IEnumerable<int> Open(ClusterState cluster, int broker) => Paths(cluster, broker).Index()
        .Where(d => !cluster.Nodes[broker].FailedLogDirs.Contains(d.Index) && !IsCordoned(cluster, broker, d.Item)).Select(d => d.Index);
}
