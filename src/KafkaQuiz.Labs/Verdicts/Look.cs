using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Checks;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Verdicts;

/// <summary>The grading of one look: tasks come in order, and each sees the verdicts of those before it.</summary>
internal sealed class Look
{
    private readonly Lab _lab;
    private readonly LabMemory _before;
    private readonly Scene _scene;
    private readonly Dictionary<string, ClusterEvidence> _marks;
    private readonly Dictionary<string, TaskMemory> _remembered;
    private readonly HashSet<string> _toMark;

    public Look(Lab lab, ClusterEvidence? baseline, LabMemory memory, ClusterEvidence evidence)
    {
        (_lab, _before) = (lab, memory);
        _marks = new Dictionary<string, ClusterEvidence>(memory.Marks, StringComparer.Ordinal);
        _remembered = new Dictionary<string, TaskMemory>(memory.Tasks, StringComparer.Ordinal);
        _toMark = lab.Tasks.SelectMany(task => task.Checks).SelectMany(check => check.Marks).ToHashSet(StringComparer.Ordinal);
        _scene = new Scene(evidence, baseline, _marks);
    }

    public Dictionary<string, TaskVerdict> Verdicts { get; } = new(StringComparer.Ordinal);

    private DateTimeOffset Now => _scene.Now.TakenAt;

    public void Grade(LabTask task)
    {
        var before = _before.Tasks.GetValueOrDefault(task.Id);
        var (verdict, kept) = task.Mode == TaskMode.Always ? GradeInvariant(task, before) : GradeGoal(task, before);
        Verdicts[task.Id] = verdict;
        if (before is not null || kept != new TaskMemory(null, null)) _remembered[task.Id] = kept;
        if (kept.DoneAt is not null && before?.DoneAt is null && _toMark.Contains(task.Id)) _marks[task.Id] = Mark.Of(_scene.Now, EvidenceNeeds.OfMarks(_lab));
    }

    public LabMemory Memory()
    {
        var same = _marks.Count == _before.Marks.Count && _remembered.Count == _before.Tasks.Count
            && _remembered.All(task => _before.Tasks.TryGetValue(task.Key, out var before) && before == task.Value);
        return same ? _before : new LabMemory(_remembered) { Marks = _marks };
    }

    private (TaskVerdict Verdict, TaskMemory Memory) GradeGoal(LabTask task, TaskMemory? before)
    {
        var check = CheckGrading.Evaluate(task.Check, _scene);
        var waitsFor = NotDone(task.After);
        var holds = check.Outcome == CheckOutcome.Holds && waitsFor.Count == 0;
        var since = holds ? before?.HoldsSince ?? Now : (DateTimeOffset?)null;
        var left = since is { } start ? task.Hold - (Now - start) : TimeSpan.MaxValue;
        var happened = task.Mode == TaskMode.Edge && before?.DoneAt is not null;
        var state = happened || left <= TimeSpan.Zero ? TaskState.Done
            : waitsFor.Count > 0 ? TaskState.Waiting
            : check.Outcome switch
            {
                CheckOutcome.NotGradable => TaskState.NotGradable,
                CheckOutcome.Holds => TaskState.Holding,
                _ => TaskState.Open,
            };
        var points = state switch
        {
            TaskState.Done => task.Points,
            // Partial credit stays below the full points: those are for the task done.
            TaskState.Open => Math.Round(task.Points * (decimal)Math.Min(check.Credit, 0.99), 2, MidpointRounding.ToZero),
            _ => 0,
        };
        var doneAt = before?.DoneAt ?? (state == TaskState.Done ? Now : null);
        var verdict = new TaskVerdict(task.Id, state, points, task.Points, check, doneAt, state == TaskState.Holding ? left : null, waitsFor, Hint(task, state));
        return (verdict, new TaskMemory(since, doneAt));
    }

    /// <summary>
    /// What must always hold counts from its <c>since</c> to its <c>until</c>, that look excluded, or until the last of the other tasks is done. One
    /// violation that was seen stays; a look that could not see says nothing.
    /// </summary>
    private (TaskVerdict Verdict, TaskMemory Memory) GradeInvariant(LabTask task, TaskMemory? before)
    {
        var check = CheckGrading.Evaluate(task.Check, _scene);
        var waitsFor = NotDone(task.After);
        if (task.Since is { } since && !WasDone(since)) waitsFor.Add(since);
        var hasEnded = task.Until is { } until ? WasDone(until) : _lab.Tasks.All(other => other.Mode == TaskMode.Always || Verdicts[other.Id].State == TaskState.Done);
        // Where it ends with a task of its own, that task's look does not count any more.
        var counts = waitsFor.Count == 0 && !(hasEnded && task.Until is not null);
        var violation = before?.Violation ?? (counts && check.Outcome == CheckOutcome.Fails ? new Violation(Now, check.Observed, check.Source) : null);
        var held = before?.HoldsSince ?? (counts && check.Outcome == CheckOutcome.Holds ? Now : null);
        var state = violation is not null ? TaskState.Broken
            : waitsFor.Count > 0 ? TaskState.Waiting
            : counts && check.Outcome == CheckOutcome.NotGradable ? TaskState.NotGradable
            : held is null ? TaskState.Open
            : hasEnded ? TaskState.Done
            : TaskState.Holding;
        if (violation is not null) check = check with { Outcome = CheckOutcome.Fails, Credit = 0, Observed = violation.Observed, Source = violation.Source, Fault = null, Parts = [] };
        var doneAt = before?.DoneAt ?? (state == TaskState.Done ? Now : null);
        var verdict = new TaskVerdict(task.Id, state, state == TaskState.Done ? task.Points : 0, task.Points, check, doneAt, null, waitsFor, Hint(task, state))
        {
            BrokenAt = violation?.At,
        };
        return (verdict, new TaskMemory(held, doneAt) { Violation = violation });
    }

    private List<string> NotDone(IReadOnlyList<string> ids) => [.. ids.Where(id => !Verdicts.TryGetValue(id, out var other) || other.State != TaskState.Done)];

    private bool WasDone(string id) => Verdicts.GetValueOrDefault(id)?.DoneAt is not null;

    /// <summary>None while the check holds: hints say what is wrong.</summary>
    private Content.LocalizedText? Hint(LabTask task, TaskState state) => state is TaskState.Open or TaskState.Broken
        ? task.Hints.FirstOrDefault(hint => hint.When is null || CheckGrading.Evaluate(hint.When, _scene).Outcome == CheckOutcome.Holds)?.Say
        : null;
}
