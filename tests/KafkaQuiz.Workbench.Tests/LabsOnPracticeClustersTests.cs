using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Replay;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.TestKit;

namespace KafkaQuiz.Bench.Tests;

/// <summary>Every lab, replayed on practice clusters: its solution is accepted, each wrong attempt is rejected for the stated tasks, and each is told something.</summary>
public sealed class LabsOnPracticeClustersTests
{
    private static readonly Lazy<IReadOnlyList<LabDefinition>> labs = new(() => ContentLoader.Load(Repository.Root).Content!.Labs);

    public static TheoryData<string> All() => [.. labs.Value.Select(lab => lab.Id)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_solution_passes_and_wrong_attempts_fail(string id)
    {
        var lab = labs.Value.Single(lab => lab.Id == id);
        var result = await new LabReplay(new PracticeReplayHost()).RunAsync(lab, 20261126, TestContext.Current.CancellationToken);
        Assert.Null(result.NotRun);
        Assert.True(result.SolutionAccepted, $"{id}: {Seen(result.Solution!)}");
        Assert.All(result.Wrong, wrong => Assert.True(wrong.Rejected, $"{id}/{wrong.Name}: {Seen(wrong.Verdict)}"));
        Assert.True(result.Wrong.Count >= 3);
        // Whoever goes wrong in a way that the author foresaw is told something.
        Assert.All(result.Wrong, wrong => Assert.All(wrong.Verdict.Tasks.Where(task => task.State == TaskState.Open), task => Assert.True(task.Hint is not null, $"{id}/{wrong.Name}: no hint for {task.Id}")));
    }

    private static string Seen(LabVerdict verdict) =>
        verdict.Fault is { } fault ? fault.Message.En : string.Join("; ", verdict.Tasks.Select(task => $"{task.Id} {task.State} {task.Check.Observed.En}"));
}
