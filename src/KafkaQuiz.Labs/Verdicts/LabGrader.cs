using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Checks;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Verdicts;

/// <summary>
/// Grades a lab: a pure function of the lab with the learner's variables, the baseline, what is remembered and the evidence. It reads no
/// clock and no cluster: the time of a verdict is the time of its evidence.
/// </summary>
public static class LabGrader
{
    /// <summary>The verdict, and what to remember for the next look.</summary>
    /// <param name="lab">With the learner's variables filled in.</param>
    /// <param name="baseline">Evidence of the lab's start, or null where there is none: what counts "since the start" is then not gradable.</param>
    /// <param name="memory">As the look before left it.</param>
    /// <param name="evidence">To judge.</param>
    public static (LabVerdict Verdict, LabMemory Memory) Grade(Lab lab, ClusterEvidence? baseline, LabMemory memory, ClusterEvidence evidence)
    {
        var max = lab.Tasks.Sum(task => task.Points);
        if (Fault(lab, baseline, evidence) is { } fault)
            return (new LabVerdict(evidence.TakenAt, fault, [], 0, max), memory);

        var scene = new Scene(evidence, baseline);
        var verdicts = new Dictionary<string, TaskVerdict>(StringComparer.Ordinal);
        var remembered = new Dictionary<string, TaskMemory>(memory.Tasks, StringComparer.Ordinal);
        foreach (var task in InOrder(lab.Tasks))
        {
            var (verdict, kept) = Grade(task, scene, memory.Tasks.GetValueOrDefault(task.Id), verdicts);
            verdicts[task.Id] = verdict;
            remembered[task.Id] = kept;
        }
        var tasks = lab.Tasks.Select(task => verdicts[task.Id]).ToList();
        return (new LabVerdict(evidence.TakenAt, null, tasks, tasks.Sum(task => task.Points), max), new LabMemory(remembered));
    }

    private static (TaskVerdict Verdict, TaskMemory Memory) Grade(
        LabTask task, Scene scene, TaskMemory? before, Dictionary<string, TaskVerdict> others)
    {
        var now = scene.Now.TakenAt;
        var check = CheckGrading.Evaluate(task.Check, scene);
        var waitsFor = task.After.Where(id => !others.TryGetValue(id, out var other) || other.State != TaskState.Done).ToList();
        var holds = check.Outcome == CheckOutcome.Holds && waitsFor.Count == 0;
        var since = holds ? before?.HoldsSince ?? now : (DateTimeOffset?)null;
        var left = since is { } start ? task.Hold - (now - start) : TimeSpan.MaxValue;
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
        var doneAt = before?.DoneAt ?? (state == TaskState.Done ? now : null);
        var hint = state is TaskState.Open or TaskState.Holding ? Hint(task, scene) : null;
        var verdict = new TaskVerdict(
            task.Id, state, points, task.Points, check, doneAt, state == TaskState.Holding ? left : null, waitsFor, hint?.Say);
        return (verdict, new TaskMemory(since, doneAt));
    }

    private static LabHint? Hint(LabTask task, Scene scene) =>
        task.Hints.FirstOrDefault(hint => hint.When is null || CheckGrading.Evaluate(hint.When, scene).Outcome == CheckOutcome.Holds);

    /// <summary>What makes the whole lab not gradable: the cluster was not seen, or is too small. A broker lost during the lab does not count.</summary>
    private static NotGradable? Fault(Lab lab, ClusterEvidence? baseline, ClusterEvidence evidence)
    {
        if (evidence.Cluster.Fault is { } fault) return fault;
        var live = evidence.Cluster.Value?.Brokers.Count ?? 0;
        var most = Math.Max(live, baseline?.Cluster.Value?.Brokers.Count ?? 0);
        var need = lab.Definition.Cluster.Brokers;
        return most < need ? new NotGradable(NotGradableCause.TooFewBrokers, $"{live} < {need}") : null;
    }

    /// <summary>Tasks with those first that others come after; a circle, which the lint refuses, is cut.</summary>
    private static List<LabTask> InOrder(IReadOnlyList<LabTask> tasks)
    {
        var ordered = new List<LabTask>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var task in tasks) Visit(task);
        return ordered;

        void Visit(LabTask task)
        {
            if (!seen.Add(task.Id)) return;
            foreach (var before in tasks.Where(other => task.After.Contains(other.Id))) Visit(before);
            ordered.Add(task);
        }
    }
}
