using Confluent.Kafka;
using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Tests;

/// <summary>The evaluation that is measured: ten checks of topics, configs, offsets, groups and records.</summary>
internal static class TenChecks
{
    private static readonly NumberCondition Any = new(AtLeast: 0);

    public static Lab Lab(string topic)
    {
        Check[] checks =
        [
            new BrokerCount(Any), new TopicPartitions(topic, Any), new ReplicationFactor(topic, null, Any), new InSyncReplicas(topic, null, Any), new TopicConfig(topic, "retention.ms", null, null),
            new EndOffset(topic, null, null, Any), new RecordCount(topic, null, null, null, null, new(EqualTo: 1_000)), new CommittedOffset(topic, topic, 0, Any), new GroupLag(topic, topic, Any),
            new GroupState(topic, ["Empty"]),
        ];
        return TestLab.Of([.. checks.Select((check, i) => TestLab.Task($"t{i}", check))]);
    }

    /// <summary>A topic of six partitions with a thousand records, and a group that committed.</summary>
    public static async Task PrepareAsync(string servers, string topic)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.CreateTopicsAsync([new() { Name = topic, NumPartitions = 6, ReplicationFactor = 3 }]);
        using (var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = servers, Acks = Acks.All }).Build())
        {
            for (var i = 0; i < 1_000; i++) producer.Produce(topic, new() { Value = $"record-{i}" });
            producer.Flush(TimeSpan.FromSeconds(60));
        }
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = servers, GroupId = topic }).Build();
        consumer.Commit([new(topic, 0, 0)]);
    }
}
