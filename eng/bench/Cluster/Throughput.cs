using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaQuiz.Benchmarks.Cluster;

/// <summary>Records of 1,000 bytes through librdkafka in this process, its defaults but for larger batches: acks=all, three replicas, six partitions.</summary>
internal static class Throughput
{
    private const int Records = 300_000;
    private const int Size = 1000;
    private const int Rounds = 5;

    public static async Task RunAsync(string bootstrap, Func<TimeSpan> processorTime)
    {
        var (produced, fetched) = (new List<Round>(), new List<Round>());
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).Build();
        for (var round = 0; round < Rounds; round++)
        {
            var topic = $"throughput-{round}";
            await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 6, ReplicationFactor = 3 }]);
            produced.Add(Measure(processorTime, () => Produce(bootstrap, topic)));
            fetched.Add(Measure(processorTime, () => Consume(bootstrap, topic)));
            await admin.DeleteTopicsAsync([topic]);
        }
        Report("produced", produced);
        Report("fetched", fetched);
    }

    private sealed record Round(double Megabytes, double Cpu);

    private static Round Measure(Func<TimeSpan> processorTime, Action work)
    {
        var (began, before) = (Stopwatch.GetTimestamp(), processorTime());
        work();
        return new(Records * (double)Size / 1e6 / Stopwatch.GetElapsedTime(began).TotalSeconds, (processorTime() - before).TotalMilliseconds / (Records * (double)Size / 1e9));
    }

    private static void Report(string what, List<Round> rounds)
    {
        var sorted = rounds.Select(r => r.Megabytes).Order().ToList();
        var cpu = rounds.Select(r => r.Cpu).Order().ToList();
        ClusterRun.Show($"{what} through librdkafka ({Rounds} × {Records} records of {Size} B)", string.Create(CultureInfo.InvariantCulture, $"median {sorted[Rounds / 2]:0} MB/s, best {sorted[^1]:0} MB/s; server's processor time {cpu[0]:0} to {cpu[^1]:0} ms a GB"));
    }

    private static void Produce(string bootstrap, string topic)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig
        {
            BootstrapServers = bootstrap,
            BatchSize = 1_000_000,
            LingerMs = 5,
            QueueBufferingMaxKbytes = 400_000,
            QueueBufferingMaxMessages = Records + 1,
            EnableDeliveryReports = false,
        }).Build();
        var value = new byte[Size];
        new Random(1).NextBytes(value);
        for (var i = 0; i < Records; i++)
            producer.Produce(topic, new Message<Null, byte[]> { Value = value });
        while (producer.Flush(TimeSpan.FromSeconds(10)) > 0)
        {
            // Until all are acknowledged.
        }
    }

    private static void Consume(string bootstrap, string topic)
    {
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig { BootstrapServers = bootstrap, GroupId = "bench", EnableAutoCommit = false, FetchMaxBytes = 50_000_000, MaxPartitionFetchBytes = 4_000_000, QueuedMaxMessagesKbytes = 400_000 }).Build();
        consumer.Assign(Enumerable.Range(0, 6).Select(p => new TopicPartitionOffset(topic, p, Offset.Beginning)));
        var until = Stopwatch.GetTimestamp();
        for (var left = Records; left > 0;)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(5)) is not null)
                left--;
            else if (Stopwatch.GetElapsedTime(until) > TimeSpan.FromMinutes(2))
                throw new InvalidOperationException($"{left} records of {topic} did not come.");
        }
    }
}
