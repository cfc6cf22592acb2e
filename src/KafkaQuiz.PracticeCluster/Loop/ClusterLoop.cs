using System.Collections.Concurrent;

namespace KafkaQuiz.Practice.Loop;

/// <summary>
/// The one place where a cluster's state is read and written: work items run one after another, never two at once, on pool threads
/// (a thread per cluster would not carry a thousand clusters). It is a synchronization context, so an async handler that awaits on the
/// loop goes on on the loop and needs no locks. Never block in it and never use ConfigureAwait(false).
/// </summary>
internal sealed class ClusterLoop : SynchronizationContext, IThreadPoolWorkItem
{
    /// <summary>Items run before the thread is given back, so that one busy cluster does not starve the others.</summary>
    private const int ItemsPerTurn = 256;

    private readonly ConcurrentQueue<(SendOrPostCallback Work, object? State)> _items = new();
    private int _scheduled;

    /// <summary>A work item that threw: a bug in the cluster. The loop goes on with the next.</summary>
    public Exception? LastFault { get; private set; }

    /// <summary>Whether the caller runs on this loop.</summary>
    public bool IsCurrent => ReferenceEquals(Current, this);

    public override void Post(SendOrPostCallback d, object? state)
    {
        _items.Enqueue((d, state));
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Post(Action work) => Post(static state => ((Action)state!)(), work);

    /// <summary>Runs <paramref name="work"/> on the loop; its result, or its exception, comes back to the caller's own context.</summary>
    public Task<T> RunAsync<T>(Func<ValueTask<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(async _ =>
        {
            try
            {
                done.SetResult(await work());
            }
#pragma warning disable CA1031 // Whatever it is, the caller gets it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                done.SetException(e);
            }
        }, null);
        return done.Task;
    }

    public Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return ValueTask.FromResult(0);
    });

    /// <summary>Awaited on the loop, lets everything that is queued now run first.</summary>
    public Task YieldAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(static state => ((TaskCompletionSource)state!).SetResult(), done);
        return done.Task;
    }

    void IThreadPoolWorkItem.Execute()
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            for (var left = ItemsPerTurn; left > 0 && _items.TryDequeue(out var item); left--)
                Run(item.Work, item.State);
        }
        finally
        {
            SetSynchronizationContext(before);
            Volatile.Write(ref _scheduled, 0);
            // Between the last dequeue and the write above something may have come in that saw the loop as scheduled.
            if (!_items.IsEmpty && Interlocked.Exchange(ref _scheduled, 1) == 0)
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Run(SendOrPostCallback work, object? state)
    {
        try
        {
            work(state);
        }
#pragma warning disable CA1031 // One request's bug must not end the process.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LastFault = e;
        }
    }
}
