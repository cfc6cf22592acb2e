using System.Collections.Immutable;

namespace KafkaQuiz.Practice.Transactions;

/// <summary>
/// What a transaction coordinator knows of a transactional id, and what a record of __transaction_state says; the methods give what
/// follows from it (TransactionMetadata.java). Times are milliseconds of virtual time.
/// </summary>
internal sealed record TransactionMetadata
{
    /// <summary>Transaction version that bumps the epoch with every transaction (KIP-890).</summary>
    public const sbyte EpochBumpVersion = 2;

    public required long ProducerId { get; init; }

    /// <summary>Before the last change; -1 for none.</summary>
    public long PreviousProducerId { get; init; } = -1;

    /// <summary>Taken over when the transaction completes, because the epochs of the present one are used up; -1 for none.</summary>
    public long NextProducerId { get; init; } = -1;

    /// <summary>-1 before the first InitProducerId is done.</summary>
    public short ProducerEpoch { get; init; } = -1;

    /// <summary>The epoch that a repeated request may still have; not written, so a new coordinator does not know it.</summary>
    public short LastProducerEpoch { get; init; } = -1;

    /// <summary>`transaction.timeout.ms` of the producer.</summary>
    public required int TimeoutMs { get; init; }

    public TransactionState State { get; init; } = TransactionState.Empty;

    /// <summary>In the transaction; while it ends, those whose marker is still to be written.</summary>
    public ImmutableHashSet<(string Topic, int Partition)> Partitions { get; init; } = [];

    /// <summary>-1 while nothing was added.</summary>
    public long StartedAt { get; init; } = -1;

    public required long UpdatedAt { get; init; }

    /// <summary>Transaction version of the client that made the last change: 0 or 2.</summary>
    public sbyte ClientVersion { get; init; }

    /// <summary>The highest epoch is kept for fencing, so the one below is the last that a producer gets.</summary>
    public bool IsEpochExhausted => IsExhausted(ProducerEpoch);

    public static bool IsExhausted(short epoch) => epoch >= short.MaxValue - 1;

    /// <summary>To fence the producer that has the transaction open.</summary>
    /// <param name="failedBefore">The epoch was raised by an attempt that could not be written.</param>
    public TransactionMetadata Fence(bool failedBefore) => this with
    {
        State = TransactionState.PrepareEpochFence,
        ProducerEpoch = failedBefore || ProducerEpoch == short.MaxValue ? ProducerEpoch : (short)(ProducerEpoch + 1),
        PreviousProducerId = ProducerId,
    };

    /// <summary>A producer starts, or goes on after an error, with the next epoch.</summary>
    /// <param name="timeoutMs">Its transaction.timeout.ms.</param>
    /// <param name="expected">The epoch that it has, if it goes on.</param>
    /// <param name="now">Virtual time.</param>
    /// <returns>Null when another producer has taken over.</returns>
    public TransactionMetadata? Reinitialize(int timeoutMs, short? expected, long now)
    {
        var next = (short)(ProducerEpoch + 1);
        (short Epoch, short Last)? epochs = expected is not { } has ? (next, -1)
            : ProducerEpoch == -1 || has == ProducerEpoch ? (next, ProducerEpoch)
            // A repetition whose answer was lost.
            : has == LastProducerEpoch ? (ProducerEpoch, LastProducerEpoch) : null;
        return epochs is { } found ? Emptied(timeoutMs, now) with { ProducerEpoch = found.Epoch, LastProducerEpoch = found.Last } : null;
    }

    /// <summary>A producer starts with a new producer id, the epochs of the old one being used up.</summary>
    /// <param name="producerId">The new one.</param>
    /// <param name="timeoutMs">Its transaction.timeout.ms.</param>
    /// <param name="goesOn">It named the epoch that it has.</param>
    /// <param name="now">Virtual time.</param>
    public TransactionMetadata Rotate(long producerId, int timeoutMs, bool goesOn, long now) =>
        Emptied(timeoutMs, now) with { ProducerId = producerId, ProducerEpoch = 0, LastProducerEpoch = goesOn ? ProducerEpoch : (short)-1 };

    public TransactionMetadata Add(IEnumerable<(string Topic, int Partition)> partitions, sbyte version, long now) => this with
    {
        State = TransactionState.Ongoing,
        PreviousProducerId = ProducerId,
        Partitions = Partitions.Union(partitions),
        StartedAt = State.IsSettled() ? now : StartedAt,
        UpdatedAt = now,
        ClientVersion = version,
    };

    /// <summary>The decision.</summary>
    /// <param name="commit">Or abort.</param>
    /// <param name="version">2 bumps the epoch.</param>
    /// <param name="nextProducerId">When the epochs are used up; else -1.</param>
    /// <param name="now">Virtual time.</param>
    public TransactionMetadata End(bool commit, sbyte version, long nextProducerId, long now)
    {
        var bumps = version >= EpochBumpVersion;
        return this with
        {
            State = commit ? TransactionState.PrepareCommit : TransactionState.PrepareAbort,
            PreviousProducerId = ProducerId,
            NextProducerId = nextProducerId,
            ProducerEpoch = bumps && ProducerEpoch < short.MaxValue ? (short)(ProducerEpoch + 1) : ProducerEpoch,
            LastProducerEpoch = bumps ? ProducerEpoch : LastProducerEpoch,
            // One that has added nothing has no start, and needs one.
            StartedAt = State.IsSettled() ? now : StartedAt,
            UpdatedAt = now,
            ClientVersion = version,
        };
    }

    /// <summary>All markers are written.</summary>
    public TransactionMetadata Complete(long now)
    {
        var rotates = ClientVersion >= EpochBumpVersion && NextProducerId != -1;
        return this with
        {
            State = State == TransactionState.PrepareCommit ? TransactionState.CompleteCommit : TransactionState.CompleteAbort,
            PreviousProducerId = ProducerId,
            ProducerId = rotates ? NextProducerId : ProducerId,
            ProducerEpoch = rotates ? (short)0 : ProducerEpoch,
            NextProducerId = -1,
            Partitions = [],
            UpdatedAt = now,
        };
    }

    private TransactionMetadata Emptied(int timeoutMs, long now) => this with
    {
        State = TransactionState.Empty,
        PreviousProducerId = ProducerId,
        TimeoutMs = timeoutMs,
        Partitions = [],
        StartedAt = -1,
        UpdatedAt = now,
    };
}
