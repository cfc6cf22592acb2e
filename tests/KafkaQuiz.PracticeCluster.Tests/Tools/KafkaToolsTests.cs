using System.Text.RegularExpressions;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Tools;

/// <summary>Kafka 4.3.1's own tools: what they print about a practice cluster is what they print about a real one.</summary>
public sealed class KafkaToolsTests : IAsyncLifetime
{
    private PracticeCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        KafkaTool.SkipIfMissing();
        _cluster = await PracticeCluster.StartAsync(new() { Seed = 1 }, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is null)
            return;
        var fault = _cluster.LastFault;
        await _cluster.DisposeAsync();
        Assert.Null(fault);
    }

    [Fact]
    public async Task Kafka_topics_creates_describes_alters_and_deletes()
    {
        Assert.Equal("Created topic orders.\n", await _cluster.KafkaAsync("kafka-topics", "--create --topic orders --replica-assignment 1:2:3,2:3:1"));
        var described = await _cluster.KafkaAsync("kafka-topics", "--describe --topic orders");
        Assert.Matches("^Topic: orders\tTopicId: [A-Za-z0-9_-]{22}\tPartitionCount: 2\tReplicationFactor: 3\tConfigs: min.insync.replicas=1\n"
            + Regex.Escape("\tTopic: orders\tPartition: 0\tLeader: 1\tReplicas: 1,2,3\tIsr: 1,2,3\tElr: \tLastKnownElr: \n")
            + Regex.Escape("\tTopic: orders\tPartition: 1\tLeader: 2\tReplicas: 2,3,1\tIsr: 2,3,1\tElr: \tLastKnownElr: \n") + "$", described);
        Assert.Equal("", await _cluster.KafkaAsync("kafka-topics", "--alter --topic orders --partitions 4"));
        Assert.Contains("Topic already has 4 partition(s).", await _cluster.KafkaAsync("kafka-topics", "--alter --topic orders --partitions 4"), StringComparison.Ordinal);
        Assert.Equal("", await _cluster.KafkaAsync("kafka-topics", "--delete --topic orders"));
        Assert.Equal("\n", await _cluster.KafkaAsync("kafka-topics", "--list"));
    }

    [Fact]
    public async Task Kafka_topics_finds_partitions_under_their_minimum()
    {
        await _cluster.CreateTopicAsync("whole");
        using (var admin = _cluster.Admin())
        {
            await admin.CreateTopicsAsync([new() { Name = "orders", NumPartitions = 1, ReplicationFactor = -1, ReplicasAssignments = new() { [0] = [1, 2] }, Configs = new() { ["min.insync.replicas"] = "2" } }]);
            await admin.CreateTopicsAsync([new() { Name = "single", NumPartitions = 1, ReplicationFactor = -1, ReplicasAssignments = new() { [0] = [2] } }]);
        }
        await _cluster.StopBrokerAsync(2);
        Assert.Contains("\tTopic: orders\tPartition: 0\tLeader: 1\tReplicas: 1,2\tIsr: 1\tElr: 2\tLastKnownElr: \n",
            await _cluster.KafkaAsync("kafka-topics", "--describe --under-min-isr-partitions"), StringComparison.Ordinal);
        Assert.Contains("\tTopic: single\tPartition: 0\tLeader: none\tReplicas: 2\tIsr: \tElr: 2\tLastKnownElr: 2\n",
            await _cluster.KafkaAsync("kafka-topics", "--describe --unavailable-partitions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kafka_features_prints_the_levels_of_4_3_1()
    {
        var printed = await _cluster.KafkaAsync("kafka-features", "describe");
        var levels = Regex.Matches(printed, @"Feature: (\S+)\s+SupportedMinVersion: (\S+)\s+SupportedMaxVersion: (\S+)\s+FinalizedVersionLevel: (\S+)")
            .Select(m => string.Join(' ', m.Groups.Values.Skip(1)));
        Assert.Equal(
        [
            "eligible.leader.replicas.version 0 1 1",
            "group.version 0 1 1",
            "kraft.version 0 1 0",
            "metadata.version 3.3-IV3 4.3-IV0 4.3-IV0",
            "share.version 0 1 1",
            "streams.version 0 1 1",
            "transaction.version 0 2 2",
        ], levels);
    }

    [Fact]
    public async Task Kafka_metadata_quorum_names_the_controller_and_the_voters()
    {
        var status = await _cluster.KafkaAsync("kafka-metadata-quorum", "describe --status");
        Assert.Contains($"ClusterId:              {_cluster.ClusterId}\n", status, StringComparison.Ordinal);
        Assert.Matches("LeaderId:               [123]\nLeaderEpoch:            1\nHighWatermark:          [0-9]+\nMaxFollowerLag:         0\n", status);
        Assert.Matches("CurrentVoters:          .*\"id\": 1.*\"id\": 2.*\"id\": 3.*\nCurrentObservers:       \\[\\]\n", status);
        var replication = await _cluster.KafkaAsync("kafka-metadata-quorum", "describe --replication");
        Assert.Equal(["Follower", "Follower", "Leader"], Regex.Matches(replication, "(Leader|Follower)").Select(m => m.Value).Order());
    }

    [Fact]
    public async Task Kafka_leader_election_brings_the_preferred_leader_back()
    {
        await _cluster.KafkaAsync("kafka-topics", "--create --topic orders --replica-assignment 2:3");
        await _cluster.StopBrokerAsync(2);
        Assert.Contains("The preferred leader was not available.",
            await _cluster.KafkaAsync("kafka-leader-election", "--election-type preferred --topic orders --partition 0"), StringComparison.Ordinal);
        await _cluster.StartBrokerAsync(2);
        Assert.Equal("Successfully completed leader election (PREFERRED) for partitions orders-0\n",
            await _cluster.KafkaAsync("kafka-leader-election", "--election-type preferred --topic orders --partition 0"));
        Assert.Equal("Valid replica already elected for partitions orders-0\n",
            await _cluster.KafkaAsync("kafka-leader-election", "--election-type unclean --topic orders --partition 0"));
    }

    [Fact]
    public async Task The_console_producer_and_consumer_and_get_offsets_work()
    {
        await _cluster.CreateTopicAsync("orders", 2);
        var produced = await _cluster.KafkaAsync("kafka-console-producer", "--topic orders --reader-property parse.key=true --reader-property key.separator=:", "a:1\nb:2\nc:3\n");
        Assert.DoesNotContain("ERROR", produced, StringComparison.Ordinal);
        var consumed = await _cluster.KafkaAsync("kafka-console-consumer", "--topic orders --from-beginning --max-messages 3 --timeout-ms 30000 --formatter-property print.key=true --formatter-property key.separator=:");
        Assert.Equal(["a:1", "b:2", "c:3"], consumed.Split('\n').Where(l => l.Contains(':', StringComparison.Ordinal)).Order().Take(3));
        var offsets = await _cluster.KafkaAsync("kafka-get-offsets", "--topic orders");
        var ends = Regex.Matches(offsets, "orders:([01]):([0-9]+)\n");
        Assert.Equal(["0", "1"], ends.Select(m => m.Groups[1].Value));
        Assert.Equal(3, ends.Sum(m => int.Parse(m.Groups[2].Value, null)));
    }

    [Fact]
    public async Task The_performance_tools_write_and_read_all_records()
    {
        await _cluster.CreateTopicAsync("orders", 2);
        Assert.Matches("(?m)^5000 records sent, .* 99.9th\\.$", await _cluster.KafkaAsync("kafka-producer-perf-test", "--topic orders --num-records 5000 --record-size 100 --throughput -1"));
        var read = await _cluster.KafkaAsync("kafka-consumer-perf-test", "--topic orders --num-records 5000 --timeout 60000");
        Assert.Contains("data.consumed.in.nMsg", read, StringComparison.Ordinal);
        Assert.Matches("(?m)^\\d{4}-.*, 5000, ", read);
        Assert.DoesNotContain("ERROR", read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kafka_cluster_and_broker_api_versions_show_every_broker()
    {
        Assert.Equal($"Cluster ID: {_cluster.ClusterId}\n", await _cluster.KafkaAsync("kafka-cluster", "cluster-id"));
        var endpoints = await _cluster.KafkaAsync("kafka-cluster", "list-endpoints");
        Assert.Equal(3, Regex.Count(endpoints, "unfenced +broker"));
        var versions = await _cluster.KafkaAsync("kafka-broker-api-versions", "");
        Assert.Equal(3, Regex.Count(versions, "isFenced: false"));
        Assert.Equal(3, Regex.Count(versions, "\tFetch\\(1\\): 4 to 18 \\[usable: 18\\]"));
        Assert.Equal(3, Regex.Count(versions, "\tDescribeTopicPartitions\\(75\\): 0 \\[usable: 0\\]"));
    }
}
