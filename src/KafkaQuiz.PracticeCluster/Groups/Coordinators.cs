using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Groups;

/// <summary>
/// Which partition of which internal topic coordinates a key: its leader is the coordinator. The topics are made when first needed, as
/// brokers do. Only on the loop.
/// </summary>
internal static class Coordinators
{
    private const string OffsetsTopic = "__consumer_offsets";
    private const string TransactionsTopic = "__transaction_state";

    /// <summary>The coordinating partition of a group; null while its topic cannot be made.</summary>
    public static Partition? OfGroup(ClusterState cluster, string group) => Of(cluster, OffsetsTopic, group);

    /// <summary>The coordinating partition of a transactional id; null while its topic cannot be made.</summary>
    public static Partition? OfTransaction(ClusterState cluster, string transactionalId) => Of(cluster, TransactionsTopic, transactionalId);

    /// <summary>Whether this broker coordinates the group: NONE, NOT_COORDINATOR or COORDINATOR_NOT_AVAILABLE.</summary>
    public static ErrorCode Check(Apis.RequestContext context, string group) =>
        group.Length == 0 ? ErrorCode.InvalidGroupId
        : OfGroup(context.Cluster, group) is not { } partition ? ErrorCode.CoordinatorNotAvailable
        : partition.Leader == context.Broker.Id ? ErrorCode.None : ErrorCode.NotCoordinator;

    private static Partition? Of(ClusterState cluster, string name, string key)
    {
        if (!cluster.Topics.TryGet(name, out var topic))
        {
            topic = Create(cluster, name);
            if (topic is null)
                return null;
        }
        return topic.Partitions[(JavaHash(key) & int.MaxValue) % topic.Partitions.Count];
    }

    private static Topic? Create(ClusterState cluster, string name)
    {
        if (!cluster.Quorum.IsActive)
            return null;
        var prefix = name == OffsetsTopic ? "offsets.topic" : "transaction.state.log";
        var configs = new Dictionary<string, string> { ["cleanup.policy"] = "compact", ["segment.bytes"] = "104857600" };
        configs["compression.type"] = name == OffsetsTopic ? "producer" : "uncompressed";
        if (name == TransactionsTopic)
        {
            configs["min.insync.replicas"] = cluster.Configs.OfBroker("transaction.state.log.min.isr", null)[0].Value!;
            configs["unclean.leader.election.enable"] = "false";
        }
        var creation = new TopicCreation(name)
        {
            PartitionCount = (int)cluster.Configs.Number(prefix + ".num.partitions"),
            ReplicationFactor = (int)cluster.Configs.Number(prefix + ".replication.factor"),
            Configs = configs,
        };
        return creation.Check(cluster).Code == ErrorCode.None ? creation.Create(cluster) : null;
    }

    /// <summary>String.hashCode of Java.</summary>
    private static int JavaHash(string text)
    {
        var hash = 0;
        foreach (var c in text)
            hash = unchecked((hash * 31) + c);
        return hash;
    }
}
