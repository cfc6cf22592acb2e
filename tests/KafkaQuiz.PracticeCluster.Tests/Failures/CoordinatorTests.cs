using Confluent.Kafka;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Failures;

/// <summary>Which broker coordinates a group, and what happens when it goes.</summary>
public sealed class CoordinatorTests() : ClusterTest(new() { Brokers = 5 })
{
    [Theory]
    // Java's "g".hashCode() is 103; "결제".hashCode() is 1421676; "inventory-service" has a negative one.
    [InlineData("g", 103 % 50)]
    [InlineData("결제", 1421676 % 50)]
    [InlineData("inventory-service", 1479039164 % 50)]
    public async Task A_group_is_coordinated_by_the_leader_of_its_partition_of_consumer_offsets(string group, int partition)
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        Commit(group, 1);
        Assert.Equal((await ViewAsync("__consumer_offsets", partition)).LeaderId, await CoordinatorAsync(group));
    }

    [Fact]
    public async Task When_the_coordinator_stops_another_takes_over_with_all_commits()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        Commit("g", 42);
        var first = await CoordinatorAsync("g");
        await Cluster.StopBrokerAsync(first);
        var second = await CoordinatorAsync("g");
        Assert.NotEqual(first, second);
        using var consumer = Cluster.Consumer("g");
        Assert.Equal(42, consumer.Committed([new TopicPartition("orders", 0)], RealClient.Patience).Single().Offset.Value);
    }

    private async Task<int> CoordinatorAsync(string group)
    {
        using var admin = Cluster.Admin();
        return (await admin.DescribeConsumerGroupsAsync([group])).ConsumerGroupDescriptions.Single().Coordinator.Id;
    }

    private void Commit(string group, long offset)
    {
        using var consumer = Cluster.Consumer(group);
        consumer.Commit([new TopicPartitionOffset("orders", 0, offset)]);
    }
}
