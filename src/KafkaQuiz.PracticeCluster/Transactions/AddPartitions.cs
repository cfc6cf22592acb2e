using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Transactions;

/// <summary>
/// Partitions join a transaction, which thereby begins, or are looked up in it (TransactionCoordinator.handleAddPartitionsToTransaction,
/// handleVerifyPartitionsInTransaction). Only on the loop.
/// </summary>
internal static class AddPartitions
{
    /// <param name="cluster">All.</param>
    /// <param name="broker">Which was asked.</param>
    /// <param name="id">Transactional id.</param>
    /// <param name="producerId">Of the producer.</param>
    /// <param name="epoch">Of the producer.</param>
    /// <param name="partitions">To be added.</param>
    /// <param name="version">Transaction version of the client: 0, or 2 when its produce requests add partitions.</param>
    public static async Task<ErrorCode> RunAsync(
        ClusterState cluster, int broker, string id, long producerId, short epoch, IReadOnlyCollection<(string Topic, int Partition)> partitions, sbyte version)
    {
        if (id.Length == 0)
            return ErrorCode.InvalidRequest;
        if (!cluster.Transactions.TryFind(broker, id, out var owner))
            return ErrorCode.NotCoordinator;
        if (!owner.Transactions.TryGetValue(id, out var transaction))
            return ErrorCode.InvalidProducerIdMapping;
        var metadata = transaction.Metadata;
        var code = Fault(metadata, producerId, epoch);
        if (code != ErrorCode.None)
            return code;
        if (transaction.Pending is not null || metadata.State.IsPrepared())
            return ErrorCode.ConcurrentTransactions;
        if (metadata.State == TransactionState.Ongoing && metadata.Partitions.IsSupersetOf(partitions))
            return ErrorCode.None;
        return await cluster.Transactions.AppendAsync(owner, transaction, transaction.Prepare(metadata.Add(partitions, version, cluster.Time.Milliseconds)));
    }

    /// <summary>Whether a partition is in the transaction: TRANSACTION_ABORTABLE when it is not.</summary>
    public static ErrorCode Verify(ClusterState cluster, int broker, string id, long producerId, short epoch, (string Topic, int Partition) partition)
    {
        if (id.Length == 0)
            return ErrorCode.InvalidRequest;
        if (!cluster.Transactions.TryFind(broker, id, out var owner))
            return ErrorCode.NotCoordinator;
        if (!owner.Transactions.TryGetValue(id, out var transaction))
            return ErrorCode.InvalidProducerIdMapping;
        var code = Fault(transaction.Metadata, producerId, epoch);
        return code != ErrorCode.None ? code
            : transaction.Metadata.State.IsPrepared() ? ErrorCode.ConcurrentTransactions
            : transaction.Metadata.Partitions.Contains(partition) ? ErrorCode.None : ErrorCode.TransactionAbortable;
    }

    private static ErrorCode Fault(TransactionMetadata metadata, long producerId, short epoch) =>
        metadata.ProducerId != producerId ? ErrorCode.InvalidProducerIdMapping
        : metadata.ProducerEpoch != epoch ? ErrorCode.ProducerFenced : ErrorCode.None;
}
