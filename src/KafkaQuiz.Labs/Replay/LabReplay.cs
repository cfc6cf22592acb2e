using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.LocalKafka;
using KafkaQuiz.Labs.Setup;
using KafkaQuiz.Labs.Verdicts;

namespace KafkaQuiz.Labs.Replay;

/// <summary>
/// Replays a lab's reference solution and wrong attempts on a cluster: each under its own seed, hence with names that nothing else uses; setup as a
/// learner would run it, baseline, steps, then the grading that learners get.
/// </summary>
public sealed class LabReplay(string bootstrapServers, KafkaHome? home, TimeProvider time)
{
    private readonly EgressPolicy _policy = new();

    /// <summary>Replays one lab.</summary>
    /// <param name="definition">The lab.</param>
    /// <param name="firstSeed">Seed of the solution; the wrong attempts take the next ones.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<ReplayResult> RunAsync(LabDefinition definition, ulong firstSeed, CancellationToken cancel)
    {
        try
        {
            var solution = await AttemptAsync(definition.For(firstSeed), lab => lab.Solution, cancel);
            if (solution.Fault is { Cause: NotGradableCause.TooFewBrokers } few) return NotRun(definition, few.Message.En);
            var wrong = new List<WrongResult>();
            var names = definition.For(firstSeed).Wrong.Select(attempt => attempt.Name).ToList();
            for (var i = 0; i < names.Count; i++)
            {
                var lab = definition.For(firstSeed + 1 + (ulong)i);
                wrong.Add(Judge(lab.Wrong[i], await AttemptAsync(lab, same => same.Wrong[i].Does, cancel)));
            }
            return new ReplayResult(definition.Id, "kafka", solution.IsComplete, solution, wrong);
        }
        catch (ToolMissingException missing)
        {
            return NotRun(definition, $"{missing.What} is needed for its console steps");
        }
    }

    private static ReplayResult NotRun(LabDefinition definition, string why) => new(definition.Id, "kafka", false, null, [], why);

    private static WrongResult Judge(WrongAttempt attempt, LabVerdict verdict)
    {
        var open = verdict.Tasks.Where(task => task.State is TaskState.Open or TaskState.Waiting or TaskState.Broken).Select(task => task.Id).ToList();
        return new WrongResult(attempt.Name, verdict.Fault is null && attempt.Fails.All(open.Contains), open.FirstOrDefault(), verdict);
    }

    private async Task<LabVerdict> AttemptAsync(Lab lab, Func<Lab, IReadOnlyList<LabStep>> steps, CancellationToken cancel)
    {
        ClusterTarget.ParseBootstrap(bootstrapServers, out _);
        var target = new ClusterTarget(ClusterTarget.ParseBootstrap(bootstrapServers, out _)!);
        if (lab.Setup.Count > 0)
        {
            var setup = await LabSetup.RunAsync(lab, target, _policy, cancel);
            if (!setup.Done) throw new InvalidOperationException($"Setup of {lab.Definition.Id}: {setup.Problem!.En}");
        }
        await using var connection = await ClusterConnection.OpenAsync(target, _policy, time, cancel);
        var needs = EvidenceNeeds.Of(lab);
        var baseline = await connection.CollectAsync(needs, null, null, cancel);
        var (verdict, memory) = LabGrader.Grade(lab, baseline, LabMemory.Empty, baseline);
        if (verdict.Fault is not null) return verdict;

        await using var runner = new StepRunner(bootstrapServers, home);
        var look = new ReplayLook(lab, connection, needs, baseline, memory, time);
        foreach (var step in steps(lab))
        {
            if (step is Answer answer) await look.AnswerAsync(answer, cancel);
            else await runner.RunAsync(step, cancel);
            await look.GradeAsync(cancel);
        }
        return await look.SettleAsync(cancel);
    }
}
