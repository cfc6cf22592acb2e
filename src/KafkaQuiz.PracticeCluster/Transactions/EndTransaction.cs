using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Transactions;

/// <summary>A transaction is committed or aborted: the decision is written, then the markers (TransactionCoordinator.endTransaction). Only on the loop.</summary>
internal static class EndTransaction
{
    /// <param name="Code">NONE once the decision is written; the markers follow.</param>
    /// <param name="ProducerId">What the producer goes on with (transaction version 2); -1 before.</param>
    /// <param name="ProducerEpoch">Likewise.</param>
    internal readonly record struct Result(ErrorCode Code, long ProducerId = -1, short ProducerEpoch = -1);

    /// <param name="cluster">All.</param>
    /// <param name="owner">Loaded, of the transactional id.</param>
    /// <param name="id">Transactional id.</param>
    /// <param name="producerId">Of the producer.</param>
    /// <param name="epoch">Of the producer; to fence it, the next one.</param>
    /// <param name="commit">Or abort.</param>
    /// <param name="version">Transaction version of the client: 2 bumps the epoch.</param>
    /// <param name="isFromClient">And not from the coordinator, which fences or times out.</param>
    public static async Task<Result> RunAsync(
        ClusterState cluster, CoordinatedPartition owner, string id, long producerId, short epoch, bool commit, sbyte version, bool isFromClient = true)
    {
        if (!owner.Transactions.TryGetValue(id, out var transaction))
            return new(ErrorCode.InvalidProducerIdMapping);
        var fences = transaction.Pending == TransactionState.PrepareEpochFence;
        var bumps = version >= TransactionMetadata.EpochBumpVersion;
        var before = transaction.Metadata;
        var fault = bumps ? FaultOfBumping(transaction, producerId, epoch, commit, isFromClient) : Fault(transaction, producerId, epoch, commit, isFromClient);
        if (fault is { } code)
            return code == ErrorCode.None && bumps ? new(code, before.ProducerId, before.ProducerEpoch) : new(code);
        var nextProducerId = -1L;
        if (bumps && before.IsEpochExhausted)
        {
            if (cluster.ProducerIds.Next(cluster, cluster.Brokers[owner.Broker]) is not { } taken)
            {
                transaction.Pending = null;
                return new(ErrorCode.CoordinatorLoadInProgress);
            }
            nextProducerId = taken;
        }
        // With version 2 the decision itself bumps the epoch (KAFKA-19367).
        transaction.Pending = null;
        if (fences && !bumps)
            transaction.Metadata = before with { ProducerEpoch = epoch, LastProducerEpoch = -1 };
        var prepared = transaction.Prepare(transaction.Metadata.End(commit, bumps ? version : (sbyte)0, nextProducerId, cluster.Time.Milliseconds));
        code = await cluster.Transactions.AppendAsync(owner, transaction, prepared);
        if (code != ErrorCode.None)
        {
            transaction.HasFailedEpochFence |= fences && !bumps;
            return new(code);
        }
        var complete = cluster.Transactions.Markers.Send(owner, transaction);
        return bumps ? new(ErrorCode.None, complete.ProducerId, complete.ProducerEpoch) : new(ErrorCode.None);
    }

    /// <summary>Transaction versions 0 and 1: the epoch stays the same from transaction to transaction.</summary>
    /// <returns>Null to go on; NONE when it has been done before.</returns>
    private static ErrorCode? Fault(Transaction transaction, long producerId, short epoch, bool commit, bool isFromClient)
    {
        var metadata = transaction.Metadata;
        if (metadata.ProducerId != producerId)
            return ErrorCode.InvalidProducerIdMapping;
        if ((isFromClient && epoch != metadata.ProducerEpoch) || epoch < metadata.ProducerEpoch)
            return ErrorCode.ProducerFenced;
        if (transaction.Pending is not (null or TransactionState.PrepareEpochFence))
            return ErrorCode.ConcurrentTransactions;
        return metadata.State switch
        {
            TransactionState.Ongoing => null,
            TransactionState.CompleteCommit or TransactionState.CompleteAbort =>
                commit == (metadata.State == TransactionState.CompleteCommit) ? ErrorCode.None : ErrorCode.InvalidTxnState,
            TransactionState.PrepareCommit or TransactionState.PrepareAbort =>
                commit == (metadata.State == TransactionState.PrepareCommit) ? ErrorCode.ConcurrentTransactions : ErrorCode.InvalidTxnState,
            _ => ErrorCode.InvalidTxnState,
        };
    }

    /// <summary>
    /// Transaction version 2: the same epoch is the next transaction, the one before it repeats the last request. An abort may come without
    /// a transaction, from a producer that does not know whether it has one.
    /// </summary>
    /// <returns>Null to go on; NONE when it has been done before.</returns>
    private static ErrorCode? FaultOfBumping(Transaction transaction, long producerId, short epoch, bool commit, bool isFromClient)
    {
        var metadata = transaction.Metadata;
        var fences = transaction.Pending == TransactionState.PrepareEpochFence;
        var isCurrent = epoch == metadata.ProducerEpoch;
        // The epochs were used up: the answer that was lost had a new producer id.
        var repeatsRotated = !fences && metadata.PreviousProducerId == producerId && epoch == short.MaxValue - 1 && metadata.ProducerEpoch == 0;
        var repeatsBumped = !fences && metadata.ProducerEpoch == epoch + 1;
        var repeats = repeatsBumped || repeatsRotated;
        if (transaction.Pending is not null && !fences)
            return ErrorCode.ConcurrentTransactions;
        if (metadata.ProducerId != producerId && !repeatsRotated)
            return ErrorCode.InvalidProducerIdMapping;
        var isValid = fences ? (!isFromClient || isCurrent) && epoch >= metadata.ProducerEpoch
            : metadata.State.IsPrepared() ? repeatsBumped
            : metadata.State is TransactionState.CompleteCommit or TransactionState.CompleteAbort ? repeats || isCurrent : isCurrent;
        if (!isValid)
            return ErrorCode.ProducerFenced;
        return metadata.State switch
        {
            TransactionState.Ongoing => null,
            TransactionState.Empty => commit ? ErrorCode.InvalidTxnState : null,
            TransactionState.CompleteCommit => repeats ? (commit ? ErrorCode.None : ErrorCode.InvalidTxnState) : commit ? ErrorCode.InvalidTxnState : null,
            TransactionState.CompleteAbort => commit ? ErrorCode.InvalidTxnState : repeats ? ErrorCode.None : null,
            _ => commit == (metadata.State == TransactionState.PrepareCommit) ? ErrorCode.ConcurrentTransactions : ErrorCode.InvalidTxnState,
        };
    }
}
