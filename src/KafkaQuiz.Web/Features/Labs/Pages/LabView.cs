using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Setup;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.Web.Features.Course;
using KafkaQuiz.Web.Features.Labs.Practice;

namespace KafkaQuiz.Web.Features.Labs.Pages;

/// <summary>What a lab's page shows.</summary>
/// <param name="Definition">The lab.</param>
/// <param name="Run">The learner's session; null before it is started.</param>
/// <param name="Verdict">Of the newest evaluation; null before the first.</param>
/// <param name="History">Evaluations, newest first.</param>
/// <param name="Commands">The setup as commands.</param>
/// <param name="Passed">Whether the learner completed the lab at some time.</param>
public sealed record LabViewModel(
    LabDefinition Definition, LabRun? Run, LabVerdict? Verdict, IReadOnlyList<EvaluationEntry> History, IReadOnlyList<string> Commands, bool Passed)
{
    /// <summary>The session's workbench; null where it has none, or none any more.</summary>
    internal PracticeBench? Bench { get; init; }

    /// <summary>The practice cluster as it is.</summary>
    public PracticePicture? Picture { get; init; }
}

/// <summary>Reads what a lab's page shows.</summary>
internal sealed class LabView(CurrentCourse course, LabSessions sessions, ListEvaluations evaluations, LabRecords records, PracticeBenches benches)
{
    /// <returns>Null where there is no such lab.</returns>
    public async Task<LabViewModel?> OfAsync(Guid? learner, string lab, CancellationToken cancellationToken)
    {
        if (course.Content.Lab(lab) is not { } definition) return null;
        if (learner is not { } id) return new LabViewModel(definition, null, null, [], [], false);
        var passed = (await records.OfAsync(id, cancellationToken)).Contains(lab);
        if (await sessions.CurrentAsync(id, lab, cancellationToken) is not { } run) return new LabViewModel(definition, null, null, [], [], passed);
        var bench = run.Session.IsPractice ? await benches.FindAsync(run.Session.Id, makesRoom: true, cancellationToken) : null;
        var latest = await evaluations.LatestAsync(run.Session.Id, cancellationToken);
        return new LabViewModel(
            run.Lab.Definition,
            run,
            latest is null ? null : VerdictJson.ReadVerdict(latest.Verdict),
            await evaluations.HandleAsync(id, run.Session.Id, cancellationToken),
            LabSetup.Commands(run.Lab, run.Session.IsPractice ? LabRun.UsualServers : run.Session.Servers ?? LabRun.UsualServers),
            passed)
        {
            Bench = bench,
            Picture = bench is null ? null : await bench.LookAsync(),
        };
    }
}
