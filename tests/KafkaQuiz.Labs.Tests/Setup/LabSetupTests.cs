using Confluent.Kafka;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Setup;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Labs.Tests.Setup;

public sealed class LabSetupTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static readonly LabStep[] twoPartitions =
    [
        new CreateTopic("t", 2, 1, new Dictionary<string, string>()),
        new Produce("t", 3, 0, null, "first-{i}", null),
        new Produce("t", 2, 1, null, "second-{i}", null),
    ];

    [Fact]
    public async Task Several_steps_may_write_to_one_topic()
    {
        await using var cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 1 }, Cancel);
        Assert.True((await RunAsync(cluster, twoPartitions)).Done);
        Assert.Equal((3, 2), (End(cluster, 0), End(cluster, 1)));
    }

    [Fact]
    public async Task A_second_run_changes_nothing_and_one_that_was_broken_off_is_finished()
    {
        await using var cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 1 }, Cancel);
        Assert.True((await RunAsync(cluster, twoPartitions[..2])).Done);
        Assert.True((await RunAsync(cluster, twoPartitions)).Done);
        Assert.True((await RunAsync(cluster, twoPartitions)).Done);
        Assert.Equal((3, 2), (End(cluster, 0), End(cluster, 1)));
    }

    [Fact]
    public async Task A_topic_that_somebody_else_wrote_to_is_left_alone()
    {
        await using var cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 1 }, Cancel);
        await RunAsync(cluster, twoPartitions[0], new Produce("t", 4, 0, null, "foreign-{i}", null));
        var result = await RunAsync(cluster, twoPartitions);
        Assert.False(result.Done);
        Assert.Contains("already holds other records", result.Problem!.En, StringComparison.Ordinal);
        Assert.Equal((4, 0), (End(cluster, 0), End(cluster, 1)));
    }

    private static Task<SetupResult> RunAsync(PracticeCluster cluster, params LabStep[] steps) => LabSetup.RunAsync(
        TestLab.Of() with { Setup = steps }, new ClusterTarget(ClusterTarget.ParseBootstrap(cluster.BootstrapServers, out _)!), new EgressPolicy(), Cancel);

    private static long End(PracticeCluster cluster, int partition)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = cluster.BootstrapServers, GroupId = "look" }).Build();
        return consumer.QueryWatermarkOffsets(new TopicPartition("t", partition), TimeSpan.FromSeconds(30)).High;
    }
}
