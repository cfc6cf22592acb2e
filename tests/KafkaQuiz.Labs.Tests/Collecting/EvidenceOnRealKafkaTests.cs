using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Tallies;
using KafkaQuiz.TestKit;

namespace KafkaQuiz.Labs.Tests.Collecting;

public sealed class EvidenceOnRealKafkaTests(RealKafka kafka)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Topic_configs_offsets_commits_and_records_are_seen_as_they_are()
    {
        var servers = await kafka.ThreeBrokersAsync();
        var topic = Names.Fresh("seen");
        var group = Names.Fresh("readers");
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 2, ReplicationFactor = 3, Configs = new() { ["retention.ms"] = "86400000" } }]);
        using (var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = servers }).Build())
        {
            foreach (var i in Enumerable.Range(0, 5)) producer.Produce(new TopicPartition(topic, i % 2), new() { Key = $"k{i}", Value = $"v{i}" });
            producer.Flush(Cancel);
        }
        using (var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = servers, GroupId = group }).Build())
            consumer.Commit([new TopicPartitionOffset(topic, 0, 2)]);

        await using var connection = await Connect(servers);
        var needs = new EvidenceNeeds();
        needs.ConfigOf(topic, "retention.ms");
        needs.Ask(new CountQuestion(topic, null, null, null, null));
        needs.CommitsOf(group);
        needs.Group(group);
        needs.Topic(topic + "-absent");
        var evidence = await connection.CollectAsync(needs, null, null, Cancel);

        Assert.Equal(3, evidence.Cluster.Value!.Brokers.Count);
        Assert.All(evidence.Cluster.Value.Brokers, broker => Assert.Contains($"{broker.Host}:{broker.Port}", servers, StringComparison.Ordinal));
        var seen = evidence.Topics[topic].Value!;
        Assert.Equal(2, seen.Partitions.Count);
        Assert.All(seen.Partitions, partition => Assert.Equal(3, partition.Replicas.Count));
        Assert.Null(evidence.Topics[topic + "-absent"].Value);
        Assert.Null(evidence.Topics[topic + "-absent"].Fault);
        var retention = evidence.Configs[topic].Value!.Entries["retention.ms"];
        Assert.Equal(("86400000", 1, new ConfigLevel(1, "86400000")), (retention.Value, retention.Source, retention.Levels![0]));
        Assert.Equal([new PartitionOffsets(0, 0, 3), new PartitionOffsets(1, 0, 2)], evidence.Offsets[topic].Value!.Partitions);
        Assert.Equal([new CommitSeen(topic, 0, 2, null, null)], evidence.Commits[group].Value!.Offsets);
        Assert.Equal("Empty", evidence.Groups[group].Value!.State);
        Assert.Equal(["v0", "v2", "v4", "v1", "v3"], evidence.Records[topic].Value!.Records.Select(record => record.Value!));
        Assert.True(evidence.Records[topic].Value!.Complete);
        Assert.Contains(evidence.Topics[topic].Source.Broker, servers, StringComparison.Ordinal);

        var stored = EvidenceJson.Write(evidence);
        Assert.Equal(stored, EvidenceJson.Write(EvidenceJson.Read(stored)));
        Assert.DoesNotContain("sasl", stored, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Members_of_a_group_are_seen_with_what_they_own()
    {
        var servers = await kafka.OneBrokerAsync();
        var topic = Names.Fresh("owned");
        var group = Names.Fresh("owners");
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 3, ReplicationFactor = 1 }]);
        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig { BootstrapServers = servers, GroupId = group, ClientId = "member-1" }).Build();
        consumer.Subscribe(topic);
        while (consumer.Assignment.Count < 3) consumer.Consume(TimeSpan.FromMilliseconds(50));

        await using var connection = await Connect(servers);
        var needs = new EvidenceNeeds();
        needs.Group(group);
        needs.Group(group + "-absent");
        var evidence = await connection.CollectAsync(needs, null, null, Cancel);

        var seen = evidence.Groups[group].Value!;
        Assert.Equal("Stable", seen.State);
        Assert.Equal([0, 1, 2], Assert.Single(seen.Members).Owns.Select(owned => owned.Partition).Order());
        Assert.Equal("member-1", seen.Members[0].ClientId);
        Assert.Null(evidence.Groups[group + "-absent"].Value);
        Assert.Null(evidence.Groups[group + "-absent"].Fault);
    }

    private static Task<ClusterConnection> Connect(string servers) =>
        ClusterConnection.OpenAsync(new ClusterTarget(ClusterTarget.ParseBootstrap(servers, out _)!), new EgressPolicy(), TimeProvider.System, Cancel);
}
