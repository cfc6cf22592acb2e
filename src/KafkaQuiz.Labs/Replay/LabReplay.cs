using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Setup;
using KafkaQuiz.Labs.Verdicts;

namespace KafkaQuiz.Labs.Replay;

/// <summary>
/// Replays a lab's reference solution and wrong attempts: each under its own seed, hence with names that nothing else uses; setup as a learner would run it,
/// baseline, steps with a look after each, then the grading that learners get.
/// </summary>
public sealed class LabReplay(IReplayHost host)
{
    /// <summary>Replays one lab.</summary>
    /// <param name="definition">The lab.</param>
    /// <param name="firstSeed">Seed of the solution; the wrong attempts take the next ones.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<ReplayResult> RunAsync(LabDefinition definition, ulong firstSeed, CancellationToken cancel)
    {
        if (host.WhyNot(definition.For(firstSeed)) is { } reason) return NotRun(definition, reason);
        try
        {
            var solution = await AttemptAsync(definition.For(firstSeed), lab => lab.Solution, "solution", patient: true, cancel);
            if (solution.Fault is { Cause: NotGradableCause.TooFewBrokers } few) return NotRun(definition, few.Message.En);
            var wrong = new List<WrongResult>();
            var names = definition.For(firstSeed).Wrong.Select(attempt => attempt.Name).ToList();
            for (var i = 0; i < names.Count; i++)
            {
                var lab = definition.For(firstSeed + 1 + (ulong)i);
                wrong.Add(Judge(lab.Wrong[i], await AttemptAsync(lab, same => same.Wrong[i].Does, names[i], patient: false, cancel)));
            }
            return new ReplayResult(definition.Id, host.Name, solution.IsComplete, solution, wrong);
        }
        catch (StepNotHostedException step)
        {
            return NotRun(definition, step.Message);
        }
    }

    /// <summary>Runs the lab's setup as a learner would; nothing where no server runs yet.</summary>
    /// <exception cref="InvalidOperationException">It could not be done.</exception>
    public static async Task PrepareAsync(Lab lab, IReplayCluster cluster, CancellationToken cancel)
    {
        if (lab.Setup.Count == 0 || await cluster.ServersAsync(cancel) is not { } servers) return;
        var setup = await LabSetup.RunAsync(lab, ClusterTarget.Of(servers), new EgressPolicy(), cancel);
        if (!setup.Done) throw new InvalidOperationException($"Setup of {lab.Definition.Id}: {setup.Problem!.En}");
    }

    private ReplayResult NotRun(LabDefinition definition, string why) => new(definition.Id, host.Name, false, null, [], why);

    private static WrongResult Judge(WrongAttempt attempt, LabVerdict verdict)
    {
        var open = verdict.Tasks.Where(task => task.State is TaskState.Open or TaskState.Waiting or TaskState.Broken).Select(task => task.Id).ToList();
        return new WrongResult(attempt.Name, verdict.Fault is null && attempt.Fails.All(open.Contains), open.FirstOrDefault(), verdict);
    }

    private async Task<LabVerdict> AttemptAsync(Lab lab, Func<Lab, IReadOnlyList<LabStep>> steps, string attempt, bool patient, CancellationToken cancel)
    {
        await using var cluster = await host.OpenAsync(lab, cancel);
        await PrepareAsync(lab, cluster, cancel);
        await using var look = new LabLook(lab, cluster);
        var first = await look.GradeAsync(cancel);
        // Of a machine nothing is seen before a server runs.
        if (first.Fault is not null && !lab.Definition.Cluster.Machine) return first;

        await using var runner = new StepRunner(cluster, look);
        var number = 0;
        foreach (var step in steps(lab))
        {
            number++;
            try
            {
                await runner.RunAsync(step, cancel);
            }
            catch (Exception fault) when (fault is not StepNotHostedException && !cancel.IsCancellationRequested)
            {
                throw new InvalidOperationException($"{lab.Definition.Id}/{attempt}, step {number} ({step.GetType().Name}): {fault.Message}", fault);
            }
            await look.GradeAsync(cancel);
        }
        return await look.SettleAsync(patient, cancel);
    }
}
