namespace KafkaQuiz.Practice.Loop;

/// <summary>
/// Timers of one cluster in virtual time, fired on its loop in order of their due times. One real timer serves them all and sleeps
/// when there are none: an idle cluster costs nothing.
/// </summary>
internal sealed class LoopTimers : IDisposable
{
    private readonly ClusterLoop _loop;
    private readonly VirtualTime _time;
    private readonly PriorityQueue<Entry, (DateTimeOffset Due, long Order)> _queue = new();
    private readonly ITimer _alarm;
    private long _order;
    private int _calledOff;

    public LoopTimers(ClusterLoop loop, VirtualTime time)
    {
        _loop = loop;
        _time = time;
        _alarm = time.Inner.CreateTimer(_ => _loop.Post(FireDue), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private sealed class Entry(LoopTimers timers, Action work) : IDisposable
    {
        public Action? Work { get; set; } = work;

        public void Dispose()
        {
            if (Work is null)
                return;
            Work = null;
            timers.CalledOff();
        }
    }

    /// <summary>Runs <paramref name="work"/> on the loop after <paramref name="delay"/>; dispose the result to call it off.</summary>
    public IDisposable After(TimeSpan delay, Action work)
    {
        var entry = new Entry(this, work);
        _queue.Enqueue(entry, (_time.GetUtcNow() + delay, _order++));
        Arm();
        return entry;
    }

    public Task Delay(TimeSpan delay)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        After(delay, done.SetResult);
        return done.Task;
    }

    /// <summary>Jumps virtual time forward, firing each timer at its own due time on the way, with what it set off done before the next.</summary>
    public async Task AdvanceAsync(TimeSpan span)
    {
        var target = _time.GetUtcNow() + span;
        await SettleAsync();
        while (NextDue() is { } due && due <= target)
        {
            _time.JumpTo(due);
            FireDue();
            await SettleAsync();
        }
        _time.JumpTo(target);
        Arm();
    }

    public void Dispose()
    {
        _alarm.Dispose();
        _queue.Clear();
    }

    /// <summary>A chain of awaits posts one continuation after another; a few rounds see them through.</summary>
    private async Task SettleAsync()
    {
        for (var round = 0; round < 4; round++)
            await _loop.YieldAsync();
    }

    /// <summary>When the next timer fires, virtual time; null when nothing waits.</summary>
    public DateTimeOffset? NextDue()
    {
        while (_queue.TryPeek(out var entry, out var key))
        {
            if (entry.Work is not null)
                return key.Due;
            _queue.Dequeue();
            _calledOff--;
        }
        return null;
    }

    /// <summary>Timers called off leave the queue when they come up, or all at once when they are most of it: some would come up in days.</summary>
    private void CalledOff()
    {
        if (++_calledOff < 64 || _calledOff < _queue.Count / 2)
            return;
        var kept = _queue.UnorderedItems.Where(item => item.Element.Work is not null).ToList();
        _queue.Clear();
        _queue.EnqueueRange(kept);
        _calledOff = 0;
    }

    private void FireDue()
    {
        while (NextDue() is { } due && due <= _time.GetUtcNow())
        {
            var entry = _queue.Dequeue();
            var work = entry.Work!;
            entry.Work = null;
            work();
        }
        Arm();
    }

    private void Arm()
    {
        if (NextDue() is not { } due)
            return;
        var wait = due - _time.GetUtcNow();
        // A timer of the runtime takes at most 49 days; waking early only arms again.
        _alarm.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > TimeSpan.FromDays(40) ? TimeSpan.FromDays(40) : wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }
}
