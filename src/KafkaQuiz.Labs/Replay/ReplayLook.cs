using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Checks;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;

namespace KafkaQuiz.Labs.Replay;

/// <summary>The grader's side of a replay: looks at the cluster as an open page does, remembers, and holds the learner's answers.</summary>
internal sealed class ReplayLook(Lab lab, ClusterConnection connection, EvidenceNeeds needs, ClusterEvidence baseline, LabMemory memory, TimeProvider time)
{
    private readonly Dictionary<string, AnswerSeen> _answers = new(StringComparer.Ordinal);
    private LabMemory _memory = memory;

    /// <summary>Looks once.</summary>
    public async Task<LabVerdict> GradeAsync(CancellationToken cancel)
    {
        var evidence = await CollectAsync(needs, cancel);
        (var verdict, _memory) = LabGrader.Grade(lab, baseline, _memory, evidence);
        return verdict;
    }

    /// <summary>Looks until nothing is pending: a task that holds is given its time, what could not be seen for a moment is seen again.</summary>
    public async Task<LabVerdict> SettleAsync(CancellationToken cancel)
    {
        for (var unseen = 0; ;)
        {
            var verdict = await GradeAsync(cancel);
            var hidden = verdict.Fault is not null || verdict.Tasks.Any(task => task.State == TaskState.NotGradable);
            var left = verdict.Tasks.Max(task => task.HoldLeft) ?? TimeSpan.Zero;
            if (hidden && ++unseen <= 20) left = TimeSpan.FromMilliseconds(250);
            if (left <= TimeSpan.Zero) return verdict;
            await Task.Delay(left, time, cancel);
        }
    }

    /// <summary>Writes an answer down. A fact is found out from the cluster at this moment.</summary>
    public async Task AnswerAsync(Answer step, CancellationToken cancel)
    {
        var text = step.Value ?? await FindAsync(step, cancel);
        _answers[step.Id] = new AnswerSeen(text, decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null, time.GetUtcNow());
    }

    private async Task<string> FindAsync(Answer step, CancellationToken cancel)
    {
        var asked = new EvidenceNeeds();
        FactReading.Add(step.Fact!, asked);
        var scene = new Scene(await CollectAsync(asked, cancel), baseline, _memory.Marks);
        if (!FactReading.TryRead(step.Fact!, scene, Content.LocalizedText.Same(step.Fact!.Name), out var fact, out var verdict))
            throw new InvalidOperationException($"{step.Id}: {step.Fact.Name} cannot be read: {verdict.Observed.En}");
        return fact.Number is { } number ? (number + step.Plus).ToString(System.Globalization.CultureInfo.InvariantCulture) : fact.Texts[0];
    }

    private async Task<ClusterEvidence> CollectAsync(EvidenceNeeds asked, CancellationToken cancel) =>
        await connection.CollectAsync(asked, baseline, _memory, cancel) with { Answers = new Dictionary<string, AnswerSeen>(_answers) };
}
