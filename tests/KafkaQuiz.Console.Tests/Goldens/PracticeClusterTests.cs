using KafkaQuiz.Practice;

namespace KafkaQuiz.Console.Tests.Goldens;

/// <summary>
/// The same scenarios against the practice cluster. Explicit, because the practice cluster does not yet serve every API that the tools
/// use; run it to see what is left: <c>dotnet run -c Release --project tests/KafkaQuiz.Console.Tests -- -explicit only</c>.
/// </summary>
public sealed class PracticeClusterTests
{
    public static TheoryData<string> Files => GoldenTests.Files;

    [Theory(Explicit = true)]
    [MemberData(nameof(Files))]
    public async Task Prints_on_the_practice_cluster_what_it_prints_on_Kafka(string file)
    {
        var cancel = TestContext.Current.CancellationToken;
        var scenario = Scenario.Read(Path.Combine(GoldenTests.Folder, file + ".txt"));
        await using var cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = scenario.Brokers }, cancel);
        await using var ours = new OurConsole(cluster.BootstrapServers);
        var differences = await new ScenarioRun(scenario, cluster.BootstrapServers, ours, real: null).RunAsync(cancel);
        Assert.True(differences.Count == 0, $"{differences.Count} differ\n\n" + string.Join("\n\n", differences));
    }
}
