using Confluent.Kafka;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Checks;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Setup;
using KafkaQuiz.Labs.Tallies;
using KafkaQuiz.Practice;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Labs.Tests.Collecting;

/// <summary>A broker of Kafka 2.8: what it can tell is seen in its versions, what it cannot is not gradable, never wrong.</summary>
public sealed class OldBrokerTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kafka_2_8_is_set_up_and_seen_by_the_versions_that_it_has()
    {
        await using var cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 1 }, Cancel);
        await using var old = new OldBroker(int.Parse(cluster.BootstrapServers.Split(':')[1], null));
        var target = new ClusterTarget([new HostPort("127.0.0.1", old.Port)]);
        var lab = TestLab.Of(TestLab.Task("t", new TopicExists("t"))) with { Setup = [new CreateTopic("t", 2, 1, new Dictionary<string, string> { ["retention.ms"] = "-1" }), new Produce("t", 10, null, "key-{i}", "value-{i}", null, 1_000_000_000_000)] };
        Assert.True((await LabSetup.RunAsync(lab, target, new EgressPolicy(), Cancel)).Done);
        Assert.True((await LabSetup.RunAsync(lab, target, new EgressPolicy(), Cancel)).Done);
        using (var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = cluster.BootstrapServers, GroupId = "g" }).Build())
            consumer.Commit([new TopicPartitionOffset("t", 0, 1)]);

        var needs = new EvidenceNeeds();
        needs.EligibleOf("t");
        needs.ConfigOf("t", "retention.ms");
        needs.BrokerConfig("node.id");
        needs.OffsetAt("t", 1_000_000_000_000);
        needs.Group("g");
        needs.CommitsOf("g");
        needs.Ask(new SequenceQuestion("t", null, null, "value-#", 0, 9));
        needs.NeedQuorum();
        needs.NeedFeatures();
        needs.NeedTransactions();
        await using var connection = await ClusterConnection.OpenAsync(target, new EgressPolicy(), TimeProvider.System, Cancel);
        var evidence = await connection.CollectAsync(needs, null, null, Cancel);

        Assert.Equal(2, evidence.Topics["t"].Value!.Partitions.Count);
        Assert.NotNull(evidence.Topics["t"].Value!.Partitions[0].LeaderEpoch);
        Assert.Equal("-1", evidence.Configs["t"].Value!.Entries["retention.ms"].Value);
        Assert.Equal("1", evidence.BrokerConfigs["1"].Value!.Entries["node.id"].Value);
        Assert.Equal(10, evidence.Offsets["t"].Value!.Partitions.Sum(p => p.End));
        Assert.Equal(0, evidence.Offsets["t"].Value!.ByTime![0].Offset);
        Assert.Equal("Empty", evidence.Groups["g"].Value!.State);
        Assert.Equal(1, Assert.Single(evidence.Commits["g"].Value!.Offsets).Offset);
        Assert.Equal(10, evidence.Records["t"].Value!.Digests[0].Sequence!.Found);
        Assert.Equal(NotGradableCause.NotTold, evidence.Quorum!.Fault!.Cause);
        Assert.Equal(NotGradableCause.NotTold, evidence.Transactions!.Fault!.Cause);
        Assert.Empty(evidence.Features!.Value!.Finalized);
        var elr = CheckGrading.Evaluate(new EligibleLeaderReplicas("t", null, new(EqualTo: 0)), new Scene(evidence, null));
        Assert.Equal(NotGradableCause.NotTold, elr.Fault!.Cause);
        Assert.Contains((ApiKey.OffsetFetch, (short)7), old.Asked);
        Assert.Contains((ApiKey.FindCoordinator, (short)3), old.Asked);
        Assert.Contains((ApiKey.Fetch, (short)12), old.Asked);
    }
}
