using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Verdicts;

/// <summary>
/// Grades a lab: a pure function of the lab with the learner's variables, the baseline, what is remembered and the evidence. It reads no
/// clock and no cluster: the time of a verdict is the time of its evidence.
/// </summary>
public static class LabGrader
{
    /// <summary>The verdict, and what to remember for the next look: the same object where there is nothing new.</summary>
    /// <param name="lab">With the learner's variables filled in.</param>
    /// <param name="baseline">Evidence of the lab's start, or null where there is none: what counts "since the start" is then not gradable.</param>
    /// <param name="memory">As the look before left it.</param>
    /// <param name="evidence">To judge.</param>
    public static (LabVerdict Verdict, LabMemory Memory) Grade(Lab lab, ClusterEvidence? baseline, LabMemory memory, ClusterEvidence evidence)
    {
        var max = lab.Tasks.Sum(task => task.Points);
        if (Fault(lab, baseline, evidence) is { } fault)
            return (new LabVerdict(evidence.TakenAt, fault, [], 0, max), memory);

        var look = new Look(lab, baseline, memory, evidence);
        foreach (var task in InOrder(lab.Tasks)) look.Grade(task);
        var tasks = lab.Tasks.Select(task => look.Verdicts[task.Id]).ToList();
        return (new LabVerdict(evidence.TakenAt, null, tasks, tasks.Sum(task => task.Points), max), look.Memory());
    }

    /// <summary>What makes the whole lab not gradable: the cluster was not seen, or is too small. A broker lost during the lab does not count.</summary>
    private static NotGradable? Fault(Lab lab, ClusterEvidence? baseline, ClusterEvidence evidence)
    {
        var need = lab.Definition.Cluster.Brokers;
        if (need == 0) return null;
        if (evidence.Cluster.Fault is { } fault) return fault;
        var live = evidence.Cluster.Value?.Brokers.Count ?? 0;
        var most = Math.Max(live, baseline?.Cluster.Value?.Brokers.Count ?? 0);
        return most < need ? new NotGradable(NotGradableCause.TooFewBrokers, $"{live} < {need}") : null;
    }

    /// <summary>
    /// Tasks with those first that others come after, and what must always hold last, because it ends with the others; a circle, which the lint refuses,
    /// is cut.
    /// </summary>
    private static List<LabTask> InOrder(IReadOnlyList<LabTask> tasks)
    {
        var ordered = new List<LabTask>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var task in tasks.OrderBy(task => task.Mode == TaskMode.Always)) Visit(task);
        return ordered;

        void Visit(LabTask task)
        {
            if (!seen.Add(task.Id)) return;
            foreach (var before in tasks.Where(other => task.After.Contains(other.Id) || other.Id == task.Since || other.Id == task.Until)) Visit(before);
            ordered.Add(task);
        }
    }
}
