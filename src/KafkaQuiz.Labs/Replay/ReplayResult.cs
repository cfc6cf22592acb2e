using KafkaQuiz.Labs.Verdicts;

namespace KafkaQuiz.Labs.Replay;

/// <summary>What the replay of one lab on one cluster showed.</summary>
/// <param name="Lab">The lab's id.</param>
/// <param name="Cluster"><c>kafka</c> or <c>practice</c>.</param>
/// <param name="SolutionAccepted">True where the reference solution did every task.</param>
/// <param name="Solution">Its verdict; null where it was not run.</param>
/// <param name="Wrong">Every wrong attempt.</param>
/// <param name="NotRun">Why the lab was not replayed here; null where it was.</param>
public sealed record ReplayResult(string Lab, string Cluster, bool SolutionAccepted, LabVerdict? Solution, IReadOnlyList<WrongResult> Wrong, string? NotRun = null)
{
    /// <summary>Why the replay could not be done to its end: a step that failed, a fault of the lab's own; null where it was.</summary>
    public string? Broken { get; init; }

    /// <summary>The solution was accepted and every wrong attempt rejected for its reason.</summary>
    public bool IsGood => NotRun is null && Broken is null && SolutionAccepted && Wrong.All(wrong => wrong.Rejected);
}

/// <summary>What came of a wrong attempt.</summary>
/// <param name="Name">Of the attempt.</param>
/// <param name="Rejected">True where the lab was graded, and every task that must not be done was not.</param>
/// <param name="Task">The first task that was not done; null where all were.</param>
/// <param name="Verdict">The verdict.</param>
public sealed record WrongResult(string Name, bool Rejected, string? Task, LabVerdict Verdict);
