using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Transactions;

/// <summary>A producer with a transactional id starts, and thereby ends any other with that id (TransactionCoordinator.handleInitProducerId). Only on the loop.</summary>
internal static class InitProducerId
{
    internal readonly record struct Result(ErrorCode Code, long ProducerId = -1, short ProducerEpoch = -1);

    /// <param name="cluster">All.</param>
    /// <param name="broker">Which was asked.</param>
    /// <param name="id">Transactional id.</param>
    /// <param name="timeoutMs">`transaction.timeout.ms` of the producer.</param>
    /// <param name="has">What the producer has, if it goes on after an error (KIP-360).</param>
    public static async Task<Result> RunAsync(ClusterState cluster, Broker broker, string id, int timeoutMs, (long ProducerId, short Epoch)? has)
    {
        if (id.Length == 0)
            return new(ErrorCode.InvalidRequest);
        if (timeoutMs <= 0 || timeoutMs > cluster.Configs.Number("transaction.max.timeout.ms"))
            return new(ErrorCode.InvalidTransactionTimeout);
        var coordinator = cluster.Transactions;
        if (!coordinator.TryFind(broker.Id, id, out var owner))
            return new(ErrorCode.NotCoordinator);
        if (!owner.Transactions.TryGetValue(id, out var transaction))
        {
            if (!cluster.Budget.CanTake(1) || !cluster.Remembered.TryTake(RememberedBudget.TransactionalId(id)))
                return new(ErrorCode.PolicyViolation);
            if (cluster.ProducerIds.Next(cluster, broker) is not { } producerId)
                return new(ErrorCode.CoordinatorLoadInProgress);
            transaction = new Transaction(id, new() { ProducerId = producerId, TimeoutMs = timeoutMs, UpdatedAt = cluster.Time.Milliseconds });
            owner.Transactions.Add(id, transaction);
        }
        if (Fault(transaction, has) is { } fault)
            return new(fault);
        if (transaction.Metadata.State == TransactionState.Ongoing)
        {
            // The epoch of this abort is told to nobody: the producer asks again and gets the next one.
            var fence = transaction.Prepare(transaction.Metadata.Fence(transaction.HasFailedEpochFence));
            var ended = await EndTransaction.RunAsync(cluster, owner, id, fence.ProducerId, fence.ProducerEpoch, commit: false, coordinator.Version, isFromClient: false);
            return new(ended.Code == ErrorCode.None ? ErrorCode.ConcurrentTransactions : ended.Code);
        }
        var (code, next) = Next(cluster, broker, transaction.Metadata, timeoutMs, has?.Epoch);
        if (next is null)
            return new(code);
        code = await coordinator.AppendAsync(owner, transaction, transaction.Prepare(next));
        return code == ErrorCode.None ? new(code, next.ProducerId, next.ProducerEpoch) : new(code);
    }

    private static ErrorCode? Fault(Transaction transaction, (long ProducerId, short Epoch)? has)
    {
        var metadata = transaction.Metadata;
        if (transaction.Pending is not null)
            return ErrorCode.ConcurrentTransactions;
        // An epoch of -1 is a transaction just made; the previous id with an exhausted epoch repeats a request whose answer was lost.
        if (has is { } given && metadata.ProducerEpoch != -1 && given.ProducerId != metadata.ProducerId
            && !(given.ProducerId == metadata.PreviousProducerId && TransactionMetadata.IsExhausted(given.Epoch)))
            return ErrorCode.ProducerFenced;
        return metadata.State.IsPrepared() ? ErrorCode.ConcurrentTransactions : null;
    }

    private static (ErrorCode Code, TransactionMetadata? Next) Next(ClusterState cluster, Broker broker, TransactionMetadata metadata, int timeoutMs, short? epoch)
    {
        var now = cluster.Time.Milliseconds;
        if (!metadata.IsEpochExhausted || (epoch is { } has && has != metadata.ProducerEpoch))
            return (ErrorCode.ProducerFenced, metadata.Reinitialize(timeoutMs, epoch, now));
        return cluster.ProducerIds.Next(cluster, broker) is { } producerId
            ? (ErrorCode.None, metadata.Rotate(producerId, timeoutMs, epoch is not null, now)) : (ErrorCode.CoordinatorLoadInProgress, null);
    }
}
