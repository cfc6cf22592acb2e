using System.Runtime.CompilerServices;
using KafkaQuiz.Labs.LocalKafka;
using KafkaQuiz.TestKit;

namespace KafkaQuiz.Console.Tests.Goldens;

/// <summary>
/// Every scenario's commands print what Kafka 4.3.1's own tools printed, to the character: standard output, standard error, exit
/// code. With CONSOLE_GOLDENS=record (eng/record-console-goldens.sh) the real tools run instead and the files are written anew.
/// </summary>
[Collection("one scenario at a time: they share a cluster")]
public sealed class GoldenTests(RealKafka kafka)
{
    internal static readonly string Folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Scenarios");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!)
        .Where(f => Environment.GetEnvironmentVariable("CONSOLE_SCENARIO") is not { Length: > 0 } only || only.Split(',').Contains(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Prints_what_the_real_tool_prints(string file)
    {
        var cancel = TestContext.Current.CancellationToken;
        var scenario = Scenario.Read(Path.Combine(Folder, file + ".txt"));
        var servers = scenario.Brokers switch { 0 => "127.0.0.1:1", 1 => await kafka.OneBrokerAsync(), _ => await kafka.ThreeBrokersAsync() };
        await using var ours = new OurConsole(servers);
        var recording = Environment.GetEnvironmentVariable("CONSOLE_GOLDENS") == "record";
        using var real = recording ? new RealTools(KafkaHome.Find(out _)!) : null;
        var differences = await new ScenarioRun(scenario, servers, ours, real).RunAsync(cancel);
        if (recording)
            scenario.Write();
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
