using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Labs;

/// <summary>What of a lab's tasks only makes sense with all of them in view: which tasks and answers checks speak of, and when an invariant counts.</summary>
internal static class TaskRules
{
    /// <summary>Reports faults of a lab whose variables are filled in.</summary>
    public static void Check(Lab lab, YamlNode node, FaultList faults)
    {
        var places = node["tasks"]!.Items;
        for (var i = 0; i < lab.Tasks.Count; i++)
        {
            CheckMode(lab, lab.Tasks[i], places[i], faults);
            CheckNames(lab, lab.Tasks[i], places[i], faults);
        }
        if (lab.Definition.Cluster.Machine != lab.Servers.Count > 0)
        {
            faults.Error(node["cluster"]!, "machine-and-servers", "`machine: true`와 `servers`는 함께 씁니다.", "`machine: true` and `servers` go together.",
                new("채점기가 볼 주소를 `servers`에 적으세요.", "Name in `servers` where the grader is to look."));
        }
        var answers = lab.Answers.Select(answer => answer.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var step in lab.Solution.Concat(lab.Wrong.SelectMany(wrong => wrong.Does)).OfType<Answer>().Where(step => !answers.Contains(step.Id)))
            UnknownAnswer(step.Id, answers, node["solution"]!, faults);
    }

    private static void CheckMode(Lab lab, LabTask task, YamlNode place, FaultList faults)
    {
        string[] foreign = task.Mode == TaskMode.Always ? ["hold"] : ["since", "until"];
        foreach (string key in foreign.Where(key => place[key] is not null))
        {
            faults.Error(place[key]!, "not-for-mode", $"이 mode에서는 '{key}' 키를 쓸 수 없습니다.", $"'{key}' does not go with this mode.",
                new("`since`와 `until`은 `mode: always`에만, `hold`는 그 밖의 mode에만 씁니다.", "`since` and `until` go with `mode: always` only, `hold` with the others."));
        }
        foreach (string id in Named(task.Since).Concat(Named(task.Until)))
        {
            if (lab.Tasks.FirstOrDefault(other => other.Id == id && other != task) is not { } other)
                UnknownTask(id, lab, place, faults);
            else if (other.Mode == TaskMode.Always)
                EndlessWait(id, place, faults);
        }
        foreach (string id in task.After.Where(id => lab.Tasks.Any(other => other.Id == id && other.Mode == TaskMode.Always && other.Until is null)))
            EndlessWait(id, place, faults);
    }

    private static void CheckNames(Lab lab, LabTask task, YamlNode place, FaultList faults)
    {
        foreach (string id in task.Checks.SelectMany(check => check.Marks).Distinct().Where(id => lab.Tasks.All(other => other.Id != id)))
            UnknownTask(id, lab, place, faults);
        var before = Before(lab, task);
        // Without it the check would have nothing to count from; a hint that has nothing just does not show.
        foreach (string id in task.Check.Everything().SelectMany(check => check.Marks).Distinct().Where(id => !before.Contains(id)))
        {
            faults.Error(place, "needs-after", $"검사가 '{id}' 과제부터 세는데 `after`에 그 과제가 없습니다.", $"The check counts from task '{id}', which is not in `after`.",
                new($"`after: {id}` 줄을 추가하세요.", $"Add `after: {id}`."));
        }
        var answers = lab.Answers.Select(answer => answer.Id).ToHashSet(StringComparer.Ordinal);
        foreach (string id in task.Checks.SelectMany(check => check.Answers).Distinct().Where(id => !answers.Contains(id)))
            UnknownAnswer(id, answers, place, faults);
        if (lab.Definition.Cluster.Brokers == 0 && task.Checks.Any(check => check is not (AnswerGiven or AnswerText or AnswerNumber or AllOf or AnyOf or Not)))
        {
            faults.Error(place, "needs-cluster", "클러스터를 쓰지 않는 실습(brokers: 0)의 검사는 답만 볼 수 있습니다.", "In a lab without a cluster (brokers: 0) checks can look at answers only.",
                new("`cluster: { brokers: 1 }`로 바꾸세요.", "Write `cluster: { brokers: 1 }`."));
        }
    }

    /// <summary>The tasks that are done whenever this one counts.</summary>
    private static HashSet<string> Before(Lab lab, LabTask task)
    {
        var before = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(task.After.Concat(Named(task.Since)));
        while (open.TryDequeue(out string? id))
        {
            if (!before.Add(id)) continue;
            foreach (string earlier in lab.Tasks.Where(other => other.Id == id).SelectMany(other => other.After)) open.Enqueue(earlier);
        }
        return before;
    }

    private static IEnumerable<string> Named(string? id) => id is null ? [] : [id];

    private static void UnknownTask(string id, Lab lab, YamlNode place, FaultList faults) =>
        faults.Error(place, "unknown-task", $"'{id}' 과제가 없습니다.", $"There is no task '{id}'.", DidYouMean.Fix(id, lab.Tasks.Select(other => other.Id)));

    private static void UnknownAnswer(string id, IEnumerable<string> answers, YamlNode place, FaultList faults) =>
        faults.Error(place, "unknown-answer", $"'{id}' 답이 `answers`에 없습니다.", $"There is no answer '{id}' under `answers`.", DidYouMean.Fix(id, answers));

    private static void EndlessWait(string id, YamlNode place, FaultList faults) =>
        faults.Error(place, "not-for-mode", $"'{id}'는 모든 과제가 끝나야 끝나는 과제(mode: always)라서 기다릴 수 없습니다.", $"'{id}' (mode: always) ends with the last of the other tasks: none can wait for it.",
            new("그 과제에 `until`을 쓰거나 다른 과제를 가리키세요.", "Give that task an `until`, or name another."));
}
