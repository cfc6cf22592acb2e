namespace KafkaQuiz.Practice.Logs;

/// <summary>
/// One replica's log: segments of shared batches and its leader epochs. Replicas that agree hold the same batches; after an unclean
/// election they differ and the follower truncates to where they part.
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

    public long Size => _segments.Sum(s => s.Size);

    public int LastEpoch => _epochs.Count == 0 ? -1 : _epochs[^1].Epoch;

    /// <param name="batch">Its base offset must not be below the end offset.</param>
    /// <param name="now">Virtual time.</param>
    /// <param name="segmentBytes">`segment.bytes`: a batch that would pass it opens a new segment.</param>
    /// <param name="segmentAge">`segment.ms`.</param>
    public void Append(Batch batch, DateTimeOffset now, long segmentBytes, TimeSpan segmentAge)
    {
        var active = _segments.Count == 0 ? null : _segments[^1];
        if (active is null || (active.Batches.Count > 0 && (active.Size + batch.Size > segmentBytes || now - active.CreatedAt >= segmentAge)))
            _segments.Add(active = new LogSegment(batch.BaseOffset, now));
        active.Add(batch);
        budget.Hold(batch);
        EndOffset = batch.NextOffset;
        AssignEpoch(batch.LeaderEpoch, batch.BaseOffset);
    }

    /// <summary>A new leader's epoch begins at its log's end, before it has written anything (LeaderEpochFileCache.assign).</summary>
    public void AssignEpoch(int epoch) => AssignEpoch(epoch, EndOffset);

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
            var at = segment.Batches.FindIndex(b => b.LastOffset >= offset);
            if (at < 0)
                break;
            foreach (var batch in segment.Batches.Skip(at))
                budget.Release(batch);
            if (at == 0 && s > 0)
                _segments.RemoveAt(s);
            else
                segment.Replace(segment.Batches.Take(at));
        }
        EndOffset = Math.Min(EndOffset, offset);
        StartOffset = Math.Min(StartOffset, EndOffset);
        _epochs.RemoveAll(e => e.Start >= offset);
    }

    /// <summary>Starts over empty at <paramref name="offset"/>, as a follower whose leader no longer has what it lacks.</summary>
    public void ResetTo(long offset)
    {
        Clear();
        StartOffset = EndOffset = offset;
    }

    public void Clear()
    {
        foreach (var batch in _segments.SelectMany(s => s.Batches))
            budget.Release(batch);
        _segments.Clear();
        _epochs.Clear();
    }

    /// <summary>Raises the start offset (deleted records, retention) and drops segments that lie wholly below it.</summary>
    public void AdvanceStart(long offset)
    {
        if (offset <= StartOffset)
            return;
        StartOffset = offset;
        while (_segments.Count > 1 && _segments[1].BaseOffset <= offset)
            RemoveFirst();
        if (_segments.Count == 1 && EndOffset <= offset)
            RemoveFirst();
        EndOffset = Math.Max(EndOffset, offset);
        var first = _epochs.FindLastIndex(e => e.Start <= offset);
        if (first >= 0)
        {
            _epochs[first] = (_epochs[first].Epoch, offset);
            _epochs.RemoveRange(0, first);
        }
    }

    /// <summary>Closes the active segment, so that retention and compaction may take it.</summary>
    public void Roll(DateTimeOffset now)
    {
        if (_segments.Count > 0 && _segments[^1].Batches.Count > 0)
            _segments.Add(new LogSegment(EndOffset, now));
    }

    /// <summary>Puts compacted batches in a segment's place.</summary>
    public void Rewrite(LogSegment segment, IReadOnlyList<Batch> batches)
    {
        foreach (var batch in batches)
            budget.Hold(batch);
        foreach (var batch in segment.Batches)
            budget.Release(batch);
        segment.Replace(batches);
    }

    /// <summary>End offset of the largest epoch that is not above <paramref name="epoch"/> (OffsetForLeaderEpoch); (-1, -1) when unknown.</summary>
    public (int Epoch, long EndOffset) EndOf(int epoch)
    {
        if (epoch == LastEpoch)
            return (epoch, EndOffset);
        if (epoch < 0 || epoch > LastEpoch)
            return (-1, -1);
        var at = _epochs.FindLastIndex(e => e.Epoch <= epoch);
        return (at < 0 ? epoch : _epochs[at].Epoch, _epochs[at + 1].Start);
    }

    /// <summary>Where this log and <paramref name="leader"/> part: the end of what they share.</summary>
    public long CommonEnd(ReplicaLog leader)
    {
        if (EndOffset <= leader.StartOffset)
            return EndOffset;
        var common = Math.Min(EndOffset, leader.EndOffset);
        // Walk this log's last batches back until one is the leader's own.
        for (var s = _segments.Count - 1; s >= 0; s--)
        {
            for (var b = _segments[s].Batches.Count - 1; b >= 0; b--)
            {
                var batch = _segments[s].Batches[b];
                if (batch.LastOffset < leader.StartOffset)
                    return common;
                var theirs = leader.From(batch.BaseOffset).FirstOrDefault();
                if (theirs is not null && theirs.BaseOffset <= batch.BaseOffset && theirs.LeaderEpoch == batch.LeaderEpoch)
                    return common;
                common = Math.Min(common, batch.BaseOffset);
            }
        }
        return common;
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

    private void RemoveFirst()
    {
        foreach (var batch in _segments[0].Batches)
            budget.Release(batch);
        _segments.RemoveAt(0);
    }
}
