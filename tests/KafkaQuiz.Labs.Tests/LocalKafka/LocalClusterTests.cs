using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.TestKit;

namespace KafkaQuiz.Labs.Tests.LocalKafka;

public sealed class LocalClusterTests(RealKafka kafka)
{
    [Fact]
    public async Task A_single_node_serves_one_broker()
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = await kafka.OneBrokerAsync() }).Build();
        var cluster = await admin.DescribeClusterAsync(new DescribeClusterOptions());
        Assert.NotEmpty(cluster.Nodes);
    }

    [Fact]
    public async Task Three_nodes_are_one_cluster()
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = await kafka.ThreeBrokersAsync() }).Build();
        var cluster = await admin.DescribeClusterAsync(new DescribeClusterOptions());
        Assert.Equal(3, cluster.Nodes.Count);
    }
}
