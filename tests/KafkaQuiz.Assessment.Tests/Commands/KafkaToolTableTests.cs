using System.Diagnostics;
using KafkaQuiz.Assessment.Commands;

namespace KafkaQuiz.Assessment.Tests.Commands;

/// <summary>The table of options is what Kafka's own tools print.</summary>
public sealed class KafkaToolTableTests
{
    [Fact]
    public async Task The_table_says_what_the_real_tools_print()
    {
        string? home = Environment.GetEnvironmentVariable("KAFKA_HOME");
        Assert.SkipWhen(string.IsNullOrEmpty(home), "KAFKA_HOME is not set: there is no real Kafka whose tools could be asked.");
        string root = Replay.BankReplayTests.Root();
        // Two of the tools, because each call starts a Java: eng/kafka-tool-options.sh without names compares all.
        using var script = Process.Start(new ProcessStartInfo("bash", [Path.Combine(root, "eng", "kafka-tool-options.sh"), "kafka-topics", "kafka-get-offsets"])
        {
            RedirectStandardOutput = true,
            Environment = { ["KAFKA_HOME"] = Path.GetFullPath(home!) },
        })!;
        string[] printed = (await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, script.ExitCode);
        string[] table = await File.ReadAllLinesAsync(Path.Combine(root, "src", "KafkaQuiz.Assessment", "Commands", "kafka-tools.txt"), TestContext.Current.CancellationToken);
        Assert.Equal(3, printed.Length);
        Assert.Subset(table.ToHashSet(), printed.ToHashSet());
    }

    [Theory]
    [InlineData("kafka-topics", "--topic", "--topic", nameof(OptionValue.Required))]
    [InlineData("kafka-topics", "-topic", "--topic", nameof(OptionValue.Required))]
    [InlineData("kafka-topics", "--list", "--list", nameof(OptionValue.None))]
    [InlineData("kafka-consumer-groups", "--state", "--state", nameof(OptionValue.Optional))]
    [InlineData("kafka-storage", "-c", "--config", nameof(OptionValue.Required))]
    [InlineData("kafka-producer-perf-test", "--producer-props", "--producer-props", nameof(OptionValue.Several))]
    public void An_option_is_known_with_its_value(string tool, string typed, string name, string value)
    {
        var option = KafkaTool.Find(tool)!.Option(typed);
        Assert.Equal((name, value), (option!.Value.Name, option.Value.Value.ToString()));
    }

    [Theory]
    [InlineData("kafka-storage", "-config")]
    [InlineData("kafka-topics", "--zookeeper")]
    [InlineData("kafka-topics", "--top")]
    public void An_option_that_the_tool_refuses_is_not_known(string tool, string typed) => Assert.Null(KafkaTool.Find(tool)!.Option(typed));

    [Fact]
    public void The_table_has_every_tool_and_its_sub_commands()
    {
        Assert.True(KafkaTool.All.Count() >= 30);
        Assert.Equal(["info", "format", "version-mapping", "feature-dependencies", "random-uuid"], KafkaTool.Find("kafka-storage")!.SubCommands);
    }
}
