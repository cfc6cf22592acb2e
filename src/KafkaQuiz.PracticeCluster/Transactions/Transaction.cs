namespace KafkaQuiz.Practice.Transactions;

/// <summary>A transactional id at its coordinator: what is written of it, and what is being written. Only on the loop.</summary>
internal sealed class Transaction(string id, TransactionMetadata metadata)
{
    public string Id { get; } = id;

    public TransactionMetadata Metadata { get; set; } = metadata;

    /// <summary>The state that is being written: until that is done all others are told CONCURRENT_TRANSACTIONS.</summary>
    public TransactionState? Pending { get; set; }

    /// <summary>An attempt to fence could not be written; its epoch was told to nobody and serves the next attempt (transaction version 1).</summary>
    public bool HasFailedEpochFence { get; set; }

    /// <summary>Begins a change of state.</summary>
    /// <exception cref="InvalidOperationException">It may not follow: a bug.</exception>
    public TransactionMetadata Prepare(TransactionMetadata next)
    {
        if (Pending is not null || !next.State.MayFollow(Metadata.State))
            throw new InvalidOperationException($"{Id} cannot go from {Metadata.State} (pending {Pending}) to {next.State}.");
        Pending = next.State;
        return next;
    }

    /// <summary>It is written.</summary>
    public void Complete(TransactionMetadata next)
    {
        Metadata = next;
        Pending = null;
    }
}
