namespace KafkaQuiz.Practice.Logs;

/// <summary>A run of batches that retention deletes as a whole.</summary>
/// <param name="baseOffset">Offset the segment was rolled at; its file's name in Kafka.</param>
/// <param name="createdAt">Virtual time of its first append.</param>
internal sealed class LogSegment(long baseOffset, DateTimeOffset createdAt)
{
    public long BaseOffset { get; } = baseOffset;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public List<Batch> Batches { get; } = [];

    /// <summary>Bytes of its batches.</summary>
    public long Size { get; private set; }

    /// <summary>Largest record timestamp, milliseconds; -1 while empty.</summary>
    public long MaxTimestamp { get; private set; } = -1;

    public void Add(Batch batch)
    {
        Batches.Add(batch);
        Size += batch.Size;
        MaxTimestamp = Math.Max(MaxTimestamp, batch.MaxTimestamp);
    }

    /// <summary>Replaces its batches, as truncation and compaction do.</summary>
    public void Replace(IEnumerable<Batch> batches)
    {
        var kept = batches.ToList();
        Batches.Clear();
        Size = 0;
        MaxTimestamp = -1;
        foreach (var batch in kept)
            Add(batch);
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
