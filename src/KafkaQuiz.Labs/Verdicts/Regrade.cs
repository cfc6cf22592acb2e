using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Verdicts;

/// <summary>Grades stored evidence again, with the lab as it was or as it is now, and says what changed. The cluster may be long gone.</summary>
public static class Regrade
{
    /// <summary>The verdict of today's rules on stored evidence, beside the one that was given then.</summary>
    public static RegradeResult Of(Lab lab, ClusterEvidence? baseline, LabMemory memoryBefore, ClusterEvidence evidence, LabVerdict given)
    {
        var (verdict, _) = LabGrader.Grade(lab, baseline, memoryBefore, evidence);
        var before = given.Tasks.ToDictionary(task => task.Id, StringComparer.Ordinal);
        var changed = verdict.Tasks
            .Where(task => !before.TryGetValue(task.Id, out var old) || old.State != task.State || old.Points != task.Points)
            .Select(task => new TaskChange(task.Id, before.GetValueOrDefault(task.Id)?.State, task.State, before.GetValueOrDefault(task.Id)?.Points ?? 0, task.Points))
            .Concat(given.Tasks.Where(old => verdict.Tasks.All(task => task.Id != old.Id)).Select(old => new TaskChange(old.Id, old.State, null, old.Points, 0)))
            .ToList();
        return new RegradeResult(verdict, changed);
    }
}

/// <summary>The new verdict and every task whose state or points differ.</summary>
public sealed record RegradeResult(LabVerdict Verdict, IReadOnlyList<TaskChange> Changes);

/// <summary>A task that is judged differently; a state is null where the task is not in that version of the lab.</summary>
public sealed record TaskChange(string Task, TaskState? Was, TaskState? Is, decimal PointsWere, decimal PointsAre);
