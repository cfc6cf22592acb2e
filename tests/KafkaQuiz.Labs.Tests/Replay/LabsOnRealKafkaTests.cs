using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.LocalKafka;
using KafkaQuiz.Labs.Replay;
using KafkaQuiz.TestKit;

namespace KafkaQuiz.Labs.Tests.Replay;

/// <summary>
/// Labs on a real Kafka that runs already: those that stood first. All labs are replayed on practice clusters by KafkaQuiz.Workbench.Tests, and on real ones by
/// <c>./kafkaquiz lab test</c>, which CI runs.
/// </summary>
public sealed class LabsOnRealKafkaTests(RealKafka kafka)
{
    public static TheoryData<string> Few() => ["six-partitions", "manual-commit", "cli-roundtrip"];

    [Theory]
    [MemberData(nameof(Few))]
    public async Task On_three_brokers_the_solution_passes_and_wrong_attempts_fail(string id)
    {
        var result = await Replay(await kafka.ThreeBrokersAsync()).RunAsync(Lab(id), Seed(), TestContext.Current.CancellationToken);
        Assert.SkipWhen(result.NotRun is not null, result.NotRun ?? "");
        Assert.True(result.SolutionAccepted, $"{id}: " + string.Join("; ", result.Solution!.Tasks.Select(task => $"{task.Id} {task.State} {task.Check.Observed.En}")));
        Assert.All(result.Wrong, wrong => Assert.True(wrong.Rejected, $"{id}/{wrong.Name}: " + string.Join("; ", wrong.Verdict.Tasks.Select(task => $"{task.Id} {task.State} {task.Check.Observed.En}"))));
    }

    [Fact]
    public async Task A_lab_of_three_brokers_is_named_as_not_run_on_one()
    {
        var result = await Replay(await kafka.OneBrokerAsync()).RunAsync(Lab("six-partitions"), Seed(), TestContext.Current.CancellationToken);
        Assert.NotNull(result.NotRun);
        Assert.False(result.IsGood);
    }

    private static LabReplay Replay(string servers) => new(new GivenReplayHost(servers, KafkaHome.Find(out _)));

    private static LabDefinition Lab(string id)
    {
        var loaded = ContentLoader.Load(Repository.Root);
        Assert.Empty(loaded.Faults.Where(fault => fault.Place.File.StartsWith("labs", StringComparison.Ordinal)).Select(fault => fault.In(Language.En)));
        return loaded.Content!.Labs.Single(lab => lab.Id == id);
    }

    /// <summary>A shared cluster keeps the topics of earlier runs: a seed of its own for every run.</summary>
    private static ulong Seed() => BitConverter.ToUInt64(Guid.NewGuid().ToByteArray());
}
