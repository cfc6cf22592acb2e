using KafkaQuiz.Practice.Sleep;

namespace KafkaQuiz.Practice.Topics;

/// <summary>One producer in one partition (ProducerStateEntry.java).</summary>
internal sealed class ProducerState
{
    /// <summary>Batches remembered: as many as an idempotent producer may have in flight (`max.in.flight.requests.per.connection`).</summary>
    private const int Remembered = 5;

    private readonly Queue<ProducerBatch> _batches = new(Remembered);

    /// <summary>-1 while unknown.</summary>
    public short Epoch { get; private set; } = -1;

    /// <summary>Of the last batch or marker; milliseconds.</summary>
    public long LastTimestamp { get; private set; } = -1;

    /// <summary>Of the last marker; -1 before the first.</summary>
    public int CoordinatorEpoch { get; private set; } = -1;

    /// <summary>First offset of its open transaction here.</summary>
    public long? TransactionStart { get; private set; }

    /// <summary>Last offset of what it wrote here, markers included.</summary>
    public long LastOffset { get; private set; } = -1;

    /// <summary>Its last batches in the present epoch, oldest first.</summary>
    public IReadOnlyCollection<ProducerBatch> Batches => _batches;

    /// <summary>-1 when it has written nothing in this epoch.</summary>
    public int LastSequence => _batches.Count == 0 ? -1 : _batches.Last().LastSequence;

    public void Add(ProducerBatch batch, short epoch, long? transactionStart)
    {
        SetEpoch(epoch);
        if (_batches.Count == Remembered)
            _batches.Dequeue();
        _batches.Enqueue(batch);
        (LastTimestamp, LastOffset, TransactionStart) = (batch.Timestamp, batch.LastOffset, transactionStart);
    }

    public void End(short epoch, int coordinatorEpoch, long timestamp, long offset)
    {
        SetEpoch(epoch);
        (CoordinatorEpoch, LastTimestamp, LastOffset, TransactionStart) = (coordinatorEpoch, timestamp, offset, null);
    }

    public static ProducerState Exchange(SleepArchive a, ProducerState? state)
    {
        state ??= new ProducerState();
        (state.Epoch, state.LastTimestamp, state.CoordinatorEpoch) = (a.Short(state.Epoch), a.Long(state.LastTimestamp), a.Int(state.CoordinatorEpoch));
        (state.TransactionStart, state.LastOffset) = (a.Optional(state.TransactionStart, a.Long), a.Long(state.LastOffset));
        var batches = a.List(state._batches, b => new ProducerBatch(a.Int(b.BaseSequence), a.Int(b.LastSequence), a.Long(b.BaseOffset), a.Long(b.LastOffset), a.Long(b.Timestamp)));
        foreach (var batch in batches.Where(_ => a.IsWaking))
            state._batches.Enqueue(batch);
        return state;
    }

    /// <summary>A new epoch starts its sequence over.</summary>
    private void SetEpoch(short epoch)
    {
        if (epoch == Epoch)
            return;
        Epoch = epoch;
        _batches.Clear();
    }
}

/// <summary>What is remembered of an appended batch, to know it again.</summary>
/// <param name="Timestamp">Its largest, milliseconds.</param>
internal readonly record struct ProducerBatch(int BaseSequence, int LastSequence, long BaseOffset, long LastOffset, long Timestamp);
