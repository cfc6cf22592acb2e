using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Differential.Tests.Scenarios.Admin;

/// <summary>DescribeTopicPartitions page by page (KIP-966), DescribeCluster, DescribeQuorum, brokers' features.</summary>
[Collection(nameof(WholeClusters))]
public sealed class DescriptionScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    [Scenario]
    public Task Partitions_page_by_page() => CompareAsync(async c =>
    {
        var (a, _) = await c.TopicAsync("a", [[1, 2], [2, 3], [3, 1]]);
        var (b, _) = await c.TopicAsync("b", [[1], [2]]);
        var request = new DescribeTopicPartitionsRequest { Topics = [new() { Name = b }, new() { Name = a }, new() { Name = c.Own("nobody") }], ResponsePartitionLimit = 2 };
        for (var page = 0; page < 4; page++)
        {
            var answer = await c.AskAsync(request);
            if (answer?.NextCursor is not { } next)
                break;
            request.Cursor = new() { TopicName = next.TopicName, PartitionIndex = next.PartitionIndex };
        }
    });

    [Scenario]
    public Task Cursors_and_limits_that_are_odd() => CompareAsync(async c =>
    {
        var (a, _) = await c.TopicAsync("a", [[1], [2], [3]]);
        foreach (var (topic, partition, limit) in new[] { (a, -1, 2000), (a, 3, 2000), (a, 1, 0), (a, 0, -1), (c.Own("0"), 0, 2000), (c.Own("z"), 0, 2000), ("", 0, 2000) })
            await c.AskAsync(new DescribeTopicPartitionsRequest { Topics = [new() { Name = a }], ResponsePartitionLimit = limit, Cursor = new() { TopicName = topic, PartitionIndex = partition } });
        await c.AskAsync(new DescribeTopicPartitionsRequest { Topics = [new() { Name = "bad name" }, new() { Name = a }] });
        await c.AskAsync(new DescribeTopicPartitionsRequest { Topics = [new() { Name = "" }] });
        await c.AskAsync(new DescribeTopicPartitionsRequest { Topics = [new() { Name = a }, new() { Name = a }] });
    });

    [Scenario]
    public Task Cluster_of_brokers_and_of_controllers() => CompareAsync(async c =>
    {
        for (short version = 0; version <= 2; version++)
            await c.AskAsync(new DescribeClusterRequest { IncludeClusterAuthorizedOperations = true }, version: version);
        await c.AskAsync(new DescribeClusterRequest { IncludeFencedBrokers = true });
        await c.AskAsync(new DescribeClusterRequest { EndpointType = 2 });
        await c.AskAsync(new DescribeClusterRequest { EndpointType = 7 });
    });

    [Scenario]
    public Task Quorum_of_the_metadata_log() => CompareAsync(async c =>
    {
        for (short version = 0; version <= 2; version++)
            await c.AskAsync(new DescribeQuorumRequest { Topics = [new() { TopicName = "__cluster_metadata", Partitions = [new()] }] }, broker: version + 1, version: version);
        await c.AskAsync(new DescribeQuorumRequest { Topics = [new() { TopicName = "__cluster_metadata", Partitions = [new() { PartitionIndex = 1 }] }] });
        await c.AskAsync(new DescribeQuorumRequest { Topics = [new() { TopicName = "__consumer_offsets", Partitions = [new()] }] });
        await c.AskAsync(new DescribeQuorumRequest());
    });

    [Scenario]
    public Task Features_that_cannot_be_updated() => CompareAsync(async c =>
    {
        foreach (var (feature, level, kind) in new (string, short, sbyte)[] { ("no.such.feature", 1, 1), ("metadata.version", 1, 1), ("metadata.version", 99, 1), ("metadata.version", 1, 2), ("metadata.version", 1, 3), ("group.version", 9, 1), ("group.version", 0, 1), ("transaction.version", -1, 1), ("transaction.version", 2, 0), ("transaction.version", 2, 9) })
        {
            await c.AskAsync(new UpdateFeaturesRequest { TimeoutMs = 30_000, ValidateOnly = true, FeatureUpdates = [new() { Feature = feature, MaxVersionLevel = level, UpgradeType = kind }] });
            await c.AskAsync(new UpdateFeaturesRequest { TimeoutMs = 30_000, ValidateOnly = true, FeatureUpdates = [new() { Feature = feature, MaxVersionLevel = level, UpgradeType = kind }] }, version: 1);
        }
    });
}
