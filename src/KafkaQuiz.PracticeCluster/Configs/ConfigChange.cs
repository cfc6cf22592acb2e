using System.Globalization;
using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Configs;

/// <summary>A checked change of configs is written, and takes effect on what runs. Only on the loop.</summary>
internal static class ConfigChange
{
    /// <param name="cluster">All.</param>
    /// <param name="type">What kind of resource.</param>
    /// <param name="name">Which; of a broker empty for the cluster-wide default.</param>
    /// <param name="configs">All that is set on it from now on.</param>
    /// <param name="written">The names that are written, changed or not.</param>
    public static void Apply(ClusterState cluster, ConfigResourceType type, string name, Dictionary<string, string> configs, IReadOnlyList<string> written)
    {
        cluster.Quorum.Wrote(written.Count);
        switch (type)
        {
            case ConfigResourceType.Topic:
                cluster.Topics.TryGet(name, out var topic);
                Replace(topic!.Overrides, configs);
                TakeEffect(cluster, [topic], written);
                break;
            case ConfigResourceType.Broker when name.Length == 0:
                Replace(cluster.Configs.DynamicDefaults, configs);
                TakeEffect(cluster, cluster.Topics.All, written);
                break;
            case ConfigResourceType.Broker:
                var broker = int.Parse(name, CultureInfo.InvariantCulture);
                cluster.Configs.DynamicBrokers[broker] = configs;
                if (configs.Count == 0)
                    cluster.Configs.DynamicBrokers.Remove(broker);
                TakeEffect(cluster, cluster.Topics.All, written);
                break;
            default:
                var resources = type == ConfigResourceType.Group ? cluster.Configs.Groups : cluster.Configs.ClientMetrics;
                resources[name] = configs;
                if (configs.Count == 0)
                    resources.Remove(name);
                break;
        }
    }

    private static void TakeEffect(ClusterState cluster, IEnumerable<Topic> topics, IReadOnlyList<string> written)
    {
        foreach (var topic in topics)
        {
            topic.Reconfigure();
            foreach (var partition in topic.Partitions)
            {
                // With another minimum nobody knows who was in time (ClearElrRecord).
                if (written.Contains("min.insync.replicas"))
                    (partition.Elr, partition.LastKnownElr) = ([], []);
                cluster.Replicator.IsrChanged(partition);
                cluster.Upkeep.Watch(partition);
            }
        }
        cluster.Controller.WatchLeaderless();
    }

    private static void Replace(Dictionary<string, string> old, Dictionary<string, string> configs)
    {
        old.Clear();
        foreach (var (name, value) in configs)
            old[name] = value;
    }
}
