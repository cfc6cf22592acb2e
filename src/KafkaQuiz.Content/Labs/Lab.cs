namespace KafkaQuiz.Content.Labs;

/// <summary>A lab with one learner's variables filled in: every text, check and step is concrete.</summary>
/// <param name="Definition">What it was made from.</param>
/// <param name="Seed">The learner's seed.</param>
/// <param name="Vars">The variables by name, as printed: <c>topic</c> → <c>payments-7f3k</c>.</param>
/// <param name="Page">The lab's page, Markdown.</param>
/// <param name="Setup">Done before the learner starts, in order; empty where the learner starts on a bare cluster.</param>
/// <param name="Tasks">In order.</param>
/// <param name="Solution">Steps of the reference solution: passes every task.</param>
/// <param name="Wrong">Wrong attempts that must fail.</param>
public sealed record Lab(
    LabDefinition Definition,
    ulong Seed,
    IReadOnlyDictionary<string, string> Vars,
    LocalizedText Page,
    IReadOnlyList<LabStep> Setup,
    IReadOnlyList<LabTask> Tasks,
    IReadOnlyList<LabStep> Solution,
    IReadOnlyList<WrongAttempt> Wrong)
{
    /// <summary>What the learner is asked to find out, in order; empty where the lab asks for nothing.</summary>
    public IReadOnlyList<LabAnswer> Answers { get; init; } = [];

    /// <summary>Where the grader looks for the servers that the learner starts, host:port each; empty unless <see cref="ClusterNeed.Machine"/>.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];
}

/// <summary>One thing to reach, graded by itself.</summary>
/// <param name="Id">Unique in its lab.</param>
/// <param name="Points">Above 0.</param>
/// <param name="Ask">What to do, Markdown.</param>
/// <param name="Check">What must be seen.</param>
/// <param name="Hold">How long the check must stay true, at least; zero where one look is enough.</param>
/// <param name="Mode">Whether it must be true now, have been true once, or be true all the time.</param>
/// <param name="After">Ids of tasks that must be done before this one counts.</param>
/// <param name="Hints">Shown while the task is open, first match wins.</param>
public sealed record LabTask(
    string Id,
    decimal Points,
    LocalizedText Ask,
    Check Check,
    TimeSpan Hold,
    TaskMode Mode,
    IReadOnlyList<string> After,
    IReadOnlyList<LabHint> Hints)
{
    /// <summary>Id of the task from whose first completion on <see cref="TaskMode.Always"/> counts; null: from the lab's start.</summary>
    public string? Since { get; init; }

    /// <summary>Id of the task with whose first completion <see cref="TaskMode.Always"/> ends; null: with the last of the other tasks.</summary>
    public string? Until { get; init; }

    /// <summary>Its check and those of its hints, with all that is within them.</summary>
    public IEnumerable<Check> Checks => Hints.Select(hint => hint.When).OfType<Check>().Prepend(Check).SelectMany(check => check.Everything());
}

/// <summary>When a task counts as done.</summary>
public enum TaskMode
{
    /// <summary>True now: a task that was done can come undone until the lab is submitted. The default.</summary>
    Level,

    /// <summary>True once since the lab was started: stays done.</summary>
    Edge,

    /// <summary>True in every look: one violation that was seen stays until the lab is started afresh. What could not be seen is none.</summary>
    Always,
}

/// <summary>A hint that fits a state of the cluster.</summary>
/// <param name="When">The state; null: always.</param>
/// <param name="Say">Markdown.</param>
public sealed record LabHint(Check? When, LocalizedText Say);

/// <summary>A way to do the lab wrong, replayed by the tests.</summary>
/// <param name="Name">Unique in its lab.</param>
/// <param name="Does">Steps, in order, on a fresh cluster after the setup.</param>
/// <param name="Fails">Ids of the tasks that must not be done after it; at least one.</param>
public sealed record WrongAttempt(string Name, IReadOnlyList<LabStep> Does, IReadOnlyList<string> Fails);
