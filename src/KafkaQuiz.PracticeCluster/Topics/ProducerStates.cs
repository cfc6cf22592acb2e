using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Sleep;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Topics;

/// <summary>
/// What a partition remembers of idempotent and transactional producers (ProducerStateManager.java): what the leader's log says, read
/// back from it when the leader's log is another. Only on the loop.
/// </summary>
internal sealed class ProducerStates(ClusterState cluster)
{
    /// <summary>`producer.id.expiration.check.interval.ms`, which Kafka keeps to itself.</summary>
    private const long ExpirationInterval = 600_000;

    private readonly long _created = cluster.Time.Milliseconds;
    private readonly Dictionary<long, ProducerState> _producers = [];
    private readonly Dictionary<long, VerificationGuard> _verifications = [];

    /// <summary>First offset of each open transaction.</summary>
    private readonly SortedSet<long> _open = [];

    /// <summary>Ended transactions, first offset and marker, whose marker was not replicated when last looked at.</summary>
    private readonly SortedDictionary<long, long> _unreplicated = [];

    private readonly List<AbortedTransaction> _aborted = [];
    private long _expirationChecks;

    /// <summary>All that are not expired, by producer id.</summary>
    public IReadOnlyDictionary<long, ProducerState> All
    {
        get
        {
            RemoveExpired();
            return _producers;
        }
    }

    /// <summary>Producers that are remembered or being verified.</summary>
    public int Count => All.Count + _verifications.Count;

    public ProducerState? Find(long producerId) => All.GetValueOrDefault(producerId);

    public bool HasOngoingTransaction(long producerId, short epoch) => Find(producerId) is { TransactionStart: not null } state && state.Epoch == epoch;

    /// <summary>The guard that stands for a producer, if any.</summary>
    public VerificationGuard? Verification(long producerId) => _verifications.GetValueOrDefault(producerId);

    /// <summary>Whether something may be remembered of a producer: POLICY_VIOLATION when it is new and there is no room.</summary>
    public bool HasRoomFor(long producerId) =>
        Find(producerId) is not null || _verifications.ContainsKey(producerId) || cluster.Remembered.TryTake(RememberedBudget.Producer);

    /// <summary>Begins to verify a producer's transaction; null when it is open here, which says enough.</summary>
    public VerificationGuard? Verify(long producerId, int sequence, short epoch, bool addsPartition)
    {
        if (HasOngoingTransaction(producerId, epoch))
            return null;
        if (!_verifications.TryGetValue(producerId, out var guard))
            _verifications.Add(producerId, guard = new VerificationGuard(cluster.Time.Milliseconds, sequence, epoch, addsPartition));
        guard.Take(sequence, epoch);
        return guard;
    }

    /// <summary>First offset that is not decided: of an open transaction, or of an ended one whose marker is not replicated yet.</summary>
    /// <param name="highWatermark">The leader's.</param>
    public long? FirstUnstableOffset(long highWatermark)
    {
        if (_unreplicated.Count > 0)
        {
            foreach (var (start, _) in _unreplicated.Where(u => u.Value < highWatermark).ToList())
                _unreplicated.Remove(start);
        }
        var open = _open.Count == 0 ? long.MaxValue : _open.Min;
        var ended = _unreplicated.Count == 0 ? long.MaxValue : _unreplicated.First().Key;
        return Math.Min(open, ended) is var first && first == long.MaxValue ? null : first;
    }

    /// <summary>Aborted transactions that touch offsets from <paramref name="from"/> up to <paramref name="to"/> (exclusive).</summary>
    public IEnumerable<AbortedTransaction> Aborted(long from, long to) => _aborted.Where(a => a.LastOffset >= from && a.FirstOffset < to);

    /// <summary>The last that each producer has written, which compaction keeps.</summary>
    public Dictionary<long, LastRecord> LastRecords() =>
        All.ToDictionary(p => p.Key, p => new LastRecord(p.Value.Batches.Count > 0 ? p.Value.Batches.Last().LastOffset : null, p.Value.Epoch));

    /// <summary>
    /// Compaction has been at the leader's log: an aborted transaction without a batch left is no longer told of, for a reader that does not
    /// find its marker either would skip what the producer writes next.
    /// </summary>
    public void ForgetCleaned(ReplicaLog log) =>
        _aborted.RemoveAll(a => !log.From(a.FirstOffset, a.LastOffset).Any(b => b.ProducerId == a.ProducerId && b.IsTransactional && !b.IsControl));

