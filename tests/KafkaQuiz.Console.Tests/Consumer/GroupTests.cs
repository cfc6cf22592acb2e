using KafkaQuiz.Console.Tests.Goldens;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Console.Tests.Consumer;

/// <summary>Consumers in the background on a practice cluster, as a learner of chapter 4 starts them.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private const string Bootstrap = "--bootstrap-server localhost:9092";
    private PracticeCluster _cluster = null!;
    private OurConsole _console = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 3 }, Cancel);
        _console = new OurConsole(_cluster.BootstrapServers);
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        Assert.Null(_cluster.LastFault);
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Fourth_consumer_of_three_partitions_stays_idle_until_another_leaves()
    {
        await RunAsync($"kafka-topics {Bootstrap} --create --topic orders --partitions 3");
        await RunAsync($"for i in 1 2 3 4; do kafka-console-consumer {Bootstrap} --topic orders --group billing > out-$i.txt & done");
        await UntilAsync("0 1 1 1", MembersAsync);
        await RunAsync("kill %1 %2; wait %1 %2");
        await UntilAsync("1 2", MembersAsync);
    }

    [Fact]
    public async Task A_killed_consumer_stays_a_member_a_terminated_one_leaves()
    {
        await RunAsync($"kafka-topics {Bootstrap} --create --topic orders --partitions 4");
        await RunAsync($"for i in 1 2; do kafka-console-consumer {Bootstrap} --topic orders --group billing > /dev/null & done");
        await UntilAsync("2 2", MembersAsync);
        await RunAsync("kill -9 %1; wait %1");
        Assert.Equal("2 2", await MembersAsync());
        await RunAsync("kill %2; wait %2");
        Assert.Single((await MembersAsync()).Split(' '));
    }

    [Fact]
    public async Task A_job_s_file_is_read_while_it_is_written()
    {
        await RunAsync($"kafka-topics {Bootstrap} --create --topic orders");
        await RunAsync($"kafka-console-consumer {Bootstrap} --topic orders --group billing --from-beginning > out.txt 2> /dev/null &");
        await RunAsync($"seq 3 | kafka-console-producer {Bootstrap} --topic orders");
        await UntilAsync("1\n2\n3\n", async () => (await _console.RunAsync("cat out.txt", Cancel)).Out);
    }

    [Theory]
    [InlineData("partition.assignment.strategy=org.apache.kafka.clients.consumer.RangeAssignor")]
    [InlineData("partition.assignment.strategy=org.apache.kafka.clients.consumer.RoundRobinAssignor")]
    [InlineData("partition.assignment.strategy=org.apache.kafka.clients.consumer.StickyAssignor")]
    [InlineData("partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor")]
    [InlineData("group.protocol=consumer")]
    public async Task Members_share_a_topic_and_no_record_is_lost_or_read_twice(string property)
    {
        var consumer = $"kafka-console-consumer {Bootstrap} --topic orders --group billing --from-beginning --command-property {property} --command-property heartbeat.interval.ms=200";
        if (property.StartsWith("group", StringComparison.Ordinal))
            consumer = consumer.Replace(" --command-property heartbeat.interval.ms=200", "", StringComparison.Ordinal);
        await RunAsync($"kafka-topics {Bootstrap} --create --topic orders --partitions 4");
        await RunAsync($"{consumer} > out-1.txt 2> err-1.txt &");
        await UntilAsync("4", MembersAsync);
        await RunAsync($"seq 1 100 | kafka-console-producer {Bootstrap} --topic orders --command-property partitioner.class=org.apache.kafka.clients.producer.RoundRobinPartitioner");
        await UntilAsync("100", ReadAsync);
        await RunAsync($"{consumer} > out-2.txt 2> err-2.txt &");
        await UntilAsync("2 2", MembersAsync);
        await RunAsync($"seq 101 200 | kafka-console-producer {Bootstrap} --topic orders --command-property partitioner.class=org.apache.kafka.clients.producer.RoundRobinPartitioner");
        await UntilAsync("200", ReadAsync);
        await RunAsync("kill %1 %2; wait %1 %2");
        Assert.Equal("50\n", (await _console.RunAsync("wc -l out-2.txt", Cancel)).Out);
        Assert.Equal("200\n", (await _console.RunAsync("cat out-1.txt out-2.txt | sort -n | uniq | wc -l", Cancel)).Out);
        Assert.Equal("0 0 0 0", await LagAsync());
    }

    /// <summary>How many partitions each member has.</summary>
    private async Task<string> MembersAsync()
    {
        var printed = await _console.RunAsync($"kafka-consumer-groups {Bootstrap} --describe --group billing --members", Cancel);
        return string.Join(' ', Rows(printed.Out).Select(r => r[^1]).Order(StringComparer.Ordinal));
    }

    private async Task<string> LagAsync() => string.Join(' ', Rows((await _console.RunAsync($"kafka-consumer-groups {Bootstrap} --describe --group billing", Cancel)).Out).Select(r => r[5]));

    private async Task<string> ReadAsync() => (await _console.RunAsync("cat out-*.txt | wc -l", Cancel)).Out.Trim();

    private static IEnumerable<string[]> Rows(string table) =>
        table.Split('\n').Where(l => l.StartsWith("billing", StringComparison.Ordinal)).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private async Task RunAsync(string line)
    {
        var printed = await _console.RunAsync(line, Cancel);
        Assert.True(printed.Error.Length == 0, printed.Error);
    }

    private static async Task UntilAsync(string wanted, Func<Task<string>> look)
    {
        var seen = "";
        for (var attempt = 0; attempt < 1200 && (seen = await look()) != wanted; attempt++)
            await Task.Delay(50, Cancel);
        Assert.Equal(wanted, seen);
    }
}
