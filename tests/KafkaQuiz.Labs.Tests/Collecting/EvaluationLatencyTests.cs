using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.TestKit;

namespace KafkaQuiz.Labs.Tests.Collecting;

/// <summary>How long one evaluation takes. Its number is worth something only on a machine that does nothing else: see docs/lab-engine.md.</summary>
public sealed class EvaluationLatencyTests(RealKafka kafka)
{
    [Fact]
    public async Task Ten_checks_on_three_brokers()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("KAFKAQUIZ_MEASURE") == "1", "A measurement for an idle machine: set KAFKAQUIZ_MEASURE=1");
        var cancel = TestContext.Current.CancellationToken;
        var servers = await kafka.ThreeBrokersAsync();
        var topic = Names.Fresh("latency");
        using var admin = new Confluent.Kafka.AdminClientBuilder(new Confluent.Kafka.AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.CreateTopicsAsync([new() { Name = topic, NumPartitions = 6, ReplicationFactor = 3 }]);
        using (var consumer = new Confluent.Kafka.ConsumerBuilder<byte[], byte[]>(new Confluent.Kafka.ConsumerConfig { BootstrapServers = servers, GroupId = topic }).Build())
            consumer.Commit([new(topic, 0, 0)]);
        var number = new NumberCondition(AtLeast: 0);
        Check[] checks =
        [
            new BrokerCount(number), new TopicExists(topic), new TopicPartitions(topic, number), new ReplicationFactor(topic, null, number), new InSyncReplicas(topic, null, number),
            new TopicConfig(topic, "retention.ms", null, null), new EndOffset(topic, null, null, number), new CommittedOffset(topic, topic, 0, number),
            new GroupLag(topic, topic, number), new GroupState(topic, ["Empty"]),
        ];
        var lab = TestLab.Of([.. checks.Select((check, i) => TestLab.Task($"t{i}", check))]);
        var needs = EvidenceNeeds.Of(lab);
        await using var connection = await ClusterConnection.OpenAsync(new ClusterTarget(ClusterTarget.ParseBootstrap(servers, out _)!), new EgressPolicy(), TimeProvider.System, cancel);
        var times = new List<double>();
        for (var i = 0; i < 300; i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            var evidence = await connection.CollectAsync(needs, null, cancel);
            Assert.True(LabGrader.Grade(lab, null, LabMemory.Empty, evidence).Verdict.IsComplete);
            if (i >= 50) times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }
        times.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine($"p50 {times[times.Count / 2]:0.0} ms, p95 {times[times.Count * 95 / 100]:0.0} ms, max {times[^1]:0.0} ms");
    }
}
