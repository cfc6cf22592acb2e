namespace KafkaQuiz.Practice;

/// <summary>
/// Memory that machines have in common: records that they hold and, roughly, what their brokers remember of clients, beside each machine's own
/// cap. Machines that write at the same moment may each pass the cap by one request. Safe for concurrent use.
/// </summary>
/// <param name="limit">Hard cap of all machines that have it in <see cref="PracticeMachineOptions.Shared"/>, bytes.</param>
public sealed class PracticeMemory(long limit)
{
    private long _used;

    /// <summary>Bytes.</summary>
    public long Limit { get; } = limit;

    /// <summary>Bytes; what a machine held is given back when it is disposed of.</summary>
    public long Used => Interlocked.Read(ref _used);

    internal bool CanTake(long bytes) => Used + bytes <= Limit;

    internal void Add(long bytes) => Interlocked.Add(ref _used, bytes);
}
