using Confluent.Kafka;
using KafkaQuiz.Console;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Egress;

namespace KafkaQuiz.Bench.Tests;

/// <summary>A workbench: nodes, a terminal that reaches them, and real clients.</summary>
public sealed class WorkbenchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_terminal_makes_a_real_client_sees()
    {
        await using var bench = await Workbench.StartAsync(new WorkbenchOptions { Brokers = 3 }, Cancel);
        Assert.Equal(0, (await RunAsync(bench, "kafka-topics --create --topic orders --partitions 6 --replication-factor 3 --bootstrap-server localhost:9092")).Code);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = await bench.ServersAsync([]) }).Build();
        var metadata = admin.GetMetadata(TimeSpan.FromSeconds(20));
        Assert.Equal([1, 2, 3], metadata.Brokers.Select(broker => broker.BrokerId).Order());
        Assert.Equal(6, metadata.Topics.Single(topic => topic.Topic == "orders").Partitions.Count);
    }

    [Fact]
    public async Task A_stopped_broker_is_seen_by_the_tools_and_comes_back()
    {
        await using var bench = await Workbench.StartAsync(new WorkbenchOptions { Brokers = 3 }, Cancel);
        await RunAsync(bench, "kafka-topics --create --topic orders --replica-assignment 2:1:3 --bootstrap-server localhost:9092");
        await bench.ActAsync(BrokerAction.Stop, 2);
        Assert.Contains("Leader: 1\tReplicas: 2,1,3\tIsr: 1,3", (await RunAsync(bench, "kafka-topics --describe --topic orders --bootstrap-server localhost:9092")).Text, StringComparison.Ordinal);
        await bench.ActAsync(BrokerAction.Start, 2);
        Assert.Contains("Isr: 1,3,2", (await RunAsync(bench, "kafka-topics --describe --topic orders --bootstrap-server localhost:9092")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grader_finds_the_real_port_behind_an_address_of_the_machine_and_none_where_nothing_listens()
    {
        await using var bench = await Workbench.StartAsync(new WorkbenchOptions(), Cancel);
        Assert.Equal(await bench.ServersAsync(["localhost:9092"]), (await bench.WhereAsync(new HostPort("localhost", 9092)))?.ToString());
        Assert.Null(await bench.WhereAsync(new HostPort("localhost", 9999)));
        Assert.Null(await bench.WhereAsync(new HostPort("kafka", 9092)));
    }

    [Fact]
    public async Task On_an_empty_machine_the_learner_starts_a_server_by_hand()
    {
        await using var bench = await Workbench.StartAsync(new WorkbenchOptions { Machine = true }, Cancel);
        Assert.Null(await bench.ServersAsync(["localhost:9092"]));
        Assert.Equal(0, (await RunAsync(bench, "kafka-storage.sh format --standalone -t MkU3OEVBNTcwNTJENDM2Qg -c config/server.properties")).Code);
        Assert.Equal(0, (await RunAsync(bench, "kafka-server-start.sh -daemon config/server.properties")).Code);
        var servers = await bench.ServersAsync(["localhost:9092"]);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).SetLogHandler((_, _) => { }).Build();
        Assert.Equal(1, Assert.Single(admin.GetMetadata(TimeSpan.FromSeconds(20)).Brokers).BrokerId);
        Assert.Contains("Kafka", (await RunAsync(bench, "jps")).Text, StringComparison.Ordinal);
        await RunAsync(bench, "kafka-server-stop.sh");
        Assert.DoesNotContain("Kafka", (await RunAsync(bench, "jps")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_benches_do_not_reach_each_other()
    {
        await using var one = await Workbench.StartAsync(new WorkbenchOptions(), Cancel);
        await using var two = await Workbench.StartAsync(new WorkbenchOptions(), Cancel);
        await RunAsync(one, "kafka-topics --create --topic mine --bootstrap-server localhost:9092");
        Assert.DoesNotContain("mine", (await RunAsync(two, "kafka-topics --list --bootstrap-server localhost:9092")).Text, StringComparison.Ordinal);
        var other = await RunAsync(two, $"kafka-topics --list --bootstrap-server {await one.ServersAsync([])}");
        Assert.NotEqual(0, other.Code);
        Assert.DoesNotContain("mine", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bench_wakes_with_its_servers_files_transcript_and_history()
    {
        using var folder = new TempFolder();
        var bench = await Workbench.StartAsync(new WorkbenchOptions { Brokers = 3 }, Cancel);
        await EnterAsync(bench, "kafka-topics.sh --create --topic orders --bootstrap-server localhost:9092");
        await EnterAsync(bench, "echo 'a:1' > orders.txt; NAME=orders; mkdir notes; cd notes");
        bench.Terminal.Enter("kafka-console-consumer.sh --topic orders --bootstrap-server localhost:9092");
        var shown = bench.Terminal.Transcript.End;
        await bench.SleepAsync(folder.Path("bench"), Cancel);
        await bench.DisposeAsync();

        await using var woken = await Workbench.WakeAsync(folder.Path("bench"), new WorkbenchOptions { Language = ConsoleLanguage.English }, Cancel);
        Assert.Equal(shown, woken.Terminal.Transcript.From(0)[^1].Position);
        Assert.Contains("What ran before the pause has ended: kafka-console-consumer.sh", woken.Terminal.Transcript.From(shown).Single().Text, StringComparison.Ordinal);
        Assert.StartsWith("kafka-console-consumer.sh", woken.Terminal.History[^1], StringComparison.Ordinal);
        Assert.Equal((0, "/home/kafka/notes\na:1\norders\n"), await RunAsync(woken, "pwd; cat ../orders.txt; echo $NAME"));
        Assert.Contains("PartitionCount: 1", (await RunAsync(woken, "kafka-topics.sh --describe --topic orders --bootstrap-server localhost:9092")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Servers_that_a_learner_started_run_on_after_waking_with_their_log()
    {
        using var folder = new TempFolder();
        var bench = await Workbench.StartAsync(new WorkbenchOptions { Machine = true }, Cancel);
        await EnterAsync(bench, "kafka-storage.sh format --standalone -t MkU3OEVBNTcwNTJENDM2Qg -c config/server.properties");
        await EnterAsync(bench, "kafka-server-start.sh -daemon config/server.properties");
        var log = (await RunAsync(bench, "cat logs/kafkaServer.out")).Text;
        await bench.SleepAsync(folder.Path("bench"), Cancel);
        await bench.DisposeAsync();

        await using var woken = await Workbench.WakeAsync(folder.Path("bench"), new WorkbenchOptions(), Cancel);
        Assert.Contains("kafka.Kafka /home/kafka/config/server.properties", (await RunAsync(woken, "jps -lm")).Text, StringComparison.Ordinal);
        await RunAsync(woken, "kafka-server-stop.sh");
        await UntilAsync(async () => (await RunAsync(woken, "cat logs/kafkaServer.out")).Text is var now && now.StartsWith(log, StringComparison.Ordinal) && now.Length > log.Length);
    }

    [Fact]
    public async Task A_server_in_the_foreground_runs_on_without_its_command()
    {
        using var folder = new TempFolder();
        var bench = await Workbench.StartAsync(new WorkbenchOptions { Machine = true }, Cancel);
        await EnterAsync(bench, "kafka-storage.sh format --standalone -t MkU3OEVBNTcwNTJENDM2Qg -c config/server.properties");
        bench.Terminal.Enter("kafka-server-start.sh config/server.properties");
        await UntilAsync(async () => await bench.ServersAsync([]) is not null);
        await bench.SleepAsync(folder.Path("bench"), Cancel);
        await bench.DisposeAsync();

        await using var woken = await Workbench.WakeAsync(folder.Path("bench"), new WorkbenchOptions(), Cancel);
        Assert.Contains("kafka-server-start.sh", woken.Terminal.Transcript.From(0)[^1].Text, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(woken, "kafka-topics.sh --create --topic orders --bootstrap-server localhost:9092")).Code);
    }

    [Fact]
    public async Task A_damaged_file_wakes_nothing()
    {
        using var folder = new TempFolder();
        await using var bench = await Workbench.StartAsync(new WorkbenchOptions(), Cancel);
        await bench.SaveAsync(folder.Path("bench"), Cancel);
        await File.WriteAllTextAsync(folder.Path("bench.terminal"), "{", Cancel);
        await Assert.ThrowsAsync<IOException>(() => Workbench.WakeAsync(folder.Path("bench"), new WorkbenchOptions(), Cancel));
        await bench.SaveAsync(folder.Path("bench"), Cancel);
        await File.WriteAllTextAsync(folder.Path("bench"), "KQSLEEP", Cancel);
        await Assert.ThrowsAsync<Practice.MachineFileException>(() => Workbench.WakeAsync(folder.Path("bench"), new WorkbenchOptions(), Cancel));
    }

    private static async Task EnterAsync(Workbench bench, string line)
    {
        bench.Terminal.Enter(line);
        await bench.Terminal.WhenIdle.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await holds())
            await Task.Delay(20, patience.Token);
    }

    private sealed class TempFolder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("kafkaquiz-bench-").FullName;

        public string Path(string name) => System.IO.Path.Combine(_path, name);

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }

    private static async Task<(int Code, string Text)> RunAsync(Workbench bench, string line)
    {
        var output = new StringWriter();
        var streams = new ConsoleStreams(TextWriter.Synchronized(output), TextWriter.Synchronized(output));
        return (await KafkaConsole.RunAsync(line, bench.Terminal.Session, streams, Cancel), output.ToString());
    }
}
