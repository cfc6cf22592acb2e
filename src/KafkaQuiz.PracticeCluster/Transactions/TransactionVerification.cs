using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Network;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Transactions;

/// <summary>What a client makes of the coordinator's answer to the leader of a partition (AddPartitionsToTxnManager.TransactionSupportedOperation).</summary>
internal enum TransactionSupport
{
    /// <summary>The partition must be in the transaction already; INVALID_TXN_STATE if not.</summary>
    Verifies,

    /// <summary>Likewise, and the client knows TRANSACTION_ABORTABLE.</summary>
    VerifiesAbortable,

    /// <summary>The request adds the partition to the transaction (KIP-890, transaction version 2).</summary>
    Adds,
}

/// <summary>
/// Before the first write of a transaction to a partition its leader asks the transaction coordinator, so that no transaction hangs there
/// that the coordinator does not know (KIP-890, AddPartitionsToTxnManager.java). Only on the loop.
/// </summary>
internal static class TransactionVerification
{
    /// <param name="cluster">All.</param>
    /// <param name="id">Transactional id.</param>
    /// <param name="producerId">Of the producer.</param>
    /// <param name="epoch">Of the producer.</param>
    /// <param name="partitions">Where it wants to write.</param>
    /// <param name="support">By the version of its request.</param>
    /// <returns>A code for each partition.</returns>
    public static async Task<Dictionary<Partition, ErrorCode>> AskAsync(
        ClusterState cluster, string id, long producerId, short epoch, IReadOnlyCollection<Partition> partitions, TransactionSupport support)
    {
        Dictionary<Partition, ErrorCode> All(ErrorCode code) => partitions.ToDictionary(p => p, _ => Translate(code, support));
        if (!cluster.Topics.TryGet(Coordinators.TransactionsTopic, out var topic) || Coordinators.PartitionOf(topic, id).Leader is var leader && (leader == Partition.NoLeader || !cluster.Brokers[leader].IsActive))
            return All(ErrorCode.CoordinatorNotAvailable);
        if (!await BrokerCall.ReachAsync(cluster, cluster.Brokers[leader]))
            return All(ErrorCode.NetworkException);
        if (support == TransactionSupport.Adds)
            return All(await AddPartitions.RunAsync(cluster, leader, id, producerId, epoch, [.. partitions.Select(Name)], TransactionMetadata.EpochBumpVersion));
        return partitions.ToDictionary(p => p, p => Translate(AddPartitions.Verify(cluster, leader, id, producerId, epoch, Name(p)), support));
    }

    private static (string Topic, int Partition) Name(Partition partition) => (partition.Topic.Name, partition.Index);

    /// <summary>Producers know some errors by other names.</summary>
    private static ErrorCode Translate(ErrorCode code, TransactionSupport support) => code switch
    {
        ErrorCode.ProducerFenced => ErrorCode.InvalidProducerEpoch,
        ErrorCode.TransactionAbortable when support == TransactionSupport.Verifies => ErrorCode.InvalidTxnState,
        _ => code,
    };
}
