namespace KafkaQuiz.Content.Labs;

/// <summary>The look that something is counted from: growth, records, epochs.</summary>
/// <param name="Task">Id of the task in whose first completion it is; null: the start of the lab.</param>
public sealed record Since(string? Task)
{
    /// <summary><c>since-start: true</c>.</summary>
    public static Since Start { get; } = new((string?)null);

    /// <summary>The tasks that these count from.</summary>
    internal static IReadOnlyList<string> Marks(params ReadOnlySpan<Since?> since)
    {
        var tasks = new List<string>();
        foreach (var one in since)
        {
            if (one?.Task is { } task) tasks.Add(task);
        }
        return tasks;
    }
}
