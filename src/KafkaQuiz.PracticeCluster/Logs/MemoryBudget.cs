namespace KafkaQuiz.Practice.Logs;

/// <summary>Bytes of batches that a machine holds, each counted once however many replicas share it.</summary>
/// <param name="limit">Hard cap, bytes.</param>
/// <param name="shared">A further one, of several machines.</param>
internal sealed class MemoryBudget(long limit, PracticeMemory? shared = null)
{
    private bool _closed;

    public long Limit { get; } = limit;

    public long Used { get; private set; }

    public bool CanTake(long bytes) => Used + bytes <= Limit && shared?.CanTake(bytes) != false;

    /// <summary>Why there is no room.</summary>
    public string Full => Used >= Limit || shared is null || shared.CanTake(1)
        ? $"The practice cluster holds at most {Limit} bytes of records: delete a topic or lower its retention."
        : $"Practice clusters hold at most {shared.Limit} bytes together: try again in a while.";

    public void Hold(Batch batch)
    {
        if (batch.Holders++ == 0)
            Add(batch.Size);
    }

    public void Release(Batch batch)
    {
        if (--batch.Holders == 0)
            Add(-batch.Size);
    }

    /// <summary>The machine is over: what it shared with others is theirs.</summary>
    public void Close()
    {
        if (!_closed)
            shared?.Add(-Used);
        _closed = true;
    }

    private void Add(long bytes)
    {
        Used += bytes;
        if (!_closed)
            shared?.Add(bytes);
    }
}
