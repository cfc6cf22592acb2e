using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Topics;

/// <summary>What a partition remembers of idempotent and transactional producers (ProducerStateManager.java). Only on the loop.</summary>
internal sealed class ProducerStates
{
    /// <summary>Batches remembered per producer: as many as may be in flight (KAFKA-5494).</summary>
    private const int Remembered = 5;

    private readonly SortedDictionary<long, ProducerState> _producers = [];
    private readonly List<AbortedTransaction> _aborted = [];

    public IReadOnlyDictionary<long, ProducerState> All => _producers;

    /// <summary>First offset of the oldest open transaction; null when none is open.</summary>
    public long? FirstUnstableOffset => _producers.Count == 0 ? null : _producers.Values.Min(p => p.TransactionStart);

    /// <summary>Aborted transactions that touch offsets from <paramref name="from"/> up to <paramref name="to"/> (exclusive).</summary>
    public IEnumerable<AbortedTransaction> Aborted(long from, long to) => _aborted.Where(a => a.LastOffset >= from && a.FirstOffset < to);

    /// <summary>The last that each producer has written, which compaction keeps.</summary>
    public Dictionary<long, LastRecord> LastRecords() =>
        _producers.ToDictionary(p => p.Key, p => new LastRecord(p.Value.Batches.Count > 0 ? p.Value.Batches[^1].LastOffset : null, p.Value.Epoch));

    /// <summary>
    /// Compaction has been at the leader's log: an aborted transaction without a batch left is no longer told of, for a reader that does not
    /// find its marker either would skip what the producer writes next.
    /// </summary>
    public void ForgetCleaned(ReplicaLog log) =>
        _aborted.RemoveAll(a => !log.From(a.FirstOffset, a.LastOffset).Any(b => b.ProducerId == a.ProducerId && b.IsTransactional && !b.IsControl));

    /// <summary>Judges a batch before it is appended (ProducerAppendInfo.java).</summary>
    /// <param name="batch">With a producer id.</param>
    /// <param name="duplicateOf">The earlier batch when this one was already appended: answer with its offset.</param>
    public ErrorCode Check(RecordBatch batch, out Batch? duplicateOf)
    {
        duplicateOf = null;
        if (!_producers.TryGetValue(batch.ProducerId, out var state))
            return batch.BaseSequence is 0 || batch.BaseSequence < 0 ? ErrorCode.None : ErrorCode.UnknownProducerId;
        if (batch.ProducerEpoch < state.Epoch)
            return ErrorCode.InvalidProducerEpoch;
        if (batch.BaseSequence < 0)
            return ErrorCode.None;
        if (batch.ProducerEpoch > state.Epoch)
            return batch.BaseSequence == 0 ? ErrorCode.None : ErrorCode.OutOfOrderSequenceNumber;
        duplicateOf = state.Batches.FirstOrDefault(b => b.BaseSequence == batch.BaseSequence && b.LastOffset - b.BaseOffset == batch.LastOffsetDelta);
        if (duplicateOf is not null)
            return ErrorCode.None;
        var next = state.LastSequence < 0 ? 0 : (int)((state.LastSequence + 1L) & int.MaxValue);
        // After a new epoch's marker the sequence starts over.
        return batch.BaseSequence == next || (state.Batches.Count == 0 && batch.BaseSequence == 0) ? ErrorCode.None : ErrorCode.OutOfOrderSequenceNumber;
    }

    /// <summary>Takes note of an appended batch.</summary>
    public void Appended(Batch batch)
    {
        if (batch.ProducerId < 0)
            return;
        if (!_producers.TryGetValue(batch.ProducerId, out var state))
            _producers.Add(batch.ProducerId, state = new ProducerState());
        if (batch.ProducerEpoch != state.Epoch)
        {
            state.Epoch = batch.ProducerEpoch;
            state.Batches.Clear();
            state.LastSequence = -1;
        }
        state.LastTimestamp = batch.MaxTimestamp;
        if (batch.IsControl)
        {
            EndTransaction(batch, state);
            return;
        }
        state.LastSequence = batch.LastSequence;
        state.Batches.Add(batch);
        if (state.Batches.Count > Remembered)
            state.Batches.RemoveAt(0);
        if (batch.IsTransactional)
            state.TransactionStart ??= batch.BaseOffset;
    }

    /// <summary>Forgets everything and reads it back from a log, as a new leader whose log differs does.</summary>
    public void Rebuild(ReplicaLog log)
    {
        _producers.Clear();
        _aborted.Clear();
        foreach (var batch in log.From(log.StartOffset))
            Appended(batch);
    }

    private void EndTransaction(Batch marker, ProducerState state)
    {
        if (state.TransactionStart is { } start && TransactionMarker.Read(marker.Header) == false)
            _aborted.Add(new AbortedTransaction(marker.ProducerId, start, marker.LastOffset));
        state.TransactionStart = null;
        state.CoordinatorEpoch = Math.Max(state.CoordinatorEpoch, 0);
    }
}

/// <summary>One producer in one partition.</summary>
internal sealed class ProducerState
{
    public short Epoch { get; set; } = -1;

    public int LastSequence { get; set; } = -1;

    /// <summary>Milliseconds.</summary>
    public long LastTimestamp { get; set; } = -1;

    public int CoordinatorEpoch { get; set; } = -1;

    /// <summary>First offset of its open transaction here.</summary>
    public long? TransactionStart { get; set; }

    /// <summary>Its last batches, oldest first.</summary>
    public List<Batch> Batches { get; } = [];
}

/// <summary>An aborted transaction in a partition, for Fetch with read_committed.</summary>
internal sealed record AbortedTransaction(long ProducerId, long FirstOffset, long LastOffset);
