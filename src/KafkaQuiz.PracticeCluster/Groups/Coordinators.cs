using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Groups;

/// <summary>
/// Which partition of which internal topic coordinates a key: its leader is the coordinator. The topics are made when a client first asks
/// for a coordinator, as brokers do. A new coordinator has all there is at once, so COORDINATOR_LOAD_IN_PROGRESS is never answered. Only
/// on the loop.
/// </summary>
internal static class Coordinators
{
    public const string OffsetsTopic = "__consumer_offsets";
    public const string TransactionsTopic = "__transaction_state";

    /// <summary>The coordinating partition of a group; null while its topic cannot be made.</summary>
    public static Partition? OfGroup(ClusterState cluster, string group) => Of(cluster, OffsetsTopic, group);

    /// <summary>The coordinating partition of a transactional id; null while its topic cannot be made.</summary>
    public static Partition? OfTransaction(ClusterState cluster, string transactionalId) => Of(cluster, TransactionsTopic, transactionalId);

    /// <summary>The coordinating partition of a group; null while there is no such topic.</summary>
    public static Partition? Existing(ClusterState cluster, string group) =>
        cluster.Topics.TryGet(OffsetsTopic, out var topic) ? PartitionOf(topic, group) : null;

    /// <summary>Whether this broker coordinates the group: NONE, NOT_COORDINATOR, COORDINATOR_NOT_AVAILABLE when it is cut off or, where no group may have the empty id, INVALID_GROUP_ID.</summary>
    /// <param name="context">Of the request.</param>
    /// <param name="group">Its id.</param>
    /// <param name="mayBeEmpty">Offsets could once be committed without a group id, so these may still be read, committed and deleted.</param>
    public static ErrorCode Check(Apis.RequestContext context, string group, bool mayBeEmpty = false) =>
        group.Length == 0 && !mayBeEmpty ? ErrorCode.InvalidGroupId
        // Cut off from the others it cannot replicate what it decides. Kafka's finds out with the first write's timeout.
        : context.Cluster.Home is not null ? ErrorCode.CoordinatorNotAvailable
        : Existing(context.Cluster, group)?.Leader == context.Broker.Id ? ErrorCode.None : ErrorCode.NotCoordinator;

    /// <summary>Whether the group's coordinator is there and works: the timers of a dead one do not fire.</summary>
    public static bool IsRunning(ClusterState cluster, string group) =>
        Existing(cluster, group) is { } partition && cluster.Brokers.TryGetValue(partition.Leader, out var broker) && broker.IsRunning;

    private static Partition? Of(ClusterState cluster, string name, string key)
    {
        if (!cluster.Topics.TryGet(name, out var topic))
        {
            topic = Create(cluster, name);
            if (topic is null)
                return null;
        }
        return PartitionOf(topic, key);
    }

    /// <summary>The partition of an internal topic that coordinates a key.</summary>
    public static Partition PartitionOf(Topic topic, string key) => topic.Partitions[JavaHash.PartitionOf(key, topic.Partitions.Count)];

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
}
