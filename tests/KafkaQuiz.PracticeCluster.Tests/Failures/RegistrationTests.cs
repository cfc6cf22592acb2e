using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Practice.Tests.Tools;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;
using ErrorCode = KafkaQuiz.Protocol.ErrorCode;

namespace KafkaQuiz.Practice.Tests.Failures;

/// <summary>Brokers that register, are refused, join and are forgotten. Broker 3 is the first active controller.</summary>
public sealed class RegistrationTests() : ClusterTest(new() { Brokers = 3 })
{
    [Fact]
    public async Task After_a_crash_a_broker_is_refused_until_its_old_session_ends()
    {
        await CreateAsync("orders", [[2, 3, 1]]);
        await Cluster.KillBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(1));
        await Cluster.StartBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(7.9));
        await Assert.ThrowsAsync<KafkaClientException>(() => ConnectAsync(2));
        Assert.Equal((2, 0), ((await ViewAsync("orders")).LeaderId, (await ViewAsync("orders")).LeaderEpoch));
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(0.2));
        await using var connection = await ConnectAsync(2);
        var view = await ViewAsync("orders");
        Assert.Equal((3, 1), (view.LeaderId, view.LeaderEpoch));
        Assert.Equal([1, 2, 3], view.IsrNodes.Order());
    }

    [Fact]
    public async Task A_broker_that_was_fenced_or_shut_down_cleanly_is_registered_at_once()
    {
        await Cluster.KillBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        await Cluster.StartBrokerAsync(2);
        await using (await ConnectAsync(2))
            await Cluster.StopBrokerAsync(2);
        await Cluster.StartBrokerAsync(2);
        await using var again = await ConnectAsync(2);
    }

    [Fact]
    public async Task A_broker_that_crashes_again_while_it_is_refused_has_still_crashed()
    {
        await CreateAsync("orders", [[1, 2]], new() { ["min.insync.replicas"] = "2" });
        await Cluster.KillBrokerAsync(2);
        await Cluster.StartBrokerAsync(2);
        await Cluster.StopBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([2], (await ViewAsync("orders")).EligibleLeaderReplicas);
        await Cluster.StopBrokerAsync(1);
        await Cluster.StartBrokerAsync(2);
        // It cannot be trusted: the one that shut down cleanly is waited for.
        Assert.Equal(-1, (await ViewAsync("orders", ask: 3)).LeaderId);
    }

    [Fact]
    public async Task With_the_option_a_crashed_broker_is_registered_at_once()
    {
        await using var cluster = await PracticeCluster.StartAsync(new() { Time = new StoppedTime(), RegistersAtOnce = true }, Cancel);
        await cluster.KillBrokerAsync(2);
        await cluster.StartBrokerAsync(2);
        using var producer = cluster.Producer(c => c.BootstrapServers = cluster.BootstrapServers.Split(',')[1]);
        await producer.ProduceAsync("orders", new() { Value = "a" }, Cancel);
    }

    [Fact]
    public async Task Without_an_active_controller_a_broker_that_starts_takes_no_clients()
    {
        await Cluster.StopBrokerAsync(1);
        await Cluster.StopBrokerAsync(2);
        await Cluster.StopBrokerAsync(3);
        await Cluster.StartBrokerAsync(1);
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<KafkaClientException>(() => ConnectAsync(1));
        await Cluster.StartBrokerAsync(2);
        Assert.Equal(ErrorCode.None, await CreateViaAsync(1, "orders", 1, 2));
    }

    [Fact]
    public async Task A_broker_joins_the_running_cluster_and_takes_replicas()
    {
        await Cluster.AddBrokerAsync(new(17) { Roles = NodeRoles.Broker, Rack = "new" });
        await CreateAsync("orders", [[17, 1]]);
        Assert.Equal(0, await ProduceAsync("orders", "a", via: 17));
        using var admin = Cluster.Admin();
        Assert.Equal([1, 2, 3, 17], admin.GetMetadata(RealClient.Patience).Brokers.Select(b => b.BrokerId).Order());
        await Assert.ThrowsAsync<ArgumentException>(() => Cluster.AddBrokerAsync(new(17) { Roles = NodeRoles.Broker }));
        await Assert.ThrowsAsync<ArgumentException>(() => Cluster.AddBrokerAsync(new(18)));
    }

    [Fact]
    public async Task An_unregistered_broker_is_forgotten_until_it_starts_again()
    {
        await CreateAsync("orders", [[2, 1]]);
        await ProduceAsync("orders", "a");
        await Cluster.StopBrokerAsync(2);
        Assert.Equal(ErrorCode.None, (await AskAsync(1, new UnregisterBrokerRequest { BrokerId = 2 })).ErrorCode);
        var gone = await AskAsync(1, new UnregisterBrokerRequest { BrokerId = 2 });
        Assert.Equal((ErrorCode.BrokerIdNotRegistered, "Broker ID 2 is not currently registered"), (gone.ErrorCode, gone.ErrorMessage));
        var known = await AskAsync(1, new DescribeClusterRequest { IncludeFencedBrokers = true });
        Assert.Equal([1, 3], known.Brokers.Select(b => b.BrokerId));
        var view = await ViewAsync("orders");
        Assert.Equal([2, 1], view.ReplicaNodes);
        Assert.Equal([2], view.OfflineReplicas);
        Assert.Equal(1, await ProduceAsync("orders", "b"));
        await Cluster.StartBrokerAsync(2);
        Assert.Equal([1, 2], (await ViewAsync("orders")).IsrNodes.Order());
        Assert.Equal(["a", "b"], Read("orders", 2));
    }

    [Fact]
    public async Task Unregistering_a_broker_that_runs_silences_it()
    {
        await Cluster.CreateTopicAsync("orders", 3);
        await using var connection = await ConnectAsync(2);
        Assert.Equal(ErrorCode.None, (await AskAsync(1, new UnregisterBrokerRequest { BrokerId = 2 })).ErrorCode);
        var asked = connection.SendAsync(new MetadataRequest(), null, Cancel);
        using var producer = Cluster.Producer(c => c.BootstrapServers = Address(1));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(p => producer.ProduceAsync(new Confluent.Kafka.TopicPartition("orders", p), new() { Value = "a" }, Cancel)));
        Assert.False(asked.IsCompleted);
        await Cluster.StopBrokerAsync(2);
        await Assert.ThrowsAsync<KafkaClientException>(() => asked);
        await Cluster.StartBrokerAsync(2);
        Assert.Equal(3, (await AskAsync(2, new DescribeClusterRequest())).Brokers.Count);
    }

    [Fact]
    public async Task Kafka_cluster_unregisters_a_broker()
    {
        KafkaTool.SkipIfMissing();
        await Cluster.StopBrokerAsync(2);
        Assert.StartsWith("Broker 2 is no longer registered.\n", await Cluster.KafkaAsync("kafka-cluster", "unregister --id 2"), StringComparison.Ordinal);
        Assert.Contains("org.apache.kafka.common.errors.BrokerIdNotRegisteredException: Broker ID 2 is not currently registered\n", await Cluster.KafkaAsync("kafka-cluster", "unregister --id 2"), StringComparison.Ordinal);
    }
}
