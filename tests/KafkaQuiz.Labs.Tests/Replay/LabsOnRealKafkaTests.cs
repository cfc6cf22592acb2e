using KafkaQuiz.Content;
using KafkaQuiz.Labs.LocalKafka;
using KafkaQuiz.Labs.Replay;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.TestKit;

namespace KafkaQuiz.Labs.Tests.Replay;

/// <summary>Every lab, replayed: its solution is accepted, each wrong attempt is rejected for the stated tasks.</summary>
public sealed class LabsOnRealKafkaTests(RealKafka kafka)
{
    public static TheoryData<string> All() => [.. Labs().Select(lab => lab.Id)];

    public static TheoryData<string> OfOneBroker() => [.. Labs().Where(lab => lab.Cluster.Brokers == 1).Select(lab => lab.Id)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task On_three_brokers_the_solution_passes_and_wrong_attempts_fail(string id) => await ReplayAsync(id, await kafka.ThreeBrokersAsync());

    [Theory]
    [MemberData(nameof(OfOneBroker))]
    public async Task On_one_broker_the_solution_passes_and_wrong_attempts_fail(string id) => await ReplayAsync(id, await kafka.OneBrokerAsync());

    [Fact]
    public async Task A_lab_of_three_brokers_is_named_as_not_run_on_one()
    {
        var result = await Replay(await kafka.OneBrokerAsync()).RunAsync(Lab("six-partitions"), Seed(), TestContext.Current.CancellationToken);
        Assert.NotNull(result.NotRun);
        Assert.False(result.IsGood);
    }

    private static async Task ReplayAsync(string id, string servers)
    {
        var result = await Replay(servers).RunAsync(Lab(id), Seed(), TestContext.Current.CancellationToken);
        Assert.SkipWhen(result.NotRun is not null, result.NotRun ?? "");
        Assert.True(result.SolutionAccepted, $"{id}: " + string.Join("; ", result.Solution!.Tasks.Select(task => $"{task.Id} {task.State} {task.Check.Observed.En}")));
        Assert.All(result.Wrong, wrong => Assert.True(wrong.Rejected, $"{id}/{wrong.Name}: " + string.Join("; ", wrong.Verdict.Tasks.Select(task => $"{task.Id} {task.State} {task.Check.Observed.En}"))));
        Assert.True(result.Wrong.Count >= 3);
        // Whoever goes wrong in a way that the author foresaw is told something.
        Assert.All(result.Wrong, wrong => Assert.All(wrong.Verdict.Tasks.Where(task => task.State == TaskState.Open), task => Assert.True(task.Hint is not null, $"{id}/{wrong.Name}: no hint for {task.Id}")));
    }

    private static LabReplay Replay(string servers) => new(servers, KafkaHome.Find(out _), TimeProvider.System);

    private static Content.Labs.LabDefinition Lab(string id) => Labs().Single(lab => lab.Id == id);

    private static IReadOnlyList<Content.Labs.LabDefinition> Labs()
    {
        var loaded = ContentLoader.Load(Repository.Root);
        Assert.Empty(loaded.Faults.Where(fault => fault.Place.File.StartsWith("labs", StringComparison.Ordinal)).Select(fault => fault.In(Language.En)));
        return loaded.Content!.Labs;
    }

    /// <summary>A shared cluster keeps the topics of earlier runs: a seed of its own for every run.</summary>
    private static ulong Seed() => BitConverter.ToUInt64(Guid.NewGuid().ToByteArray());
}
