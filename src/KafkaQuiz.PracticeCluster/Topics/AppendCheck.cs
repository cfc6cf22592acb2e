using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Topics;

/// <summary>Whether a batch may follow what a partition has seen of its producer (ProducerAppendInfo.java, UnifiedLog.java). Only on the loop.</summary>
internal static class AppendCheck
{
    /// <summary>A batch of a client: epoch, sequence, and that the coordinator knows its transaction.</summary>
    /// <param name="producers">Of the partition.</param>
    /// <param name="batch">With a producer id.</param>
    /// <param name="guard">What the verification of its transaction gave, if it was needed.</param>
    /// <param name="verify">`transaction.partition.verification.enable`.</param>
    /// <param name="duplicate">The earlier batch when this one was already appended: answer with its offsets.</param>
    public static ErrorCode Client(ProducerStates producers, RecordBatch batch, VerificationGuard? guard, bool verify, out ProducerBatch? duplicate)
    {
        var lastSequence = Batch.LastSequenceOf(batch);
        var state = producers.Find(batch.ProducerId);
        duplicate = state?.Epoch != batch.ProducerEpoch ? null
            : state.Batches.Where(b => b.BaseSequence == batch.BaseSequence && b.LastSequence == lastSequence).Select(b => (ProducerBatch?)b).FirstOrDefault();
        if (duplicate is not null)
            return ErrorCode.None;
        var code = Transactional(producers, state, batch, guard, verify);
        return code != ErrorCode.None ? code
            : !IsInSequence(state, producers.Verification(batch.ProducerId), batch) ? ErrorCode.OutOfOrderSequenceNumber
            : state?.TransactionStart is not null && !batch.IsTransactional ? ErrorCode.InvalidTxnState : ErrorCode.None;
    }

    /// <summary>A batch of a coordinator on behalf of a producer: as a client's, but without a sequence.</summary>
    public static ErrorCode Coordinator(ProducerStates producers, long producerId, short epoch, VerificationGuard? guard, bool verify) =>
        verify && !producers.HasOngoingTransaction(producerId, epoch) && !Matches(producers, producerId, guard) ? ErrorCode.InvalidTxnState
        : epoch < (producers.Find(producerId)?.Epoch ?? -1) ? ErrorCode.InvalidProducerEpoch : ErrorCode.None;

    /// <summary>
    /// A transaction's marker. With transaction version 2 its epoch is above all that the transaction wrote with; the same epoch again is
    /// a repetition of the marker (KAFKA-19999).
    /// </summary>
    public static ErrorCode Marker(ProducerStates producers, long producerId, short epoch, int coordinatorEpoch, sbyte transactionVersion)
    {
        if (producers.Find(producerId) is not { } state)
            return ErrorCode.None;
        var isRepeated = transactionVersion >= 2 && epoch == state.Epoch && state.TransactionStart is null;
        if (!isRepeated && (transactionVersion >= 2 ? epoch <= state.Epoch : epoch < state.Epoch))
            return ErrorCode.InvalidProducerEpoch;
        return state.CoordinatorEpoch > coordinatorEpoch ? ErrorCode.TransactionCoordinatorFenced : ErrorCode.None;
    }

    private static ErrorCode Transactional(ProducerStates producers, ProducerState? state, RecordBatch batch, VerificationGuard? guard, bool verify) =>
        batch.IsTransactional && verify && !producers.HasOngoingTransaction(batch.ProducerId, batch.ProducerEpoch) && !Matches(producers, batch.ProducerId, guard)
            ? ErrorCode.InvalidTxnState
            : batch.ProducerEpoch < (state?.Epoch ?? -1) ? ErrorCode.InvalidProducerEpoch : ErrorCode.None;

    private static bool Matches(ProducerStates producers, long producerId, VerificationGuard? guard) =>
        guard is not null && producers.Verification(producerId) == guard;

    private static bool IsInSequence(ProducerState? state, VerificationGuard? verification, RecordBatch batch)
    {
        if (verification is { AddsPartition: true } && batch.BaseSequence != 0 && state is not { Batches.Count: > 0 })
            return false;
        if (batch.BaseSequence > verification?.LowestSequence)
            return false;
        // A producer whose records are all deleted, by retention for one, may go on with any sequence.
        if (state is null || state.Epoch < 0)
            return true;
        return state.Epoch != batch.ProducerEpoch ? batch.BaseSequence == 0
            : batch.BaseSequence == state.LastSequence + 1L || (batch.BaseSequence == 0 && state.LastSequence == int.MaxValue);
    }
}
