using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests;

public sealed class ClientSmokeTests : IAsyncLifetime
{
    private PracticeCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await PracticeCluster.StartAsync(new() { Seed = 1 }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        var fault = _cluster.LastFault;
        await _cluster.DisposeAsync();
        Assert.Null(fault);
    }

    [Fact]
    public async Task A_topic_is_created_described_and_deleted()
    {
        using var admin = _cluster.Admin();
        await _cluster.CreateTopicAsync("orders", 6, 3, new() { ["retention.ms"] = "60000" });
        var topic = admin.GetMetadata("orders", RealClient.Patience).Topics.Single();
        Assert.Equal(6, topic.Partitions.Count);
        Assert.All(topic.Partitions, p => Assert.Equal(3, p.InSyncReplicas.Length));
        // One step per partition: each broker leads two of six.
        Assert.Equal([2, 2, 2], topic.Partitions.GroupBy(p => p.Leader).Select(g => g.Count()));
        var configs = await admin.DescribeConfigsAsync([new() { Type = ResourceType.Topic, Name = "orders" }]);
        Assert.Equal(("60000", ConfigSource.DynamicTopicConfig), (configs[0].Entries["retention.ms"].Value, configs[0].Entries["retention.ms"].Source));
        await admin.DeleteTopicsAsync(["orders"]);
        Assert.DoesNotContain(admin.GetMetadata(RealClient.Patience).Topics, t => t.Topic == "orders");
    }

