namespace KafkaQuiz.Practice.Loop;

/// <summary>Counts what changes on a machine and wakes those who wait for the next change; it costs an addition while nobody does. Only on the loop.</summary>
internal sealed class ChangeCounter
{
    private TaskCompletionSource? _next;

    /// <summary>Of the last change.</summary>
    public long Number { get; private set; }

    public void Note()
    {
        Number++;
        _next?.TrySetResult();
        _next = null;
    }

    /// <summary>Done with the next change.</summary>
    public Task NextAsync() => (_next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
}
