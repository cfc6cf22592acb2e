namespace KafkaQuiz.Practice.Transactions;

/// <summary>States of a transaction, named and numbered as in Kafka (TransactionState.java).</summary>
internal enum TransactionState : sbyte
{
    Empty = 0,
    Ongoing = 1,

    /// <summary>Decided: the markers are being written.</summary>
    PrepareCommit = 2,

    PrepareAbort = 3,
    CompleteCommit = 4,
    CompleteAbort = 5,

    /// <summary>Its transactional id has expired and is being removed.</summary>
    Dead = 6,

    /// <summary>Its producer is being fenced; then it is aborted. Never written, never seen by clients.</summary>
    PrepareEpochFence = 7,
}

/// <summary>Which state may follow which.</summary>
internal static class TransactionStateRule
{
    public static bool MayFollow(this TransactionState next, TransactionState before) => next switch
    {
        TransactionState.Empty or TransactionState.Dead => before.IsSettled(),
        TransactionState.Ongoing => before == TransactionState.Ongoing || before.IsSettled(),
        TransactionState.PrepareCommit or TransactionState.PrepareEpochFence => before == TransactionState.Ongoing,
        // With transaction version 2 a producer that does not know whether it has begun may abort anyway.
        TransactionState.PrepareAbort => before == TransactionState.Ongoing || before.IsSettled(),
        TransactionState.CompleteCommit => before == TransactionState.PrepareCommit,
        TransactionState.CompleteAbort => before == TransactionState.PrepareAbort,
        _ => false,
    };

    /// <summary>Nothing is under way: the id may expire.</summary>
    public static bool IsSettled(this TransactionState state) => state is TransactionState.Empty or TransactionState.CompleteCommit or TransactionState.CompleteAbort;

    public static bool IsPrepared(this TransactionState state) => state is TransactionState.PrepareCommit or TransactionState.PrepareAbort;
}
