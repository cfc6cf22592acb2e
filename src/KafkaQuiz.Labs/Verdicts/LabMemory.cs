using KafkaQuiz.Content;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Verdicts;

/// <summary>
/// What grading must remember from one look to the next: since when a task's check holds, what happened once, what was violated. It is stored with
/// every evaluation as it was before it, so that each evaluation can be graded again by itself.
/// </summary>
/// <param name="Tasks">By task id; a task that never held is not in it.</param>
public sealed record LabMemory(IReadOnlyDictionary<string, TaskMemory> Tasks)
{
    /// <summary>At the lab's start.</summary>
    public static readonly LabMemory Empty = new(new Dictionary<string, TaskMemory>());

    /// <summary>Of the looks in which tasks were first done, what other checks count from; by task id.</summary>
    public IReadOnlyDictionary<string, ClusterEvidence> Marks { get; init; } = new Dictionary<string, ClusterEvidence>();
}

/// <summary>What is remembered of a task.</summary>
/// <param name="HoldsSince">Since when every look found the check to hold; null where the last one did not.</param>
/// <param name="DoneAt">When it was done first; null while it never was.</param>
public sealed record TaskMemory(DateTimeOffset? HoldsSince, DateTimeOffset? DoneAt)
{
    /// <summary>The first violation of a task that must always hold; null while there was none.</summary>
    public Violation? Violation { get; init; }
}

/// <summary>A look in which something did not hold that always must.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Observed">What was seen.</param>
/// <param name="Source">Where it was read.</param>
public sealed record Violation(DateTimeOffset At, LocalizedText Observed, Source? Source);
