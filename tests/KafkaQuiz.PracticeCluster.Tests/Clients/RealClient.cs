using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaQuiz.Practice.Tests.Clients;

/// <summary>Confluent.Kafka (librdkafka) against a practice cluster, without its chatter on standard error.</summary>
internal static class RealClient
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static IAdminClient Admin(this PracticeCluster cluster) =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = cluster.BootstrapServers }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    public static IProducer<string?, string> Producer(this PracticeCluster cluster, Action<ProducerConfig>? more = null)
    {
        var config = new ProducerConfig { BootstrapServers = cluster.BootstrapServers, MessageTimeoutMs = 15_000, LingerMs = 0 };
        more?.Invoke(config);
        return new ProducerBuilder<string?, string>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    public static IConsumer<string?, string> Consumer(this PracticeCluster cluster, string group, Action<ConsumerConfig>? more = null)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = cluster.BootstrapServers,
            GroupId = group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            FetchWaitMaxMs = 100,
            HeartbeatIntervalMs = 300,
            SessionTimeoutMs = 6000,
        };
        more?.Invoke(config);
        return new ConsumerBuilder<string?, string>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    /// <summary>Makes it a consumer of a protocol: with the consumer protocol, what the coordinator decides may not be configured.</summary>
    public static void Configure(this GroupProtocol protocol, ConsumerConfig config)
    {
        config.GroupProtocol = protocol;
        if (protocol == GroupProtocol.Consumer)
            (config.HeartbeatIntervalMs, config.SessionTimeoutMs, config.PartitionAssignmentStrategy) = (null, null, null);
    }

    /// <summary>Broker configs with which members of the consumer protocol beat so often that tests need not wait.</summary>
    public static Dictionary<string, string> QuickHeartbeats { get; } = new()
    {
        ["group.consumer.min.heartbeat.interval.ms"] = "100",
        ["group.consumer.heartbeat.interval.ms"] = "100",
        ["group.consumer.assignment.interval.ms"] = "0",
    };

    public static async Task CreateTopicAsync(this PracticeCluster cluster, string name, int partitions = 1, short replicas = 3, Dictionary<string, string>? configs = null)
    {
        using var admin = cluster.Admin();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = name, NumPartitions = partitions, ReplicationFactor = replicas, Configs = configs }]);
    }

    /// <summary>Consumes until <paramref name="count"/> records are there or patience ends.</summary>
    public static List<ConsumeResult<string?, string>> Take(this IConsumer<string?, string> consumer, int count)
    {
        var taken = new List<ConsumeResult<string?, string>>();
        var until = TimeProvider.System.GetUtcNow() + Patience;
        while (taken.Count < count && TimeProvider.System.GetUtcNow() < until)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(200)) is { } result)
                taken.Add(result);
        }
        return taken;
    }
}
