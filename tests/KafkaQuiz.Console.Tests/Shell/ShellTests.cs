using KafkaQuiz.Console.Tests.Goldens;

namespace KafkaQuiz.Console.Tests.Shell;

/// <summary>The small shell around the tools; no cluster is needed.</summary>
public sealed class ShellTests
{
    public static TheoryData<string, string> Lines => new()
    {
        { "echo a  b", "a b\n" },
        { "echo 'a  b' \"c  d\" e\\ f", "a  b c  d e f\n" },
        { "echo -n a; echo b", "ab\n" },
        { "printf '%s:%s\\n' k1 v1 k2 v2", "k1:v1\nk2:v2\n" },
        { "printf 'user-%03d\\n' 7", "user-007\n" },
        { "seq 1 3", "1\n2\n3\n" },
        { "seq -f 'order-%g' 2", "order-1\norder-2\n" },
        { "seq 3 | tail -n 1", "3\n" },
        { "seq 5 | head -2 | sort -r", "2\n1\n" },
        { "printf 'b\\na\\nb\\n' | sort | uniq -c", "      1 a\n      2 b\n" },
        { "seq 10 | grep -c 1", "2\n" },
        { "seq 10 | wc -l", "10\n" },
        { "TOPIC=orders; echo $TOPIC ${TOPIC}-2 '$TOPIC' \"$TOPIC\"", "orders orders-2 $TOPIC orders\n" },
        { "echo a \\\n  b", "a b\n" },
        { "echo one # the rest", "one\n" },
        { "true && echo yes || echo no", "yes\n" },
        { "false && echo yes || echo no", "no\n" },
        { "false\necho $?", "1\n" },
        { "echo one > a.txt; echo two >> a.txt; cat ./a.txt; ls; rm a.txt; ls", "one\ntwo\na.txt\n" },
        { "cat > f.json <<'EOF'\n{\"a\": \"$b\"}\nEOF\ncat f.json", "{\"a\": \"$b\"}\n" },
        { "cat <<-END | grep x\n\tx\n\ty\n\tEND", "x\n" },
        { "cat <<< word", "word\n" },
        { "echo gone > /dev/null", "" },
        { "docker exec -it broker-1 echo inside", "inside\n" },
        { "docker compose exec -T broker echo inside", "inside\n" },
        { "sudo echo x", "x\n" },
        { "kafka-topics --version", "4.3.1\n" },
        { "/opt/kafka/bin/kafka-topics.sh --version", "4.3.1\n" },
        { "bin/kafka-topics.sh --version | grep -o 4", "4\n" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Runs_a_line(string line, string output)
    {
        var printed = await new OurConsole("127.0.0.1:1").RunAsync(line, TestContext.Current.CancellationToken);
        Assert.Equal((output, ""), (printed.Out, printed.Error));
    }

    [Theory]
    [InlineData("kafka-topics --list &", 126, "background")]
    [InlineData("echo $(date)", 126, "substitution")]
    [InlineData("echo `date`", 126, "substitution")]
    [InlineData("for i in 1 2; do echo $i; done", 126, "control")]
    [InlineData("{ echo a; }", 126, "Grouped")]
    [InlineData("docker ps", 126, "Docker")]
    [InlineData("kubectl get pods", 127, "kubectl")]
    [InlineData("kafka-storage format", 127, "kafka-storage")]
    [InlineData("seq 99999999999", 126, "seq")]
    [InlineData("echo 'open", 2, "single quote")]
    [InlineData("echo \"open", 2, "double quote")]
    [InlineData("echo a |", 2, "pipe")]
    [InlineData("| echo a", 2, "no command")]
    [InlineData("cat <<EOF\nnever ends", 2, "EOF")]
    [InlineData("echo a >", 2, "file name")]
    [InlineData("cat < missing.txt", 1, "missing.txt")]
    [InlineData("cat /etc/passwd", 1, "No such file")]
    public async Task Refuses_with_a_reason(string line, int exit, string reason)
    {
        var printed = await new OurConsole("127.0.0.1:1").RunAsync(line, TestContext.Current.CancellationToken);
        Assert.Equal(exit, printed.Exit);
        Assert.Contains(reason, printed.Error, StringComparison.Ordinal);
        Assert.Empty(printed.Out);
    }

    [Fact]
    public async Task Speaks_Korean_by_default()
    {
        var session = new ConsoleSession(ConsoleCluster.Any("127.0.0.1:1"));
        using var error = new StringWriter();
        var exit = await KafkaConsole.RunAsync("vi a.txt", session, new ConsoleStreams(TextWriter.Null, error), TestContext.Current.CancellationToken);
        Assert.Equal(127, exit);
        Assert.Contains("이 콘솔에 없는 명령입니다", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_runs_when_one_command_of_a_pipeline_is_unknown()
    {
        var console = new OurConsole("127.0.0.1:1");
        var printed = await console.RunAsync("echo written > a.txt | awk 1", TestContext.Current.CancellationToken);
        Assert.Equal(127, printed.Exit);
        Assert.Empty(console.Session.Files.Paths);
    }

    [Fact]
    public async Task Output_ends_at_the_limit_and_says_so()
    {
        var session = new ConsoleSession(ConsoleCluster.Any("127.0.0.1:1")) { Limits = new ConsoleLimits { OutputCharacters = 10 }, Language = ConsoleLanguage.English };
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await KafkaConsole.RunAsync("seq 1000", session, new ConsoleStreams(output, error), TestContext.Current.CancellationToken);
        Assert.Equal((1, 10), (exit, output.ToString().Length));
        Assert.Contains("more than 10 characters", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_ends_at_the_time_limit()
    {
        var session = new ConsoleSession(ConsoleCluster.Any("127.0.0.1:1")) { Limits = new ConsoleLimits { Time = TimeSpan.FromMilliseconds(50) } };
        Assert.Equal(124, await KafkaConsole.RunAsync("sleep 1000", session, new ConsoleStreams(TextWriter.Null, TextWriter.Null), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_line_with_130()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var session = new ConsoleSession(ConsoleCluster.Any("127.0.0.1:1"));
        Assert.Equal(130, await KafkaConsole.RunAsync("sleep 1000", session, new ConsoleStreams(TextWriter.Null, TextWriter.Null), stop.Token));
    }

    [Fact]
    public async Task Timeout_ends_a_command_with_124() =>
        Assert.Equal(124, (await new OurConsole("127.0.0.1:1").RunAsync("timeout 0.05 sleep 1000", TestContext.Current.CancellationToken)).Exit);

    [Fact]
    public async Task Every_connection_goes_through_the_sessions_policy()
    {
        var asked = new List<string>();
        var session = new ConsoleSession(ConsoleCluster.AsTyped("127.0.0.1:9"))
        {
            Client = new()
            {
                Connect = (address, _) =>
                {
                    asked.Add(address.ToString());
                    throw new IOException("refused by policy");
                },
            },
            Limits = new ConsoleLimits { Unreachable = TimeSpan.FromMilliseconds(1) },
        };
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await KafkaConsole.RunAsync("kafka-topics --bootstrap-server 127.0.0.1:9,[::1]:9 --list", session, new ConsoleStreams(output, error), TestContext.Current.CancellationToken);
        Assert.Equal(1, exit);
        Assert.Equal(["127.0.0.1:9", "[::1]:9"], asked.Take(2));
        Assert.Equal("Error while executing topic command : Timed out waiting for a node assignment. Call: listTopics\n", output.ToString());
        Assert.Contains("Connection to node -1 (/127.0.0.1:9) could not be established. Node may not be available.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_an_address_that_is_not_the_clusters_nobody_listens()
    {
        var printed = await new OurConsole("127.0.0.1:1").RunAsync("kafka-topics --bootstrap-server localhost:9999 --list", TestContext.Current.CancellationToken);
        Assert.Equal("Error while executing topic command : Timed out waiting for a node assignment. Call: listTopics\n", printed.Out);
        Assert.Contains("Connection to node -1 (localhost/127.0.0.1:9999) could not be established.", printed.Error, StringComparison.Ordinal);
    }
}
