using KafkaQuiz.Practice.Sleep;

namespace KafkaQuiz.Practice.Logs;

/// <summary>
/// One replica's log: segments of shared batches and its leader epochs (UnifiedLog.java, LeaderEpochFileCache.java). Replicas that agree
/// hold the same batches; after an unclean election they differ and the follower truncates to where they part.
/// </summary>
internal sealed class ReplicaLog(MemoryBudget budget)
{
    private readonly List<LogSegment> _segments = [];
    private readonly List<(int Epoch, long Start)> _epochs = [];

    public IReadOnlyList<LogSegment> Segments => _segments;

    /// <summary>Leader epochs with the first offset of each, ascending (KIP-101).</summary>
    public IReadOnlyList<(int Epoch, long Start)> Epochs => _epochs;

    public long StartOffset { get; private set; }

    /// <summary>Offset of the next record.</summary>
    public long EndOffset { get; private set; }

    /// <summary>Bytes of its segments, those below the start offset that wait for their deletion too.</summary>
    public long Size { get; private set; }

    /// <summary>Offset up to which compaction has cleaned: cleaner-offset-checkpoint in Kafka. Null before the first time.</summary>
    public long? CleanedUpTo { get; set; }

    public int LastEpoch => _epochs.Count == 0 ? -1 : _epochs[^1].Epoch;

    /// <summary>The segment that is written to; null while nothing was ever written.</summary>
    public LogSegment? Active => _segments.Count == 0 ? null : _segments[^1];

    /// <param name="batch">Its base offset must not be below the end offset.</param>
    /// <param name="now">Virtual time, milliseconds.</param>
    /// <param name="segmentBytes">`segment.bytes`: a batch that would pass it opens a new segment.</param>
    /// <param name="segmentAge">`segment.ms`, milliseconds.</param>
    /// <returns>Whether the batch opened a new segment.</returns>
    public bool Append(Batch batch, long now, long segmentBytes, long segmentAge)
    {
        var rolls = Active?.IsFullFor(batch, now, segmentBytes, segmentAge) ?? true;
        if (rolls)
            _segments.Add(new LogSegment(_segments.Count == 0 ? StartOffset : EndOffset, now));
        Active!.Add(batch);
        Active.LastModified = now;
        budget.Hold(batch);
        Size += batch.Size;
        EndOffset = batch.NextOffset;
        AssignEpoch(batch.LeaderEpoch, batch.BaseOffset);
        return rolls;
    }

    /// <summary>A new leader's epoch begins at its log's end, before it has written anything (LeaderEpochFileCache.assign).</summary>
    public void AssignEpoch(int epoch) => AssignEpoch(epoch, EndOffset);

    /// <summary>Leader epoch of an offset; -1 when none is known.</summary>
    public int EpochAt(long offset) => _epochs.FindLastIndex(e => e.Start <= offset) is >= 0 and var at ? _epochs[at].Epoch : -1;

    /// <summary>What one read gives: batches from the one that holds <paramref name="offset"/> up to the end of its segment (LocalLog.read).</summary>
    public IEnumerable<Batch> Read(long offset, long limit)
    {
        for (var s = SegmentIndex(offset); s < _segments.Count; s++)
        {
            var segment = _segments[s];
            var first = segment.IndexOf(offset);
            if (first == segment.Batches.Count)
                continue;
            for (var b = first; b < segment.Batches.Count && segment.Batches[b].BaseOffset < limit; b++)
                yield return segment.Batches[b];
            yield break;
        }
    }

    /// <summary>Batches from the one that holds <paramref name="offset"/> up to <paramref name="limit"/> (exclusive).</summary>
    public IEnumerable<Batch> From(long offset, long limit = long.MaxValue)
    {
        for (var s = SegmentIndex(offset); s < _segments.Count; s++)
        {
            var segment = _segments[s];
            for (var b = segment.IndexOf(offset); b < segment.Batches.Count; b++)
            {
                if (segment.Batches[b].BaseOffset >= limit)
                    yield break;
                yield return segment.Batches[b];
            }
        }
    }

    /// <summary>Drops everything from <paramref name="offset"/> on.</summary>
    public void TruncateTo(long offset)
    {
        for (var s = _segments.Count - 1; s >= 0 && EndOffset > offset; s--)
        {
            var segment = _segments[s];
            var at = segment.IndexOf(offset);
            if (at == segment.Batches.Count && segment.BaseOffset <= offset)
                break;
            Release(segment.Batches.Skip(at));
            if (segment.BaseOffset > offset)
                _segments.RemoveAt(s);
            else
                segment.Replace(segment.Batches.Take(at));
        }
        EndOffset = Math.Min(EndOffset, offset);
        StartOffset = Math.Min(StartOffset, EndOffset);
        _epochs.RemoveAll(e => e.Start >= offset);
        if (CleanedUpTo > EndOffset)
            CleanedUpTo = EndOffset;
    }

