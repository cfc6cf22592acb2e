using KafkaQuiz.Practice.Sleep;

namespace KafkaQuiz.Practice.Logs;

/// <summary>A run of batches that retention deletes as a whole (LogSegment.java).</summary>
/// <param name="baseOffset">Offset the segment was rolled at; its file's name in Kafka.</param>
/// <param name="createdAt">Virtual time, milliseconds.</param>
internal sealed class LogSegment(long baseOffset, long createdAt)
{
    public long BaseOffset { get; } = baseOffset;

    public long CreatedAt { get; } = createdAt;

    /// <summary>Virtual time of its last append, milliseconds.</summary>
    public long LastModified { get; set; } = createdAt;

    public List<Batch> Batches { get; } = [];

    /// <summary>Bytes of its batches: the size of its .log file.</summary>
    public long Size { get; private set; }

    /// <summary>Largest record timestamp, milliseconds; -1 while there is none.</summary>
    public long MaxTimestamp { get; private set; } = -1;

    /// <summary>What retention by time goes by: the largest timestamp or, without one, the last append.</summary>
    public long LargestTimestamp => MaxTimestamp >= 0 ? MaxTimestamp : LastModified;

    /// <summary>Timestamp of the first batch, what `segment.ms` and `max.compaction.lag.ms` go by; -1 while there is none.</summary>
    public long FirstTimestamp => Batches.Count > 0 ? Batches[0].MaxTimestamp : -1;

    public void Add(Batch batch)
    {
        Batches.Add(batch);
        Size += batch.Size;
        MaxTimestamp = Math.Max(MaxTimestamp, batch.MaxTimestamp);
    }

    public static LogSegment Exchange(SleepArchive a, LogSegment? segment)
    {
        var saved = new LogSegment(a.Long(segment?.BaseOffset ?? 0), a.Long(segment?.CreatedAt ?? 0));
        saved.LastModified = a.Long(segment?.LastModified ?? 0);
        foreach (var batch in a.List(segment?.Batches ?? [], b => a.Shared(a.Batches, b, b => b ?? throw new InvalidDataException("A batch is missing."))))
            saved.Add(batch);
        return saved;
    }

    /// <summary>Replaces its batches, as truncation does.</summary>
    public void Replace(IEnumerable<Batch> batches)
    {
        var kept = batches.ToList();
        Batches.Clear();
        Size = 0;
        MaxTimestamp = -1;
        foreach (var batch in kept)
            Add(batch);
    }

    /// <summary>Whether the next batch opens another segment. Index sizes are not looked at, `segment.jitter.ms` counts as 0.</summary>
    /// <param name="batch">The next batch.</param>
    /// <param name="now">Virtual time, milliseconds.</param>
    /// <param name="maxBytes">`segment.bytes`.</param>
    /// <param name="maxAge">`segment.ms`, by record timestamps as far as the records have any.</param>
    public bool IsFullFor(Batch batch, long now, long maxBytes, long maxAge)
    {
        if (Size == 0)
            return false;
        var waited = FirstTimestamp >= 0 ? batch.MaxTimestamp - FirstTimestamp : now - CreatedAt;
        return Size > maxBytes - batch.Size || waited > maxAge || batch.LastOffset - BaseOffset > int.MaxValue;
    }

    /// <summary>Index of the first batch whose last offset is not below <paramref name="offset"/>.</summary>
    public int IndexOf(long offset)
    {
        var low = 0;
        var high = Batches.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Batches[middle].LastOffset < offset)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
