using System.Text.RegularExpressions;
using Confluent.Kafka;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Tools;

/// <summary>Kafka 4.3.1's own tools for groups: what they print about a practice cluster is what they print about a real one.</summary>
public sealed class GroupToolsTests : IAsyncLifetime
{
    private PracticeCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        KafkaTool.SkipIfMissing();
        _cluster = await PracticeCluster.StartAsync(new() { Seed = 1, Configs = RealClient.QuickHeartbeats }, TestContext.Current.CancellationToken);
        await _cluster.CreateTopicAsync("orders", 2);
        using var producer = _cluster.Producer();
        for (var i = 0; i < 10; i++)
            await producer.ProduceAsync(new TopicPartition("orders", i % 2), new() { Value = $"{i}" }, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is null)
            return;
        var fault = _cluster.LastFault;
        await _cluster.DisposeAsync();
        Assert.Null(fault);
    }

    [Theory]
    [InlineData(GroupProtocol.Classic, "classic", "range")]
    [InlineData(GroupProtocol.Consumer, "consumer", "uniform")]
    public async Task Kafka_consumer_groups_describes_a_group_with_members(GroupProtocol protocol, string type, string assignor)
    {
        using var consumer = _cluster.Consumer("g", c =>
        {
            c.ClientId = "mine";
            protocol.Configure(c);
        });
        consumer.Subscribe("orders");
        Assert.Equal(10, consumer.Take(10).Count);
        consumer.Commit([new TopicPartitionOffset("orders", 0, 3)]);
        // The consumer goes on polling while the tools look.
        using var stop = new CancellationTokenSource();
        var polling = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                consumer.Consume(TimeSpan.FromMilliseconds(100));
        }, CancellationToken.None);
        try
        {
            var state = await _cluster.KafkaAsync("kafka-consumer-groups", "--describe --group g --state");
            Assert.Matches($@"\ng +127\.0\.0\.1:[0-9]+ +\([123]\) +{assignor} +Stable +1\s", state);
            Assert.Matches(@"\ng +orders +0 +3 +5 +2 +\S+ +/127\.0\.0\.1 +mine", await _cluster.KafkaAsync("kafka-consumer-groups", "--describe --group g --offsets"));
            var members = await _cluster.KafkaAsync("kafka-consumer-groups", "--describe --group g --members --verbose");
            Assert.Matches(@"\ng +\S+ +/127\.0\.0\.1 +mine +2 ", members);
            Assert.Contains("orders:0,1", members, StringComparison.Ordinal);
            Assert.Matches($@"(?m)^g +{(type == "classic" ? "Classic" : "Consumer")} +consumer\s*$", await _cluster.KafkaAsync("kafka-groups", "--list"));
            Assert.Contains("GroupNotEmptyException: The group is not empty.", await _cluster.KafkaAsync("kafka-consumer-groups", "--delete --group g"), StringComparison.Ordinal);
        }
        finally
        {
            await stop.CancelAsync();
            await polling;
        }
    }

    [Fact]
    public async Task Kafka_consumer_groups_resets_and_deletes_offsets_and_groups()
    {
        using (var consumer = _cluster.Consumer("g"))
            consumer.Commit([new TopicPartitionOffset("orders", 0, 4), new TopicPartitionOffset("orders", 1, 5)]);
        Assert.Matches(@"\ng +orders +0 +1\s", await _cluster.KafkaAsync("kafka-consumer-groups", "--group g --topic orders --reset-offsets --shift-by -3 --execute"));
        Assert.Matches(@"\ng +orders +0 +1 +5 +4 +- +- +-", await _cluster.KafkaAsync("kafka-consumer-groups", "--describe --group g"));
        Assert.Matches(@"orders +1 +Successful", await _cluster.KafkaAsync("kafka-consumer-groups", "--group g --topic orders:1 --delete-offsets"));
        Assert.Equal("g\n", await _cluster.KafkaAsync("kafka-consumer-groups", "--list"));
        Assert.Equal("Deletion of requested consumer groups ('g') was successful.\n", await _cluster.KafkaAsync("kafka-consumer-groups", "--delete --group g"));
        Assert.Contains("GroupIdNotFoundException: Group g not found.", await _cluster.KafkaAsync("kafka-consumer-groups", "--describe --group g"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_console_consumer_speaks_the_consumer_protocol()
    {
        var consumed = await _cluster.KafkaAsync("kafka-console-consumer", "--topic orders --from-beginning --max-messages 10 --timeout-ms 40000 --group g --command-property group.protocol=consumer");
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), consumed.Split('\n').Where(l => Regex.IsMatch(l, "^[0-9]$")).Order());
        Assert.Matches(@"\ng +orders +1 +5 +5 +0 ", await _cluster.KafkaAsync("kafka-consumer-groups", "--describe --group g"));
    }
}
