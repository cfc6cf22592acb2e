using KafkaQuiz.Content;
using KafkaQuiz.Labs.Checks;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Verdicts;

/// <summary>The verdict on a lab at one moment.</summary>
/// <param name="TakenAt">When the evidence was taken, UTC.</param>
/// <param name="Fault">Why nothing could be graded, or null. Such a verdict counts as no attempt.</param>
/// <param name="Tasks">In the lab's order.</param>
/// <param name="Points">Earned, partial credit included, two decimals.</param>
/// <param name="MaxPoints">All points of the lab.</param>
public sealed record LabVerdict(DateTimeOffset TakenAt, NotGradable? Fault, IReadOnlyList<TaskVerdict> Tasks, decimal Points, decimal MaxPoints)
{
    /// <summary>True where every task is done.</summary>
    public bool IsComplete => Fault is null && Tasks.All(task => task.State == TaskState.Done);

    /// <summary>True where at least one task could be judged.</summary>
    public bool IsGraded => Fault is null && Tasks.Any(task => task.State != TaskState.NotGradable);
}

/// <summary>Where a task stands.</summary>
public enum TaskState
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Not done yet.</summary>
    Open,

    /// <summary>As it must be, but not for long enough yet; of a task that must always hold: so far in every look.</summary>
    Holding,

    /// <summary>Was violated once, of a task that must always hold: only a fresh start helps.</summary>
    Broken,

    /// <summary>Another task must be done first.</summary>
    Waiting,

    /// <summary>Could not be seen.</summary>
    NotGradable,
}

/// <summary>The verdict on a task.</summary>
/// <param name="Id">Of the task.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Points">Earned.</param>
/// <param name="MaxPoints">Of the task.</param>
/// <param name="Check">What was expected and observed.</param>
/// <param name="DoneAt">When it was done first, or null.</param>
/// <param name="HoldLeft">How much longer it must hold; only while <see cref="TaskState.Holding"/>.</param>
/// <param name="WaitsFor">Ids of the tasks that must be done first and are not.</param>
/// <param name="Hint">The hint that fits this state (Markdown), or null.</param>
public sealed record TaskVerdict(
    string Id,
    TaskState State,
    decimal Points,
    decimal MaxPoints,
    CheckVerdict Check,
    DateTimeOffset? DoneAt,
    TimeSpan? HoldLeft,
    IReadOnlyList<string> WaitsFor,
    LocalizedText? Hint)
{
    /// <summary>When it was violated first; only while <see cref="TaskState.Broken"/>.</summary>
    public DateTimeOffset? BrokenAt { get; init; }
}