    [Theory]
    [InlineData(Acks.None)]
    [InlineData(Acks.Leader)]
    [InlineData(Acks.All)]
    public async Task Records_come_back_in_order_with_keys_headers_and_timestamps(Acks acks)
    {
        await _cluster.CreateTopicAsync("orders");
        using var producer = _cluster.Producer(c => c.Acks = acks);
        for (var i = 0; i < 100; i++)
            producer.Produce("orders", new() { Key = $"k{i}", Value = $"v{i}", Headers = [new("h", [1, 2])], Timestamp = new(1_700_000_000_000 + i, TimestampType.CreateTime) });
        Assert.Equal(0, producer.Flush(RealClient.Patience));
        using var consumer = _cluster.Consumer("g");
        consumer.Subscribe("orders");
        var records = consumer.Take(100);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => ($"k{i}", $"v{i}", (long)i, 1_700_000_000_000 + i)),
            records.Select(r => (r.Message.Key!, r.Message.Value, r.Offset.Value, r.Message.Timestamp.UnixTimestampMs)));
        Assert.Equal([1, 2], records[0].Message.Headers.GetLastBytes("h"));
    }

    [Theory]
    [InlineData(CompressionType.Gzip)]
    [InlineData(CompressionType.Snappy)]
    [InlineData(CompressionType.Lz4)]
    [InlineData(CompressionType.Zstd)]
    public async Task Compressed_batches_pass_through(CompressionType codec)
    {
        await _cluster.CreateTopicAsync("orders");
        using var producer = _cluster.Producer(c => (c.CompressionType, c.LingerMs) = (codec, 50));
        for (var i = 0; i < 200; i++)
            producer.Produce("orders", new() { Value = new string('x', 100) + i });
        Assert.Equal(0, producer.Flush(RealClient.Patience));
        using var consumer = _cluster.Consumer("g");
        consumer.Subscribe("orders");
        Assert.Equal(Enumerable.Range(0, 200).Select(i => new string('x', 100) + i), consumer.Take(200).Select(r => r.Message.Value));
    }

    [Fact]
    public async Task An_idempotent_producer_writes_each_record_once()
    {
        await _cluster.CreateTopicAsync("orders", 3);
        using var producer = _cluster.Producer(c => c.EnableIdempotence = true);
        for (var i = 0; i < 300; i++)
            producer.Produce(new TopicPartition("orders", i % 3), new() { Value = $"{i}" });
        Assert.Equal(0, producer.Flush(RealClient.Patience));
        using var consumer = _cluster.Consumer("g");
        consumer.Subscribe("orders");
        Assert.Equal(Enumerable.Range(0, 300), consumer.Take(300).Select(r => int.Parse(r.Message.Value, null)).Order());
    }

    [Fact]
    public async Task A_group_resumes_from_its_committed_offset()
    {
        await _cluster.CreateTopicAsync("orders");
        using var producer = _cluster.Producer();
        for (var i = 0; i < 10; i++)
            await producer.ProduceAsync("orders", new() { Value = $"{i}" }, TestContext.Current.CancellationToken);
        using (var first = _cluster.Consumer("g"))
        {
            first.Subscribe("orders");
            var taken = first.Take(4);
            first.Commit(taken[3]);
            first.Close();
        }
        using var second = _cluster.Consumer("g");
        second.Subscribe("orders");
        Assert.Equal("4", second.Take(1)[0].Message.Value);
    }

    [Fact]
    public async Task Fourth_consumer_of_three_partitions_stays_idle()
    {
        await _cluster.CreateTopicAsync("orders", 3);
        var consumers = Enumerable.Range(0, 4).Select(_ => _cluster.Consumer("g")).ToList();
        try
        {
            foreach (var consumer in consumers)
                consumer.Subscribe("orders");
            var until = TimeProvider.System.GetUtcNow() + RealClient.Patience;
            int[] sizes = [];
            while (!sizes.SequenceEqual([0, 1, 1, 1]) && TimeProvider.System.GetUtcNow() < until)
            {
                foreach (var consumer in consumers)
                    consumer.Consume(TimeSpan.FromMilliseconds(50));
                sizes = [.. consumers.Select(c => c.Assignment.Count).Order()];
            }
            Assert.Equal([0, 1, 1, 1], sizes);
        }
        finally
        {
            consumers.ForEach(c => c.Dispose());
        }
    }

    [Fact]
    public async Task Offsets_are_found_by_time()
    {
        await _cluster.CreateTopicAsync("orders");
        using var producer = _cluster.Producer();
        for (var i = 0; i < 10; i++)
            await producer.ProduceAsync("orders", new() { Value = "", Timestamp = new(1000 + (i * 100), TimestampType.CreateTime) }, TestContext.Current.CancellationToken);
        using var consumer = _cluster.Consumer("g");
        var at = new TopicPartition("orders", 0);
        Assert.Equal(3, consumer.OffsetsForTimes([new(at, new Timestamp(1250, TimestampType.CreateTime))], RealClient.Patience)[0].Offset.Value);
        var watermarks = consumer.QueryWatermarkOffsets(at, RealClient.Patience);
        Assert.Equal((0, 10), (watermarks.Low.Value, watermarks.High.Value));
    }

    [Fact]
    public async Task A_stopped_brokers_leaders_move_and_the_data_stays()
    {
        await _cluster.CreateTopicAsync("orders", 3);
        using var producer = _cluster.Producer(c => c.Acks = Acks.All);
        for (var i = 0; i < 30; i++)
            await producer.ProduceAsync(new TopicPartition("orders", i % 3), new() { Value = $"{i}" }, TestContext.Current.CancellationToken);
        await _cluster.StopBrokerAsync(2);
        for (var i = 30; i < 60; i++)
            await producer.ProduceAsync(new TopicPartition("orders", i % 3), new() { Value = $"{i}" }, TestContext.Current.CancellationToken);
        using var admin = _cluster.Admin();
        var topic = admin.GetMetadata("orders", RealClient.Patience).Topics.Single();
        Assert.All(topic.Partitions, p => Assert.DoesNotContain(2, p.InSyncReplicas));
        Assert.All(topic.Partitions, p => Assert.NotEqual(2, p.Leader));
        await _cluster.StartBrokerAsync(2);
        topic = admin.GetMetadata("orders", RealClient.Patience).Topics.Single();
        Assert.All(topic.Partitions, p => Assert.Contains(2, p.InSyncReplicas));
        using var consumer = _cluster.Consumer("g");
        consumer.Subscribe("orders");
        Assert.Equal(Enumerable.Range(0, 60), consumer.Take(60).Select(r => int.Parse(r.Message.Value, null)).Order());
    }

    [Fact]
    public async Task Kcat_produces_lists_and_consumes()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/kcat"), "kcat is not installed (apt-get install kcat)");
        Assert.Equal("", await KcatAsync("-P -t fresh -K:", "a:1\nb:2\n"));
        var listed = await KcatAsync("-L -t fresh", null);
        Assert.Contains("3 brokers", listed, StringComparison.Ordinal);
        Assert.Equal("a=1@0\nb=2@1\n", await KcatAsync("-C -t fresh -e -q -f %k=%s@%o\\n", null));
        Assert.Equal("fresh [0] offset 2\n", await KcatAsync("-Q -t fresh:0:-1", null));
    }

    private async Task<string> KcatAsync(string arguments, string? input)
    {
        var start = new ProcessStartInfo("/usr/bin/kcat", $"-b {_cluster.BootstrapServers} {arguments}")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(RealClient.Patience);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
