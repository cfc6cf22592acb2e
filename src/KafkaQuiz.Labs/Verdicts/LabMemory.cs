namespace KafkaQuiz.Labs.Verdicts;

/// <summary>
/// What grading must remember from one look to the next: since when a task's check holds, and what happened once. It is stored with
/// every evaluation as it was before it, so that each evaluation can be graded again by itself.
/// </summary>
/// <param name="Tasks">By task id; a task that never held is not in it.</param>
public sealed record LabMemory(IReadOnlyDictionary<string, TaskMemory> Tasks)
{
    /// <summary>At the lab's start.</summary>
    public static readonly LabMemory Empty = new(new Dictionary<string, TaskMemory>());
}

/// <summary>What is remembered of a task.</summary>
/// <param name="HoldsSince">Since when every look found the check to hold; null where the last one did not.</param>
/// <param name="DoneAt">When it was done first; null while it never was.</param>
public sealed record TaskMemory(DateTimeOffset? HoldsSince, DateTimeOffset? DoneAt);
