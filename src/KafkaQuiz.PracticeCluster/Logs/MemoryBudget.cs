namespace KafkaQuiz.Practice.Logs;

/// <summary>Bytes of batches that a cluster holds, each counted once however many replicas share it.</summary>
/// <param name="limit">Hard cap, bytes.</param>
internal sealed class MemoryBudget(long limit)
{
    public long Limit { get; } = limit;

    public long Used { get; private set; }

    public bool CanTake(long bytes) => Used + bytes <= Limit;

    public void Hold(Batch batch)
    {
        if (batch.Holders++ == 0)
            Used += batch.Size;
    }

    public void Release(Batch batch)
    {
        if (--batch.Holders == 0)
            Used -= batch.Size;
    }
}
