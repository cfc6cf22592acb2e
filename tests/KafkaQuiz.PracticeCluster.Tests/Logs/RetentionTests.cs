using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Logs;

/// <summary>Retention, deleted records and their times, seen through Confluent.Kafka in virtual time. What goes: Recorded/retention.txt.</summary>
public sealed class RetentionTests() : ClusterTest(new() { Brokers = 3 })
{
    private static readonly TopicPartition Orders = new("orders", 0);

    [Fact]
    public async Task An_empty_cluster_waits_for_nothing()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await CreateAsync("compacted", [[1, 2, 3]], new() { ["cleanup.policy"] = "compact" });
        await Cluster.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Null(await NextTimerAsync());
        await ProduceAsync("compacted", "never dirty enough", key: "a");
        Assert.Null(await NextTimerAsync());
    }

    [Fact]
    public async Task Seven_days_of_retention_are_looked_at_after_seven_days()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        var start = Cluster.Time.GetUtcNow();
        await ProduceAsync("orders", "a");
        // Brokers look every five minutes, for the first time 30 seconds after their start.
        Assert.Equal(start + TimeSpan.FromDays(7) + TimeSpan.FromSeconds(30), await NextTimerAsync());
        await Cluster.AdvanceAsync(TimeSpan.FromDays(7));
        Assert.Equal((0, 1), Watermarks());
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((1, 1), Watermarks());
        Assert.Null(await NextTimerAsync());
    }

    [Fact]
    public async Task A_shorter_retention_takes_effect_at_the_next_look()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await ProduceAsync("orders", "a");
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(7));
        await SetAsync("retention.ms", "60000");
        Assert.Equal((0, 1), Watermarks());
        // Looks are at 0:30, 5:30, 10:30.
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(209));
        Assert.Equal((0, 1), Watermarks());
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 1), Watermarks());
    }

    [Fact]
    public async Task A_consumer_whose_records_are_gone_starts_over_as_its_reset_policy_says()
    {
        await CreateAsync("orders", [[1, 2, 3]], new() { ["retention.ms"] = "60000" });
        await ProduceAsync("orders", "gone");
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(6));
        await ProduceAsync("orders", "here");
        Assert.Equal(["here"], ReadFrom(0, 1));
        using var strict = Cluster.Consumer("g", c => c.AutoOffsetReset = AutoOffsetReset.Error);
        strict.Assign(new TopicPartitionOffset(Orders, 0));
        var fault = Assert.Throws<ConsumeException>(() => strict.Take(1));
        Assert.Equal(ErrorCode.Local_AutoOffsetReset, fault.Error.Code);
    }

    [Fact]
    public async Task A_dead_broker_deletes_nothing_until_it_is_back()
    {
        await CreateAsync("orders", [[1, 2]], new() { ["retention.ms"] = "60000" });
        await ProduceAsync("orders", "a");
        await Cluster.StopBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.Equal((0L, 69L), (await SizeAsync(1), await SizeAsync(2)));
        await Cluster.StartBrokerAsync(2);
        // It learns at once that its leader starts later, and deletes the segment 30 seconds after its start.
        Assert.Equal(69, await SizeAsync(2));
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, await SizeAsync(2));
    }

    [Fact]
    public async Task The_compaction_of_a_full_segment_waits_for_the_next_look_of_the_cleaner()
    {
        await CreateAsync("orders", [[1, 2, 3]], new() { ["cleanup.policy"] = "compact", ["segment.bytes"] = "1048576", ["min.cleanable.dirty.ratio"] = "0.1" });
        await ProduceAsync("orders", "old", key: "a");
        await ProduceAsync("orders", "new", key: "a");
        await ProduceAsync("orders", new string('x', 700_000), key: "b");
        await ProduceAsync("orders", new string('x', 700_000), key: "b");
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(14));
        Assert.Equal(0, First());
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1, First());
        Assert.Null(await NextTimerAsync());
    }

    [Fact]
    public async Task What_follows_an_aborted_transaction_is_read_though_its_marker_was_cleaned_away()
    {
        await CreateAsync("orders", [[1, 2]], new() { ["cleanup.policy"] = "compact", ["internal.segment.bytes"] = "500", ["min.cleanable.dirty.ratio"] = "0.01", ["delete.retention.ms"] = "1000" });
        await AppendAsync(WithProducer(0, "a", "aborted"));
        await AppendAsync(Protocol.TransactionMarker.Build(false, 7, 0, 0, Cluster.State.Time.Milliseconds));
        await AppendAsync(WithProducer(1, "b", "kept"));
        await AppendAsync(Protocol.TransactionMarker.Build(true, 7, 0, 0, Cluster.State.Time.Milliseconds));
        for (var i = 0; i < 3; i++)
        {
            await ProduceAsync("orders", new string('x', 400), key: "filler");
            await Cluster.AdvanceAsync(TimeSpan.FromSeconds(16));
        }
        Assert.Equal(2, First());
        using var consumer = Cluster.Consumer("reader", c => c.IsolationLevel = IsolationLevel.ReadCommitted);
        consumer.Assign(new TopicPartitionOffset(Orders, 0));
        Assert.Equal("kept", consumer.Take(1)[0].Message.Value);
    }

    [Fact]
    public async Task A_broker_without_a_cleaner_leaves_compacted_logs_alone()
    {
        await using var cluster = await PracticeCluster.StartAsync(new() { Brokers = 1, Time = new StoppedTime(), Configs = new Dictionary<string, string> { ["log.cleaner.enable"] = "false" } }, Cancel);
        await cluster.CreateTopicAsync("orders", replicas: 1, configs: new() { ["cleanup.policy"] = "compact,delete", ["retention.ms"] = "1000" });
        using var producer = cluster.Producer();
        await producer.ProduceAsync("orders", new() { Key = "a", Value = "1" }, Cancel);
        Assert.Null(await cluster.State.Loop.RunAsync(() => ValueTask.FromResult(cluster.State.Timers.NextDue())));
    }

    [Fact]
    public async Task Deleted_records_are_below_every_live_replicas_start()
    {
        await CreateAsync("orders", [[1, 2]]);
        for (var i = 0; i < 3; i++)
            await ProduceAsync("orders", $"{i}");
        using var admin = Cluster.Admin();
        var deleted = await admin.DeleteRecordsAsync([new TopicPartitionOffset(Orders, 2)]);
        Assert.Equal(2, deleted.Single().Offset.Value);
        Assert.Equal((2, 3), Watermarks());
        await Cluster.StopBrokerAsync(1);
        Assert.Equal((2, 3), Watermarks(via: 2));
        Assert.Equal(["2"], ReadFrom(2, 1, via: 2));
    }

    [Fact]
    public async Task Deleting_records_waits_for_a_slow_follower_and_no_longer_than_its_timeout()
    {
        await CreateAsync("orders", [[1, 2]]);
        await ProduceAsync("orders", "a");
        await Cluster.SlowBrokerAsync(2, TimeSpan.FromSeconds(20));
        var waiting = AskAsync(1, new Protocol.Messages.DeleteRecordsRequest
        {
            TimeoutMs = 10_000,
            Topics = [new() { Name = "orders", Partitions = [new() { PartitionIndex = 0, Offset = -1 }] }],
        });
        await AdvanceUntilAsync(waiting, TimeSpan.FromSeconds(1));
        Assert.Equal(Protocol.ErrorCode.RequestTimedOut, (await waiting).Topics.Single().Partitions.Single().ErrorCode);
    }

    [Fact]
    public async Task Offsets_are_listed_by_largest_timestamp()
    {
        await CreateAsync("orders", [[1, 2]]);
        using var producer = Cluster.Producer();
        foreach (var time in new long[] { 1000, 5000, 3000 })
            await producer.ProduceAsync(Orders, new() { Value = "", Timestamp = new(time, TimestampType.CreateTime) }, Cancel);
        using var admin = Cluster.Admin();
        var listed = await admin.ListOffsetsAsync([new() { TopicPartition = Orders, OffsetSpec = OffsetSpec.MaxTimestamp() }]);
        Assert.Equal((1, 5000), (listed.ResultInfos.Single().TopicPartitionOffsetError.Offset.Value, listed.ResultInfos.Single().Timestamp));
        listed = await admin.ListOffsetsAsync([new() { TopicPartition = Orders, OffsetSpec = OffsetSpec.ForTimestamp(1001) }]);
        Assert.Equal(1, listed.ResultInfos.Single().TopicPartitionOffsetError.Offset.Value);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("snappy")]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("uncompressed")]
    public async Task A_topics_own_codec_is_read_by_every_client(string codec)
    {
        await CreateAsync("orders", [[1, 2]], new() { ["compression.type"] = codec });
        using var producer = Cluster.Producer(c => (c.CompressionType, c.LingerMs) = (CompressionType.Gzip, 50));
        for (var i = 0; i < 50; i++)
            producer.Produce(Orders, new() { Key = $"k{i}", Value = new string('x', 100) + i });
        Assert.Equal(0, producer.Flush(RealClient.Patience));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => new string('x', 100) + i), ReadFrom(0, 50));
    }

    private async Task ProduceAsync(string topic, string value, string? key = null)
    {
        using var producer = Cluster.Producer(c => c.Acks = Acks.All);
        await producer.ProduceAsync(new TopicPartition(topic, 0), new() { Key = key, Value = value, Timestamp = new(Cluster.Time.GetUtcNow()) }, Cancel);
    }

    private static byte[] WithProducer(int sequence, string key, string value) => new Protocol.RecordBatchBuilder { IsTransactional = true, ProducerId = 7, ProducerEpoch = 0, BaseSequence = sequence }
        .Build([new() { Key = Encoding.UTF8.GetBytes(key), Value = Encoding.UTF8.GetBytes(value), Timestamp = 1_700_000_000_000 }]);

    private Task AppendAsync(byte[] batch) => Cluster.State.Loop.RunAsync(() => { Cluster.State.Replicator.Append(Cluster.State.Topics.Find("orders", 0)!, batch); });

    private async Task SetAsync(string name, string value)
    {
        using var admin = Cluster.Admin();
        await admin.IncrementalAlterConfigsAsync(new() { [new() { Type = ResourceType.Topic, Name = "orders" }] = [new() { Name = name, Value = value, IncrementalOperation = AlterConfigOpType.Set }] });
    }

    private (long Low, long High) Watermarks(int via = 1)
    {
        using var consumer = Cluster.Consumer("reader", c => c.BootstrapServers = Address(via));
        var watermarks = consumer.QueryWatermarkOffsets(Orders, RealClient.Patience);
        return (watermarks.Low.Value, watermarks.High.Value);
    }

    private List<string> ReadFrom(long offset, int count, int via = 1)
    {
        using var consumer = Cluster.Consumer("reader", c => c.BootstrapServers = Address(via));
        consumer.Assign(new TopicPartitionOffset(Orders, offset));
        return [.. consumer.Take(count).Select(r => r.Message.Value)];
    }

    /// <summary>Offset of the first record.</summary>
    private long First()
    {
        using var consumer = Cluster.Consumer("reader");
        consumer.Assign(new TopicPartitionOffset(Orders, 0));
        return consumer.Take(1)[0].Offset.Value;
    }

    private Task<DateTimeOffset?> NextTimerAsync() => Cluster.State.Loop.RunAsync(() => ValueTask.FromResult(Cluster.State.Timers.NextDue()));

    private Task<long> SizeAsync(int broker) => Cluster.State.Loop.RunAsync(() => ValueTask.FromResult(Cluster.State.Topics.Find("orders", 0)!.Replicas[broker].Log.Size));
}
