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
        { "nohup echo x", "x\n" },
        { "for i in 1 2 3; do echo $i; done", "1\n2\n3\n" },
        { "for i in a b\ndo\n  echo $i-1\n  echo $i-2\ndone | tail -n 1", "b-2\n" },
        { "for i in 1 2; do for j in x y; do echo $i$j; done; done", "1x\n1y\n2x\n2y\n" },
        { "for i in 1 2; do echo $i; done > a.txt; cat a.txt", "1\n2\n" },
        { "ID=$(echo a b); echo \"$ID\" $ID", "a b a b\n" },
        { "echo $(echo $(echo deep)) `echo back`", "deep back\n" },
        { "echo \"it is $(printf '%s' ')')\"", "it is )\n" },
        { "NAME=x; cat <<EOF\nnode $NAME \\$NAME $(echo y)\nEOF", "node x $NAME y\n" },
        { "mkdir -p a/b; echo x > a/b/c.txt; cd a/b; pwd; ls; cat ../b/c.txt; cd; ls", "/home/kafka/a/b\nc.txt\nx\na\n" },
        { "echo x > a.txt; cp a.txt b.txt; mv a.txt c.txt; ls; cat b.txt c.txt", "b.txt\nc.txt\nx\nx\n" },
        { "mkdir d; echo x > a.txt; cp a.txt d; cp a.txt d/b.txt; ls d; ls *.txt d/*.txt", "a.txt\nb.txt\na.txt\nd/a.txt\nd/b.txt\n" },
        { "echo '*' \"*.none\" *.none", "* *.none *.none\n" },
        { "echo x > ~/a.txt; cat /home/kafka/a.txt", "x\n" },
        { "seq 3 | tee a.txt | wc -l; cat a.txt; seq 2 | tee -a a.txt > /dev/null; wc -l a.txt", "3\n1\n2\n3\n5\n" },
        { "printf 'a=1\\nb=2\\n' > p; sed -i 's/^b=.*/b=3/' p; cat p; sed 's/a/x/;s/1/y/' p", "a=1\nb=3\nx=y\nb=3\n" },
        { "printf 'a.b.c\\n' | sed 's/\\./-/g'", "a-b-c\n" },
        { "printf 'log.dirs=/tmp/x\\n' | sed 's|/tmp/x|/var/lib|'", "log.dirs=/var/lib\n" },
        { "echo key=value | sed -E 's/(.*)=(.*)/\\2=\\1/'", "value=key\n" },
        { "echo key=value | sed 's/\\(.*\\)=\\(.*\\)/\\2+\\1/'", "value+key\n" },
        { "echo 'a+b (c)' | sed 's/+/-/; s/(c)/[&]/'", "a-b [(c)]\n" },
        { "printf '# a\\nb\\n# c\\n' | sed '/^#/d'", "b\n" },
        { "printf '1\\n2\\n3\\n' | sed -n '2p'", "2\n" },
        { "printf '1\\n2\\n3\\n' | sed '$d'", "1\n2\n" },
        { "touch a; test -f a && echo yes; test -d a || echo no; [ ! -f b ] && echo none; [ 2 -gt 1 ] && echo more", "yes\nno\nnone\nmore\n" },
        { "printf 'a:b:c\\n' | cut -d: -f1,3; echo abcdef | cut -c2-4", "a:c\nbcd\n" },
        { "seq 5 | tail -n +4", "4\n5\n" },
        { "echo error 2> e.txt >&2; cat e.txt", "error\n" },
        { "true & wait; echo done", "done\n" },
        { "echo out > out.txt & wait $!; cat out.txt", "out\n" },
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
    [InlineData("echo $((1+2))", 126, "Arithmetic")]
    [InlineData("echo $(nothing)", 127, "nothing")]
    [InlineData("echo $(echo $(echo $(echo $(echo $(echo deep)))))", 126, "too deep")]
    [InlineData("while true; do echo x; done", 126, "control")]
    [InlineData("if true; then echo x; fi", 126, "control")]
    [InlineData("for i in 1 2 3", 2, "do is missing")]
    [InlineData("for i in 1 2 3; do echo $i", 2, "done is missing")]
    [InlineData("for i; do echo $i; done", 2, "for NAME in")]
    [InlineData("echo $(echo a", 2, "not closed")]
    [InlineData("echo a > nowhere/b.txt", 1, "No such file")]
    [InlineData("cd nowhere", 1, "No such file")]
    [InlineData("mkdir a/b", 1, "No such file")]
    [InlineData("cp nothing b.txt", 1, "cannot stat")]
    [InlineData("sed 'y/a/b/' x", 2, "only s/RE/TEXT/")]
    [InlineData("echo a | sed 's/[/x/'", 2, "regular expression")]
    [InlineData("fg", 1, "no such job")]
    [InlineData("kill %1", 1, "no such job")]
    [InlineData("kill 99999", 1, "No such process")]
    [InlineData("kill -FOO 1", 2, "invalid signal")]
    [InlineData("vi server.properties", 127, "no editor")]
    [InlineData("kafka-topic --list", 127, "Did you mean kafka-topics?")]
    [InlineData("consumer-groups --list", 127, "Did you mean kafka-consumer-groups?")]
    [InlineData("kafka-cosnole-producer", 127, "Did you mean kafka-console-producer?")]
    [InlineData("gerp a", 127, "Did you mean grep?")]
    [InlineData("help kafka-topik", 1, "Did you mean kafka-topics?")]
    [InlineData("{ echo a; }", 126, "Grouped")]
    [InlineData("docker ps", 126, "Docker")]
    [InlineData("kubectl get pods", 127, "kubectl")]
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
        var exit = await KafkaConsole.RunAsync("kubectl get pods", session, new ConsoleStreams(TextWriter.Null, error), TestContext.Current.CancellationToken);
        Assert.Equal(127, exit);
        Assert.Contains("이 콘솔에 없는 명령입니다", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_tool_in_the_sessions_language()
    {
        var english = await new OurConsole("127.0.0.1:1").RunAsync("help", TestContext.Current.CancellationToken);
        using var korean = new StringWriter();
        await KafkaConsole.RunAsync("help", new ConsoleSession(ConsoleCluster.Any("127.0.0.1:1")), new ConsoleStreams(korean, TextWriter.Null), TestContext.Current.CancellationToken);
        Assert.All(KafkaConsole.Tools.Where(t => !t.StartsWith("kafka-s", StringComparison.Ordinal)), tool => Assert.True(english.Out.Contains(tool, StringComparison.Ordinal) && korean.ToString().Contains(tool, StringComparison.Ordinal), tool));
        Assert.Contains("kafka-topics               Creates, describes, alters and deletes topics\n", english.Out, StringComparison.Ordinal);
        Assert.Contains("토픽을 만들고, 보고, 바꾸고, 지웁니다", korean.ToString(), StringComparison.Ordinal);
        Assert.Contains("For example: kafka-configs --bootstrap-server localhost:9092 --describe", (await new OurConsole("127.0.0.1:1").RunAsync("help kafka-configs", TestContext.Current.CancellationToken)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_that_nobody_reads_is_bounded()
    {
        var session = new ConsoleSession(ConsoleCluster.Any("127.0.0.1:1")) { Language = ConsoleLanguage.English };
        using var error = new StringWriter();
        await KafkaConsole.RunAsync("seq -f '%0200g' 300000 | sleep 0.2", session, new ConsoleStreams(TextWriter.Null, error), TestContext.Current.CancellationToken);
        Assert.Contains("The pipe is full", error.ToString(), StringComparison.Ordinal);
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
