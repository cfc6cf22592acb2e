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

    private static async Task<(int Code, string Text)> RunAsync(Workbench bench, string line)
    {
        var output = new StringWriter();
        var streams = new ConsoleStreams(TextWriter.Synchronized(output), TextWriter.Synchronized(output));
        return (await KafkaConsole.RunAsync(line, bench.Terminal.Session, streams, Cancel), output.ToString());
    }
}
