using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Tallies;
using KafkaQuiz.Practice;
using KafkaQuiz.TestKit;

namespace KafkaQuiz.Labs.Tests.Collecting;

/// <summary>Everything that evidence may hold, on real brokers and on a practice cluster, against what real clients did there.</summary>
public sealed class WholeEvidenceTests(RealKafka kafka)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_real_brokers_all_that_a_check_may_ask_is_seen() => await SeeAsync(await kafka.ThreeBrokersAsync());

    [Fact]
    public async Task On_a_practice_cluster_all_that_a_check_may_ask_is_seen()
    {
        await using var cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 3 }, Cancel);
        await SeeAsync(cluster.BootstrapServers);
    }

    private static async Task SeeAsync(string servers)
    {
        var topic = Names.Fresh("whole");
        var group = Names.Fresh("readers");
        var id = Names.Fresh("tx");
        var config = new ClientConfig { BootstrapServers = servers };
        using var admin = new AdminClientBuilder(config).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 2, ReplicationFactor = 3, Configs = new() { ["min.insync.replicas"] = "2" } }]);
        await using var connection = await ClusterConnection.OpenAsync(new ClusterTarget(ClusterTarget.ParseBootstrap(servers, out _)!), new EgressPolicy(), TimeProvider.System, Cancel);

        var needs = Needs(topic, group, id);
        var before = await connection.CollectAsync(needs, null, null, Cancel);
        Produce(config, topic);
        Transact(config, topic, id);
        using var member = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = config.BootstrapServers, GroupId = group, ClientId = "member-1", GroupInstanceId = "seat-1", PartitionAssignmentStrategy = PartitionAssignmentStrategy.RoundRobin }).Build();
        member.Subscribe(topic);
        while (member.Assignment.Count < 2) member.Consume(TimeSpan.FromMilliseconds(50));
        member.Commit([new TopicPartitionOffset(topic, 0, 4)]);

        var after = await connection.CollectAsync(needs, before, null, Cancel);
        // On a busy machine the records come over several looks, as on an open page.
        while (Faults(after).Any(one => one.Cause == NotGradableCause.StillReading)) after = await connection.CollectAsync(needs, before, null, Cancel);
        var fault = Faults(after).FirstOrDefault();
        Assert.True(fault is null, $"{fault}");
        CheckTopic(after, topic);
        CheckRecords(after, topic);
        CheckGroup(after, topic, group);
        CheckCluster(after, topic, servers);
        CheckDisks(after, topic);
        CheckTransactions(after, topic, id);
        Assert.Equal(EvidenceJson.Write(after), EvidenceJson.Write(EvidenceJson.Read(EvidenceJson.Write(after))));
    }

    private static EvidenceNeeds Needs(string topic, string group, string id)
    {
        var needs = new EvidenceNeeds();
        needs.EligibleOf(topic);
        needs.ConfigOf(topic, "min.insync.replicas");
        needs.ConfigOf(topic, "no.such.config");
        needs.BrokerConfig("node.id");
        needs.DefaultConfig("log.retention.ms");
        needs.OffsetAt(topic, 1_000_000_005_000);
        needs.Group(group);
        needs.CoordinatorOf(group);
        needs.CommitsOf(group);
        needs.Ask(new CountQuestion(topic, 0, Since.Start, null, new TextCondition(Contains: "record-")));
        needs.Ask(new KeysQuestion(topic, null));
        needs.Ask(new SequenceQuestion(topic, null, null, "record-#", 0, 9));
        needs.Ask(new BatchesQuestion(topic, 0, Since.Start));
        needs.NeedQuorum();
        needs.NeedFeatures();
        needs.NeedReassignments();
        needs.NeedListeners();
        needs.NeedServers();
        needs.ProducersOf(topic);
        needs.LogDirsOf(topic);
        needs.NeedTransactions();
        needs.Transaction(id);
        return needs;
    }

    private static void Produce(ClientConfig config, string topic)
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = config.BootstrapServers, EnableIdempotence = true, CompressionType = Confluent.Kafka.CompressionType.Zstd, LingerMs = 50 }).Build();
        for (var i = 0; i < 10; i++)
        {
            producer.Produce(
                new TopicPartition(topic, i % 2), new() { Key = $"key-{i % 2}", Value = $"record-{i}", Timestamp = new Timestamp(1_000_000_000_000 + (i * 1000), TimestampType.CreateTime) });
        }
        producer.Flush(Cancel);
    }

    private static void Transact(ClientConfig config, string topic, string id)
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = config.BootstrapServers, TransactionalId = id }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(60));
        producer.BeginTransaction();
        producer.Produce(new TopicPartition(topic, 1), new() { Key = "key-1", Value = "in a transaction" });
        producer.CommitTransaction();
    }

    private static IEnumerable<NotGradable> Faults(ClusterEvidence evidence) => new[]
    {
        evidence.Cluster.Fault, evidence.Quorum?.Fault, evidence.Features?.Fault, evidence.Reassignments?.Fault, evidence.Listeners?.Fault, evidence.Servers?.Fault, evidence.Transactions?.Fault,
    }.Concat(evidence.Topics.Values.Select(r => r.Fault)).Concat(evidence.Configs.Values.Select(r => r.Fault)).Concat(evidence.BrokerConfigs.Values.Select(r => r.Fault))
        .Concat(evidence.Offsets.Values.Select(r => r.Fault)).Concat(evidence.Groups.Values.Select(r => r.Fault)).Concat(evidence.Coordinators.Values.Select(r => r.Fault))
        .Concat(evidence.Commits.Values.Select(r => r.Fault)).Concat(evidence.Records.Values.Select(r => r.Fault)).Concat(evidence.Producers.Values.Select(r => r.Fault))
        .Concat(evidence.LogDirs.Values.Select(r => r.Fault)).OfType<NotGradable>();

    private static void CheckTopic(ClusterEvidence evidence, string topic)
    {
        var seen = evidence.Topics[topic].Value!;
        Assert.Matches("^[A-Za-z0-9_-]{22}$", seen.Id);
        Assert.All(seen.Partitions, partition =>
        {
            Assert.Equal([1, 2, 3], partition.Replicas.Order());
            Assert.Equal(partition.Replicas[0], partition.Leader);
            Assert.True(partition.LeaderEpoch >= 0);
            Assert.Empty(partition.Eligible!);
            Assert.Null(partition.Offline);
        });
        Assert.Equal(("2", 1), (evidence.Configs[topic].Value!.Entries["min.insync.replicas"].Value, evidence.Configs[topic].Value!.Entries["min.insync.replicas"].Source));
        Assert.Equal(["no.such.config"], evidence.Configs[topic].Value!.Absent);
        var offsets = evidence.Offsets[topic].Value!;
        Assert.Equal((0, 5), (offsets.Partitions[0].Earliest, offsets.Partitions[0].End));
        // Record 5 is the first one at or after that time, and it lies in partition 1.
        Assert.Equal([(0, 3L), (1, 2L)], offsets.ByTime!.Select(at => (at.Partition, at.Offset!.Value)));
    }

    private static void CheckRecords(ClusterEvidence evidence, string topic)
    {
        var seen = evidence.Records[topic].Value!;
        Assert.True(seen.Complete);
        Assert.False(seen.GoesOn);
        Assert.All(seen.Digests, digest => Assert.True(digest.Complete));
        Assert.Equal(5, seen.Digests.Single(d => d.Question.StartsWith("count", StringComparison.Ordinal)).Records);
        var keys = seen.Digests.Single(d => d.Keys is not null).Keys!;
        Assert.Equal((2, 0, 0L), (keys.Keys, keys.Split, keys.NullKeys));
        Assert.Equal([0, 1], keys.Partitions);
        Assert.Equal((10, 0), (seen.Digests.Single(d => d.Sequence is not null).Sequence!.Found, seen.Digests.Single(d => d.Sequence is not null).Sequence!.Repeated));
        var batches = seen.Digests.Single(d => d.Batches is not null).Batches!;
        Assert.Equal(["zstd"], batches.Codecs.Keys);
        Assert.Equal(batches.Count, batches.WithProducerId);
        Assert.Equal((0, 0), (batches.SequenceGaps, batches.Transactional));
        Assert.True(Assert.Single(batches.ProducerIds) >= 0);
        Assert.Equal(11, seen.Records.Count);
    }

    private static void CheckGroup(ClusterEvidence evidence, string topic, string group)
    {
        var seen = evidence.Groups[group].Value!;
        Assert.Equal(("Stable", "classic", "roundrobin"), (seen.State, seen.Type, seen.Protocol));
        var member = Assert.Single(seen.Members);
        Assert.Equal(("member-1", "seat-1"), (member.ClientId, member.InstanceId));
        Assert.Contains("127.0.0.1", member.Host, StringComparison.Ordinal);
        Assert.Equal([0, 1], member.Owns.Where(owned => owned.Topic == topic).Select(owned => owned.Partition).Order());
        Assert.Equal((0, 4L), (Assert.Single(evidence.Commits[group].Value!.Offsets).Partition, evidence.Commits[group].Value!.Offsets[0].Offset));
        Assert.InRange(evidence.Coordinators[group].Value!.Broker, 1, 3);
    }

    private static void CheckCluster(ClusterEvidence evidence, string topic, string servers)
    {
        Assert.Equal([1, 2, 3], evidence.Cluster.Value!.Brokers.Select(broker => broker.Id));
        Assert.Equal(["1", "2", "3"], evidence.BrokerConfigs.Where(c => c.Key != ClusterEvidence.ClusterDefault).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value.Value!.Entries["node.id"].Value));
        Assert.Equal(["log.retention.ms"], evidence.BrokerConfigs[ClusterEvidence.ClusterDefault].Value!.Absent);
        var quorum = evidence.Quorum!.Value!;
        Assert.InRange(quorum.Leader!.Value, 1, 3);
        Assert.True(quorum.Epoch > 0);
        Assert.Equal([1, 2, 3], quorum.Voters.Select(voter => voter.Id));
        Assert.Equal(0, quorum.Voters.Single(voter => voter.Id == quorum.Leader).FetchedAgo);
        Assert.True(evidence.Features!.Value!.Finalized["metadata.version"] > 0);
        Assert.Empty(evidence.Reassignments!.Value!.Partitions);
        var listeners = evidence.Listeners!.Value!.Listeners;
        Assert.Equal([1, 2, 3], listeners.Select(listener => listener.Broker).Order());
        Assert.All(listeners, listener =>
        {
            Assert.Equal(("PLAINTEXT", evidence.Cluster.Value.ClusterId), (listener.Name, listener.ClusterId));
            Assert.Contains(listener.Address, servers, StringComparison.Ordinal);
        });
        Assert.Equal(servers.Split(',').Length, evidence.Servers!.Value!.Servers.Count(server => server.ClusterId == evidence.Cluster.Value.ClusterId));
        Assert.NotEmpty(topic);
    }

    private static void CheckDisks(ClusterEvidence evidence, string topic)
    {
        Assert.Equal(["1", "2", "3"], evidence.LogDirs.Keys.Order(StringComparer.Ordinal));
        Assert.All(evidence.LogDirs.Values, reading =>
        {
            var replicas = reading.Value!.Dirs.SelectMany(dir => dir.Replicas).ToList();
            Assert.Equal([0, 1], replicas.Select(replica => replica.Partition).Order());
            Assert.All(replicas, replica => Assert.True(replica is { Topic: var name, Size: > 0, Future: false } && name == topic));
        });
    }

    private static void CheckTransactions(ClusterEvidence evidence, string topic, string id)
    {
        var transaction = evidence.Transactions!.Value!.Transactions.Single(one => one.Id == id);
        Assert.Equal("CompleteCommit", transaction.State);
        Assert.All(evidence.Producers[topic].Value!.Producers, producer => Assert.Null(producer.OpenSince));
        Assert.Contains(evidence.Producers[topic].Value!.Producers, producer => producer.ProducerId == transaction.ProducerId && producer.Partition == 1);
    }
}
