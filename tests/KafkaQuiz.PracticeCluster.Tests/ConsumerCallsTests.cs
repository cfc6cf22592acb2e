using Confluent.Kafka;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests;

/// <summary>Calls of Confluent.Kafka's consumer that steer where it reads.</summary>
public sealed class ConsumerCallsTests : IAsyncLifetime
{
    private static readonly TopicPartition First = new("orders", 0);
    private static readonly TopicPartition Second = new("orders", 1);

    private PracticeCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await PracticeCluster.StartAsync(new() { Seed = 1 }, TestContext.Current.CancellationToken);
        await _cluster.CreateTopicAsync("orders", 2);
        using var producer = _cluster.Producer();
        foreach (var partition in new[] { First, Second })
        {
            for (var i = 0; i < 5; i++)
                producer.Produce(partition, new() { Key = "k", Value = $"{partition.Partition.Value}-{i}", Timestamp = new(1_700_000_000_000 + (i * 1000), TimestampType.CreateTime) });
        }
        Assert.Equal(0, producer.Flush(RealClient.Patience));
    }

    public async ValueTask DisposeAsync()
    {
        var fault = _cluster.LastFault;
        await _cluster.DisposeAsync();
        Assert.Null(fault);
    }

    [Fact]
    public void It_seeks_pauses_and_resumes()
    {
        using var consumer = _cluster.Consumer("g");
        consumer.Assign([new TopicPartitionOffset(First, Offset.Beginning), new TopicPartitionOffset(Second, Offset.Beginning)]);
        Assert.Equal(10, consumer.Take(10).Count);
        consumer.Pause([Second]);
        consumer.Seek(new(First, 3));
        consumer.Seek(new(Second, 4));
        Assert.Equal(["0-3", "0-4"], consumer.Take(2).Select(r => r.Message.Value));
        Assert.Null(consumer.Consume(TimeSpan.FromMilliseconds(500)));
        consumer.Resume([Second]);
        Assert.Equal(["1-4"], consumer.Take(1).Select(r => r.Message.Value));
        Assert.Equal((5, 5), (consumer.Position(First).Value, consumer.Position(Second).Value));
    }

    [Fact]
    public void It_assigns_and_unassigns_step_by_step_and_finds_offsets_by_time()
    {
        using var consumer = _cluster.Consumer("g");
        consumer.IncrementalAssign([new TopicPartitionOffset(First, Offset.Beginning)]);
        Assert.Equal(5, consumer.Take(5).Count);
        consumer.IncrementalAssign([new TopicPartitionOffset(Second, new Offset(2))]);
        Assert.Equal(["1-2", "1-3", "1-4"], consumer.Take(3).Select(r => r.Message.Value));
        consumer.IncrementalUnassign([First]);
        Assert.Equal([Second], consumer.Assignment);
        var found = consumer.OffsetsForTimes([new(First, new Timestamp(1_700_000_002_500, TimestampType.CreateTime)), new(Second, new Timestamp(1_800_000_000_000, TimestampType.CreateTime))], RealClient.Patience);
        Assert.Equal([new(3), Offset.End], found.Select(f => f.Offset));
        var marks = consumer.QueryWatermarkOffsets(First, RealClient.Patience);
        Assert.Equal((0, 5), (marks.Low.Value, marks.High.Value));
    }

    [Fact]
    public void It_stores_commits_and_reads_back_offsets_with_metadata()
    {
        using (var consumer = _cluster.Consumer("g", c => c.EnableAutoOffsetStore = false))
        {
            consumer.Assign([new TopicPartitionOffset(First, Offset.Beginning)]);
            consumer.StoreOffset(consumer.Take(1)[0]);
            consumer.Commit();
            consumer.Commit([new(Second, new Offset(2), null)]);
            Assert.Equal([1, 2], consumer.Committed([First, Second], RealClient.Patience).Select(c => c.Offset.Value));
        }
        using var admin = _cluster.Admin();
        Assert.Equal("g", admin.ListGroup("g", RealClient.Patience).Group);
        Assert.Contains(admin.ListGroups(RealClient.Patience), group => group.Group == "g");
    }
}
