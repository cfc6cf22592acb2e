using System.Text.RegularExpressions;
using KafkaQuiz.Console.Tests.Goldens;

namespace KafkaQuiz.Console.Tests.Machine;

/// <summary>
/// kafka-storage, kafka-server-start, kafka-server-stop, ps, kill: what they ask of a machine and how they show what it answers.
/// </summary>
public sealed class NodeToolTests
{
    private readonly FakeMachine _machine = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kafka-storage format -t x -c server.properties")]
    [InlineData("kafka-storage info -c server.properties")]
    [InlineData("bin/kafka-server-start.sh config/server.properties")]
    [InlineData("kafka-server-stop")]
    public async Task A_session_without_a_machine_refuses_them_by_name(string line)
    {
        var english = await new OurConsole("127.0.0.1:1").RunAsync(line, Cancel);
        Assert.Equal(126, english.Exit);
        Assert.Contains("this console is connected to a cluster and has no computer to run nodes on", english.Error, StringComparison.Ordinal);
        using var korean = new StringWriter();
        await KafkaConsole.RunAsync(line, new ConsoleSession(ConsoleCluster.Any("127.0.0.1:1")), new ConsoleStreams(TextWriter.Null, korean), Cancel);
        Assert.Contains("노드를 실행할 컴퓨터가 없습니다", korean.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Format_and_start_as_in_Kafkas_quickstart()
    {
        await using var console = Create();
        var printed = await console.RunAsync("""
            KAFKA_CLUSTER_ID="$(bin/kafka-storage.sh random-uuid)"
            bin/kafka-storage.sh format --standalone -t $KAFKA_CLUSTER_ID -c config/server.properties
            bin/kafka-server-start.sh -daemon config/server.properties
            jps
            """, Cancel);
        Assert.Equal((0, "formatted\n4001 Kafka\n", ""), (printed.Exit, printed.Out, printed.Error));
        Assert.Equal(["format 1", "start 1"], _machine.Asked);
        Assert.Equal(console.Session.Variables["KAFKA_CLUSTER_ID"], _machine.Format!.ClusterId);
        Assert.True(_machine.Format.Standalone);
        while (!console.Session.Files.Read("logs/kafkaServer.out")!.Contains("Kafka Server started", StringComparison.Ordinal))
            await Task.Delay(5, Cancel);
    }

    [Fact]
    public async Task Three_nodes_from_one_file()
    {
        await using var console = Create();
        var printed = await console.RunAsync("""
            for n in 1 2 3; do
              sed -e "s/^node.id=.*/node.id=$n/" -e "s/:9092/:1909$n/g" config/server.properties > node-$n.properties
              kafka-storage format -t MkU3OEVBNTcwNTJENDM2Qg -c node-$n.properties
              kafka-server-start -daemon node-$n.properties
            done
            jps -lm
            """, Cancel);
        Assert.Equal("formatted\nformatted\nformatted\n4001 kafka.Kafka /home/kafka/node-1.properties\n4002 kafka.Kafka /home/kafka/node-2.properties\n4003 kafka.Kafka /home/kafka/node-3.properties\n", printed.Out);
        Assert.Empty(printed.Error);
        Assert.Equal(["format 1", "start 1", "format 2", "start 2", "format 3", "start 3"], _machine.Asked);
        Assert.Contains(":19093", _machine.Servers[2].Properties, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_options_of_format_reach_the_machine()
    {
        await using var console = Create();
        await console.RunAsync("kafka-storage format -t MkU3OEVBNTcwNTJENDM2Qg -c config/server.properties -g -N -r 4.2 -f group.version=1 -f share.version=0", Cancel);
        var format = _machine.Format!;
        Assert.Equal(("MkU3OEVBNTcwNTJENDM2Qg", true, false, true, null, "4.2"), (format.ClusterId, format.IgnoreFormatted, format.Standalone, format.NoInitialControllers, format.InitialControllers, format.ReleaseVersion));
        Assert.Equal(["group.version=1", "share.version=0"], format.Features);
    }

    [Fact]
    public async Task What_kafka_storage_prints_and_its_exit_code_are_the_machines()
    {
        await using var console = Create();
        _machine.Result = new MachineResult(1, "Found problem:\n", "WARN\n");
        var printed = await console.RunAsync("kafka-storage info -c config/server.properties", Cancel);
        Assert.Equal((1, "Found problem:\n", "WARN\n"), (printed.Exit, printed.Out, printed.Error));
    }

    [Fact]
    public async Task In_the_foreground_a_server_runs_until_Ctrl_C()
    {
        await using var console = Create();
        using var stop = new CancellationTokenSource();
        using var output = new StringWriter();
        var running = KafkaConsole.RunAsync("kafka-server-start config/server.properties", console.Session, new ConsoleStreams(TextWriter.Synchronized(output), TextWriter.Null), stop.Token);
        while (_machine.Servers.Count == 0)
            await Task.Delay(5, Cancel);
        await stop.CancelAsync();
        Assert.Equal(130, await running);
        Assert.Equal("Terminate 4001", _machine.Asked.Last());
        Assert.Equal("[2026-01-01 00:00:00,000] INFO Kafka Server started (kafka.Kafka)\n[2026-01-01 00:00:00,000] INFO Kafka Server stopped (kafka.Kafka)\n", output.ToString());
    }

    [Fact]
    public async Task A_server_that_cannot_start_shows_its_log_and_its_exit_code()
    {
        await using var console = Create();
        _machine.Fails = 1;
        var printed = await console.RunAsync("kafka-server-start config/server.properties", Cancel);
        Assert.Equal(1, printed.Exit);
        Assert.EndsWith("INFO Exiting Kafka due to fatal exception (kafka.Kafka)\n", printed.Out, StringComparison.Ordinal);
        Assert.Equal("", (await console.RunAsync("jps", Cancel)).Out);
    }

    [Fact]
    public async Task Overrides_stand_behind_the_file()
    {
        await using var console = Create();
        await console.RunAsync("kafka-server-start -daemon config/server.properties --override node.id=7", Cancel);
        Assert.Equal(["start 7"], _machine.Asked);
    }

    [Fact]
    public async Task Log_directories_are_seen_and_removed()
    {
        await using var console = Create();
        _machine.Folders["/var/lib/kafka"] = new Dictionary<string, string?> { ["meta.properties"] = "node.id=1\n", ["orders-0"] = null };
        var printed = await console.RunAsync("ls /var/lib/kafka; cat /var/lib/kafka/meta.properties; rm -rf /var/lib/kafka; ls /var/lib/kafka", Cancel);
        Assert.StartsWith("meta.properties\norders-0", printed.Out, StringComparison.Ordinal);
        Assert.EndsWith("node.id=1\n", printed.Out, StringComparison.Ordinal);
        Assert.Contains("delete /var/lib/kafka", _machine.Asked);
        Assert.Contains("No such file or directory", printed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Format_of_a_file_that_is_not_there_ends_as_in_Kafka()
    {
        await using var console = Create();
        var printed = await console.RunAsync("kafka-storage format --standalone -t MkU3OEVBNTcwNTJENDM2Qg -c missing.properties", Cancel);
        Assert.Equal((1, "Exception in thread \"main\" java.nio.file.NoSuchFileException: missing.properties\n"), (printed.Exit, printed.Error));
        Assert.Empty(_machine.Asked);
    }

    [Theory]
    [InlineData("kafka-server-start missing.properties", "java.nio.file.NoSuchFileException: missing.properties\n")]
    [InlineData("kafka-server-start config/server.properties --override", "joptsimple.OptionMissingRequiredArgumentException: Option override requires an argument\n")]
    public async Task Arguments_that_Kafka_refuses_are_refused_before_the_machine_is_asked(string line, string printed)
    {
        await using var console = Create();
        var result = await console.RunAsync(line, Cancel);
        Assert.Equal((1, "ERROR Exiting Kafka due to fatal exception (kafka.Kafka$)\n" + printed), (result.Exit, Regex.Replace(result.Out, @"(?m)^\[\d[^\]]*\] ", "")));
        Assert.Empty(_machine.Asked);
    }

    [Theory]
    [InlineData("kill 4001", "Terminate 4001")]
    [InlineData("kill -9 4001", "Kill 4001")]
    [InlineData("kill -STOP 4001", "Stop 4001")]
    [InlineData("kill -STOP 4001; kill -CONT 4001", "Continue 4001")]
    [InlineData("kill -9 $!", "Kill 4001")]
    [InlineData("kill %1", "Terminate 4001")]
    [InlineData("kill -STOP %1", "Stop 4001")]
    [InlineData("kafka-server-stop", "Terminate 4001")]
    [InlineData("kafka-server-stop.sh --node-id=1", "Terminate 4001")]
    [InlineData("kafka-server-stop --process-role=broker,controller", "Terminate 4001")]
    [InlineData("kafka-server-stop --process-role=broker", "start 1")]
    [InlineData("kafka-server-stop --node-id=2", "start 1")]
    public async Task Signals_reach_a_server(string line, string last)
    {
        await using var console = Create();
        await console.RunAsync("kafka-server-start config/server.properties > /dev/null &", Cancel);
        while (_machine.Servers.Count == 0)
            await Task.Delay(5, Cancel);
        var printed = await console.RunAsync(line, Cancel);
        Assert.Equal((0, "", ""), (printed.Exit, printed.Out, printed.Error));
        while (_machine.Asked.Last() != last)
            await Task.Delay(5, Cancel);
    }

    [Fact]
    public async Task Stop_says_when_there_is_nothing_to_stop()
    {
        await using var console = Create();
        var printed = await console.RunAsync("kafka-server-stop --node-id=1 --process-role=broker", Cancel);
        Assert.Equal((1, "When both node-id and process-role are provided, the value for node-id will take precedence\nNo kafka server to stop\n"), (printed.Exit, printed.Out));
    }

    [Fact]
    public async Task Ps_shows_servers_and_tools_and_who_is_stopped()
    {
        await using var console = Create();
        await console.RunAsync("kafka-server-start -daemon config/server.properties; kill -STOP 4001", Cancel);
        Assert.Equal("4001\n", (await console.RunAsync("ps ax | grep 'kafka.Kafka' | grep -v grep | cut -c4-7", Cancel)).Out);
        Assert.Contains("   4001 ?        Tl     0:01 java -cp /opt/kafka/libs/* kafka.Kafka /home/kafka/config/server.properties\n", (await console.RunAsync("ps ax", Cancel)).Out, StringComparison.Ordinal);
    }

    private OurConsole Create()
    {
        var console = new OurConsole("127.0.0.1:1", _machine);
        KafkaConfigFiles.AddTo(console.Session.Files);
        return console;
    }
}
