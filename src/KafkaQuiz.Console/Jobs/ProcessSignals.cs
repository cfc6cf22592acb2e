namespace KafkaQuiz.Console.Jobs;

/// <summary>How a running command is told to stop, to die, to pause and to go on.</summary>
internal sealed class ProcessSignals : IDisposable
{
    private readonly CancellationTokenSource _interrupt;
    private readonly CancellationTokenSource _kill = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource? _paused;

    /// <param name="outer">Interrupts this too, such as Ctrl+C or a limit.</param>
    public ProcessSignals(CancellationToken outer) => _interrupt = CancellationTokenSource.CreateLinkedTokenSource(outer);

    /// <summary>SIGINT or SIGTERM: finish properly.</summary>
    public CancellationToken Interrupted => _interrupt.Token;

    /// <summary>SIGKILL: no more word.</summary>
    public CancellationToken Killed => _kill.Token;

    public bool IsPaused
    {
        get
        {
            lock (_lock)
                return _paused is not null;
        }
    }

    public void Interrupt()
    {
        Resume();
        _interrupt.Cancel();
    }

    public void Kill()
    {
        _kill.Cancel();
        Interrupt();
    }

    /// <summary>Raised when it is paused (true) or goes on.</summary>
    public event Action<bool>? PauseChanged;

    /// <summary>SIGSTOP.</summary>
    public void Pause()
    {
        lock (_lock)
        {
            if (_paused is not null)
                return;
            _paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        PauseChanged?.Invoke(true);
    }

    /// <summary>SIGCONT.</summary>
    public void Resume()
    {
        lock (_lock)
        {
            if (_paused is null)
                return;
            _paused.TrySetResult();
            _paused = null;
        }
        PauseChanged?.Invoke(false);
    }

    /// <summary>Returns once the process is not paused.</summary>
    public Task WhileRunningAsync(CancellationToken cancel)
    {
        lock (_lock)
            return _paused?.Task.WaitAsync(cancel) ?? Task.CompletedTask;
    }

    /// <summary>Waits while it is paused; false when it was stopped meanwhile.</summary>
    public async Task<bool> IsRunningAsync(CancellationToken stop)
    {
        try
        {
            await WhileRunningAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // The caller ends with the code of an interruption.
        }
        return !stop.IsCancellationRequested;
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _kill.Dispose();
    }
}
