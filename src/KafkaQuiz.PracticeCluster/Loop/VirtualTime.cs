namespace KafkaQuiz.Practice.Loop;

/// <summary>The wall clock plus what the cluster was advanced by. Never goes back.</summary>
internal sealed class VirtualTime(TimeProvider inner) : TimeProvider
{
    private long _offsetTicks;

    public TimeProvider Inner { get; } = inner;

    public TimeSpan Offset => TimeSpan.FromTicks(Volatile.Read(ref _offsetTicks));

    public override DateTimeOffset GetUtcNow() => Inner.GetUtcNow() + Offset;

    /// <summary>Milliseconds since 1970 UTC, as Kafka counts.</summary>
    public long Milliseconds => GetUtcNow().ToUnixTimeMilliseconds();

    public void JumpTo(DateTimeOffset time)
    {
        var ahead = time - GetUtcNow();
        if (ahead > TimeSpan.Zero)
            Interlocked.Add(ref _offsetTicks, ahead.Ticks);
    }
}
