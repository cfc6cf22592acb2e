using Confluent.Kafka;
using KafkaQuiz.Practice.Tests.Clients;
using ErrorCode = KafkaQuiz.Protocol.ErrorCode;

namespace KafkaQuiz.Practice.Tests.Failures;

/// <summary>One controller of its own and two brokers, cut off from each other: then it is the brokers that are without a majority.</summary>
public sealed class CutOffControllerTests() : ClusterTest(new()
{
    Nodes = [new(100) { Roles = NodeRoles.Controller }, new(1) { Roles = NodeRoles.Broker }, new(2) { Roles = NodeRoles.Broker }],
})
{
    [Fact]
    public async Task Brokers_replicate_on_without_their_controller_but_change_no_metadata()
    {
        await CreateAsync("orders", [[1, 2]], new() { ["min.insync.replicas"] = "2" });
        await Cluster.CutOffBrokerAsync(100);
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await ProduceAsync("orders", "a"));
        Assert.Equal([1, 2], (await ViewAsync("orders")).IsrNodes);
        var created = CreateViaAsync(1, "late", 1);
        await AdvanceUntilAsync(created, TimeSpan.FromSeconds(6));
        Assert.Equal(ErrorCode.RequestTimedOut, await created);
        await Cluster.HealBrokerAsync(100);
        Assert.Equal(ErrorCode.None, await CreateViaAsync(1, "late", 1));
        Assert.Equal(["a"], Read("orders", 1));
        // The controller had fenced both; they lead and follow again.
        Assert.Equal([1, 2], (await ViewAsync("orders")).IsrNodes.Order());
        Assert.Equal(1, await ProduceAsync("orders", "b"));
    }

    [Fact]
    public async Task A_broker_can_be_cut_off_while_the_controller_is_and_both_heal_in_any_order()
    {
        await CreateAsync("orders", [[1, 2]]);
        await Cluster.CutOffBrokerAsync(100);
        await Cluster.CutOffBrokerAsync(2);
        await ProduceAsync("orders", "a", Acks.Leader);
        Assert.Equal(0, HighWatermark("orders"));
        await Cluster.HealBrokerAsync(100);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([1], (await ViewAsync("orders")).IsrNodes);
        Assert.Equal(1, HighWatermark("orders"));
        await Cluster.HealBrokerAsync(2);
        Assert.Equal([1, 2], (await ViewAsync("orders", ask: 2)).IsrNodes.Order());
        Assert.Equal(["a"], Read("orders", 1, via: 2));
    }
}
