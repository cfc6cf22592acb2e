namespace KafkaQuiz.Practice.Loop;

/// <summary>Something that changes now and then; waiters look again when it does. Only on the loop.</summary>
/// <param name="changes">Counts its pulses; null when they mean nothing to an onlooker.</param>
internal sealed class Signal(ChangeCounter? changes = null)
{
    private List<Waiter>? _waiters;

    public void Pulse()
    {
        changes?.Note();
        if (_waiters is null)
            return;
        foreach (var waiter in _waiters)
            waiter.Wake();
    }

    public void Add(Waiter waiter) => (_waiters ??= []).Add(waiter);

    public void Remove(Waiter waiter)
    {
        _waiters?.Remove(waiter);
        if (_waiters is { Count: 0 })
            _waiters = null;
    }
}

/// <summary>Waits for any of several signals, a deadline or the client's going away: the purgatory of a produce or fetch.</summary>
internal sealed class Waiter : IDisposable
{
    private readonly IReadOnlyList<Signal> _signals;
    private readonly IDisposable _timer;
    private readonly CancellationTokenRegistration _gone;
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Waiter(LoopTimers timers, ClusterLoop loop, IReadOnlyList<Signal> signals, TimeSpan limit, CancellationToken gone)
    {
        _signals = signals;
        foreach (var signal in signals)
            signal.Add(this);
        _timer = timers.After(limit, End);
        _gone = gone.UnsafeRegister(_ => loop.Post(End), null);
    }

    /// <summary>The deadline has passed or the client has gone.</summary>
    public bool IsOver { get; private set; }

    public void Wake() => _wake.TrySetResult();

    /// <summary>Returns after the next change, at once when there was one since the last call.</summary>
    public async Task NextAsync()
    {
        if (IsOver)
            return;
        await _wake.Task;
        _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _gone.Dispose();
        foreach (var signal in _signals)
            signal.Remove(this);
    }

    private void End()
    {
        IsOver = true;
        Wake();
    }
}