    /// <summary>Takes note of an appended batch.</summary>
    public void Appended(Batch batch)
    {
        if (batch.ProducerId < 0)
            return;
        if (!_producers.TryGetValue(batch.ProducerId, out var state))
            _producers.Add(batch.ProducerId, state = new ProducerState());
        // Either the transaction is over or it has a first offset here: both say more than the guard.
        if (batch.IsTransactional)
            _verifications.Remove(batch.ProducerId);
        if (batch.IsControl)
        {
            End(batch, state);
            return;
        }
        var start = state.TransactionStart ?? (batch.IsTransactional ? batch.BaseOffset : null);
        if (start is { } open)
            _open.Add(open);
        state.Add(new ProducerBatch(batch.BaseSequence, batch.LastSequence, batch.BaseOffset, batch.LastOffset, batch.MaxTimestamp), batch.ProducerEpoch, start);
    }

    /// <summary>Forgets everything and reads it back from a log, as a leader does whose log differs from the last one's.</summary>
    public void Rebuild(ReplicaLog log)
    {
        // What was written before the log's start is known from Kafka's snapshots, though the records are gone.
        var older = _producers.Where(p => p.Value.LastOffset < log.StartOffset && p.Value.TransactionStart is null).ToList();
        _producers.Clear();
        _verifications.Clear();
        _open.Clear();
        _unreplicated.Clear();
        _aborted.Clear();
        foreach (var (id, state) in older)
            _producers.Add(id, state);
        foreach (var batch in log.From(log.StartOffset))
            Appended(batch);
    }

    /// <summary>Records below <paramref name="offset"/> are gone: nobody will ask about transactions that ended there.</summary>
    public void ForgetAborted(long offset) => _aborted.RemoveAll(a => a.LastOffset < offset);

    /// <summary>Producers that are being verified are not saved: they ask again.</summary>
    public void Exchange(SleepArchive a)
    {
        foreach (var (id, state) in a.List(All.OrderBy(p => p.Key), p => KeyValuePair.Create(a.Long(p.Key), ProducerState.Exchange(a, p.Value))).Where(_ => a.IsWaking))
        {
            _producers.Add(id, state);
            if (state.TransactionStart is { } start)
                _open.Add(start);
        }
        foreach (var (start, marker) in a.List(_unreplicated, u => KeyValuePair.Create(a.Long(u.Key), a.Long(u.Value))))
            _unreplicated[start] = marker;
        var aborted = a.List(_aborted, t => new AbortedTransaction(a.Long(t?.ProducerId ?? 0), a.Long(t?.FirstOffset ?? 0), a.Long(t?.LastOffset ?? 0)));
        if (a.IsWaking)
            _aborted.AddRange(aborted);
    }

    private void End(Batch marker, ProducerState state)
    {
        // A control batch that compaction has emptied says only that its transaction is gone altogether.
        if (TransactionMarker.Read(marker.Header) is not { } commit)
            return;
        if (state.TransactionStart is { } start)
        {
            _open.Remove(start);
            _unreplicated[start] = marker.LastOffset;
            if (!commit)
                _aborted.Add(new AbortedTransaction(marker.ProducerId, start, marker.LastOffset));
        }
        state.End(marker.ProducerEpoch, TransactionMarker.CoordinatorEpoch(marker.Header), marker.MaxTimestamp, marker.LastOffset);
    }

    /// <summary>Kafka looks every ten minutes; nobody sees the difference to looking when asked, as of the last such time.</summary>
    private void RemoveExpired()
    {
        var checks = (cluster.Time.Milliseconds - _created) / ExpirationInterval;
        if (checks == _expirationChecks)
            return;
        _expirationChecks = checks;
        var last = _created + (checks * ExpirationInterval) - cluster.Configs.Number("producer.id.expiration.ms");
        foreach (var (id, _) in _producers.Where(p => p.Value.TransactionStart is null && p.Value.LastTimestamp <= last).ToList())
            _producers.Remove(id);
        foreach (var (id, _) in _verifications.Where(v => v.Value.Since <= last).ToList())
            _verifications.Remove(id);
    }
}

/// <summary>An aborted transaction in a partition, for Fetch with read_committed.</summary>
internal sealed record AbortedTransaction(long ProducerId, long FirstOffset, long LastOffset);
