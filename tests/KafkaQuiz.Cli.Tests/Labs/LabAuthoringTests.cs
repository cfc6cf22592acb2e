using KafkaQuiz.Bench;

namespace KafkaQuiz.Cli.Tests.Labs;

/// <summary>What an author or a learner with a machine of their own runs: lab new, lint, test, try, check.</summary>
public sealed class LabAuthoringTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("kafkaquiz-authoring-").FullName;

    public LabAuthoringTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, "questions"));
        Directory.CreateDirectory(Path.Combine(_root, "labs"));
        File.Copy(Path.Combine(CliProgram.Repository, "questions", "course.yaml"), Path.Combine(_root, "questions", "course.yaml"));
        // The course names labs that it requires; this one has none.
        var course = Path.Combine(_root, "questions", "course.yaml");
        var text = File.ReadAllText(course);
        var labs = text.IndexOf("  labs:", StringComparison.Ordinal);
        File.WriteAllText(course, text.Remove(labs, text.IndexOf("\n\n", labs, StringComparison.Ordinal) - labs));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_new_lab_lints_and_replays_as_it_stands()
    {
        Assert.Equal(0, (await RunAsync("lab", "new", "share-work", "--section", "4.2")).Code);
        var lint = await RunAsync("lab", "lint");
        Assert.True(lint.Code == 0, lint.Output);
        var test = await RunAsync("lab", "test", "share-work", "--cluster", "practice", "--json");
        Assert.True(test.Code == 0, test.Output);
        Assert.Contains("\"solutionAccepted\": true", test.Output, StringComparison.Ordinal);
        Assert.Contains("\"cluster\": \"practice\"", test.Output, StringComparison.Ordinal);
        Assert.Contains("\"task\": \"topic\"", test.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("lab", "new", "share-work", "--section", "4.2")).Code);
        Assert.Equal(2, (await RunAsync("lab", "new", "Share_Work", "--section", "4.2")).Code);
        Assert.Equal(2, (await RunAsync("lab", "new", "other", "--section", "4.99")).Code);
    }

    [Fact]
    public async Task A_lab_is_tried_by_hand_and_ticks_after_each_line()
    {
        Assert.Equal(0, (await RunAsync("lab", "new", "share-work", "--section", "4.2")).Code);
        var first = await RunAsync(["lab", "try", "share-work"], "quit\n");
        Assert.Equal(1, first.Code);
        var topic = System.Text.RegularExpressions.Regex.Match(first.Output, "orders-[0-9a-z]{4}").Value;
        var tried = await RunAsync(["lab", "try", "share-work"], string.Concat(Enumerable.Range(3, 4).Select(n => $"kafka-topics.sh --create --topic {topic} --partitions {n} --bootstrap-server localhost:9092\nkafka-topics.sh --delete --topic {topic} --bootstrap-server localhost:9092\n")) + "quit\n");
        Assert.Contains("[ ] topic", tried.Output, StringComparison.Ordinal);
        Assert.Contains($"Created topic {topic}.", tried.Output, StringComparison.Ordinal);
        Assert.Contains("[x] topic", tried.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_of_ones_own_is_checked_without_a_server()
    {
        Assert.Equal(0, (await RunAsync("lab", "new", "share-work", "--section", "4.2")).Code);
        await using var bench = await Workbench.StartAsync(new WorkbenchOptions(), TestContext.Current.CancellationToken);
        var servers = await bench.ServersAsync([]);
        var open = await RunAsync("lab", "check", "share-work", "--bootstrap-server", servers!);
        Assert.Equal(1, open.Code);
        Assert.Contains("[ ]", open.Output, StringComparison.Ordinal);
        var nowhere = await RunAsync("lab", "check", "share-work", "--bootstrap-server", "127.0.0.1:1");
        Assert.Equal(2, nowhere.Code);
        Assert.Contains("127.0.0.1:1", nowhere.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("lab", "check", "share-work", "--server", "http://kafka.example.com")).Code);
    }

    private Task<(int Code, string Output)> RunAsync(params string[] args) => RunAsync(args, "");

    private async Task<(int Code, string Output)> RunAsync(string[] args, string input)
    {
        var start = CliProgram.Start(args);
        start.Environment["KAFKAQUIZ_ROOT"] = _root;
        start.Environment["KAFKAQUIZ_TOKEN"] = "kq_test";
        return await CliProgram.RunAsync(start, input);
    }
}