    /// <summary>Starts over empty at <paramref name="offset"/>, as a follower whose leader no longer has what it lacks.</summary>
    public void ResetTo(long offset)
    {
        Clear();
        StartOffset = EndOffset = offset;
    }

    public void Clear()
    {
        Release(_segments.SelectMany(s => s.Batches));
        _segments.Clear();
        _epochs.Clear();
        CleanedUpTo = null;
    }

    /// <summary>
    /// Raises the start offset (deleted records, a leader's start). Segments below it stay until retention looks at the log, as in Kafka.
    /// </summary>
    /// <param name="offset">Not above the end offset.</param>
    public void AdvanceStart(long offset)
    {
        if (offset <= StartOffset)
            return;
        StartOffset = offset;
        var first = _epochs.FindLastIndex(e => e.Start <= offset);
        if (first >= 0)
        {
            _epochs[first] = (_epochs[first].Epoch, offset);
            _epochs.RemoveRange(0, first);
        }
    }

    /// <summary>Deletes the first segments; the start offset is then at least the next one's. With all of them an empty one takes their place.</summary>
    /// <param name="count">How many.</param>
    /// <param name="now">Virtual time, milliseconds.</param>
    public void RemoveFirst(int count, long now)
    {
        if (count == _segments.Count)
            _segments.Add(new LogSegment(EndOffset, now));
        Release(_segments.Take(count).SelectMany(s => s.Batches));
        _segments.RemoveRange(0, count);
        AdvanceStart(_segments[0].BaseOffset);
    }

    /// <summary>Puts a cleaned segment in the place of those it was made of.</summary>
    /// <param name="first">Index of the first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="cleaned">Of the first one's base offset.</param>
    public void Replace(int first, int count, LogSegment cleaned)
    {
        foreach (var batch in cleaned.Batches)
            budget.Hold(batch);
        Size += cleaned.Size;
        Release(_segments.Skip(first).Take(count).SelectMany(s => s.Batches));
        _segments.RemoveRange(first, count);
        _segments.Insert(first, cleaned);
    }

    /// <summary>End offset of the largest epoch that is not above <paramref name="epoch"/> (OffsetForLeaderEpoch); (-1, -1) when unknown.</summary>
    public (int Epoch, long EndOffset) EndOf(int epoch)
    {
        if (epoch == LastEpoch)
            return (epoch, EndOffset);
        if (epoch == -1 || epoch > LastEpoch)
            return (-1, -1);
        var at = _epochs.FindLastIndex(e => e.Epoch <= epoch);
        return (at < 0 ? epoch : _epochs[at].Epoch, _epochs[at + 1].Start);
    }

    /// <summary>Drops what a leader does not have, going by leader epochs as a fetch does (KIP-101, AbstractFetcherThread.scala).</summary>
    public void TruncateToMatch(ReplicaLog leader)
    {
        while (_epochs.Count > 0)
        {
            var (epoch, end) = leader.EndOf(LastEpoch);
            if (end < 0 || (epoch == LastEpoch && end >= EndOffset))
                break;
            var (own, ownEnd) = EndOf(epoch);
            TruncateTo(Math.Min(EndOffset, ownEnd < 0 ? end : own == epoch ? Math.Min(ownEnd, end) : ownEnd));
        }
        if (EndOffset > leader.EndOffset)
            TruncateTo(leader.EndOffset);
    }

    /// <summary>Saves it, or restores it into a new one.</summary>
    public void Exchange(SleepArchive a)
    {
        (StartOffset, EndOffset, CleanedUpTo) = (a.Long(StartOffset), a.Long(EndOffset), a.Optional(CleanedUpTo, a.Long));
        var epochs = a.List(_epochs, e => (a.Int(e.Epoch), a.Long(e.Start)));
        var segments = a.List(_segments, s => LogSegment.Exchange(a, s));
        if (!a.IsWaking)
            return;
        _epochs.AddRange(epochs);
        _segments.AddRange(segments);
        foreach (var batch in segments.SelectMany(s => s.Batches))
        {
            budget.Hold(batch);
            Size += batch.Size;
        }
    }

    private void AssignEpoch(int epoch, long start)
    {
        if (epoch <= LastEpoch)
            return;
        _epochs.RemoveAll(e => e.Start >= start);
        _epochs.Add((epoch, start));
    }

    private int SegmentIndex(long offset)
    {
        var at = _segments.Count - 1;
        while (at > 0 && _segments[at].BaseOffset > offset)
            at--;
        return Math.Max(at, 0);
    }

    private void Release(IEnumerable<Batch> batches)
    {
        foreach (var batch in batches)
        {
            budget.Release(batch);
            Size -= batch.Size;
        }
    }
}
