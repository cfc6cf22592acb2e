using Confluent.Kafka;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Practice.Tests.Tools;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;
using ErrorCode = KafkaQuiz.Protocol.ErrorCode;

namespace KafkaQuiz.Practice.Tests.Nodes;

/// <summary>Controllers and brokers in processes of their own, with any ids; brokers with two listeners. Controller 3002 is active at first.</summary>
public sealed class NodeRolesTests() : ClusterTest(new()
{
    Nodes =
    [
        .. new[] { 3000, 3001, 3002 }.Select(id => new PracticeNodeOptions(id) { Roles = NodeRoles.Controller }),
        .. new[] { 1, 7, 42 }.Select(id => new PracticeNodeOptions(id) { Roles = NodeRoles.Broker, Rack = $"r{id}", Listeners = ["INTERNAL", "EXTERNAL"] }),
    ],
})
{
    private static readonly int[] Brokers = [1, 7, 42];

    [Fact]
    public async Task Controllers_are_voters_and_no_brokers_and_brokers_are_observers()
    {
        var answer = await AskAsync(1, new DescribeQuorumRequest { Topics = [new() { TopicName = "__cluster_metadata", Partitions = [new()] }] });
        var quorum = answer.Topics.Single().Partitions.Single();
        Assert.Equal([3000, 3001, 3002], quorum.CurrentVoters.Select(v => v.ReplicaId));
        Assert.All(quorum.CurrentVoters, v => Assert.Equal(Guid.Empty, v.ReplicaDirectoryId));
        Assert.Equal(Brokers, quorum.Observers.Select(o => o.ReplicaId));
        Assert.All(quorum.Observers, o => Assert.NotEqual(Guid.Empty, o.ReplicaDirectoryId));
        Assert.All([.. quorum.CurrentVoters, .. quorum.Observers], r => Assert.Equal(quorum.HighWatermark, r.LogEndOffset));
        Assert.Equal(Cluster.BootstrapControllers, string.Join(',', answer.Nodes.Select(n => n.Listeners.Single()).Select(l => $"{l.Host}:{l.Port}")));
        using var admin = Cluster.Admin();
        Assert.Equal(Brokers, admin.GetMetadata(RealClient.Patience).Brokers.Select(b => b.BrokerId).Order());
        await Cluster.CreateTopicAsync("orders", 6);
        Assert.All(admin.GetMetadata("orders", RealClient.Patience).Topics.Single().Partitions, p => Assert.Equal(Brokers, p.Replicas.Order()));
    }

    [Fact]
    public async Task Clients_are_told_addresses_of_the_listener_they_came_through()
    {
        await CreateAsync("orders", [[42, 7]]);
        Assert.NotEqual(Cluster.BootstrapServersOf("INTERNAL"), Cluster.BootstrapServersOf("EXTERNAL"));
        foreach (var listener in new[] { "INTERNAL", "EXTERNAL" })
        {
            var servers = Cluster.BootstrapServersOf(listener);
            using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers.Split(',')[0] }).Build();
            Assert.Equal(servers, string.Join(',', admin.GetMetadata(RealClient.Patience).Brokers.OrderBy(b => b.BrokerId).Select(b => $"{b.Host}:{b.Port}")));
            using var producer = Cluster.Producer(c => c.BootstrapServers = servers.Split(',')[0]);
            await producer.ProduceAsync("orders", new() { Value = listener }, Cancel);
            await using var connection = await KafkaConnection.OpenAsync(System.Net.IPEndPoint.Parse(servers.Split(',')[0]), new() { Timeout = RealClient.Patience }, Cancel);
            var coordinator = (await connection.SendAsync(new FindCoordinatorRequest { CoordinatorKeys = ["readers"] }, null, Cancel)).Coordinators.Single();
            Assert.Contains($"{coordinator.Host}:{coordinator.Port}", servers.Split(','));
        }
    }

    [Fact]
    public async Task A_controllers_listener_serves_what_controllers_answer_and_no_metadata()
    {
        await using var connection = await ConnectAsync(3001);
        var served = connection.Versions.ApiKeys.Select(k => (ApiKey)k.ApiKey).ToList();
        Assert.Contains(ApiKey.DescribeQuorum, served);
        Assert.DoesNotContain(ApiKey.Metadata, served);
        var asked = await connection.SendAsync(new DescribeClusterRequest { EndpointType = 2 }, null, Cancel);
        Assert.Equal((Cluster.ClusterId, 3002, (sbyte)2), (asked.ClusterId, asked.ControllerId, asked.EndpointType));
        Assert.Equal(Cluster.BootstrapControllers, string.Join(',', asked.Brokers.Select(b => $"{b.Host}:{b.Port}")));
        var wrong = await connection.SendAsync(new DescribeClusterRequest { EndpointType = 1 }, null, Cancel);
        Assert.Equal((ErrorCode.MismatchedEndpointType, "The request was sent to an endpoint of type CONTROLLER, but we wanted an endpoint of type BROKER"), (wrong.ErrorCode, wrong.ErrorMessage));
    }

    [Fact]
    public async Task Brokers_serve_on_without_controllers_and_a_controller_without_brokers()
    {
        await CreateAsync("orders", [[1, 7]]);
        await Cluster.KillBrokerAsync(3002);
        await Cluster.KillBrokerAsync(3001);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, await ProduceAsync("orders", "a"));
        var created = CreateViaAsync(1, "late", 1);
        await AdvanceUntilAsync(created, TimeSpan.FromSeconds(6));
        Assert.Equal(ErrorCode.RequestTimedOut, await created);
        await Cluster.StartBrokerAsync(3001);
        Assert.Equal(ErrorCode.None, await CreateViaAsync(1, "late", 1));
        foreach (var broker in Brokers)
            await Cluster.StopBrokerAsync(broker);
        var quorum = (await AskAsync(3001, new DescribeQuorumRequest { Topics = [new() { TopicName = "__cluster_metadata", Partitions = [new()] }] })).Topics.Single().Partitions.Single();
        Assert.Equal(2, quorum.LeaderEpoch);
        Assert.Contains(quorum.LeaderId, new[] { 3000, 3001 });
    }

    [Fact]
    public async Task A_dead_observer_lags_and_is_forgotten_after_five_minutes()
    {
        await Cluster.KillBrokerAsync(7);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(20));
        var quorum = await QuorumAsync();
        var dead = quorum.Observers.Single(o => o.ReplicaId == 7);
        Assert.InRange(quorum.HighWatermark - dead.LogEndOffset, 40, 50);
        Assert.Equal(20_000, quorum.Observers[0].LastFetchTimestamp - dead.LastFetchTimestamp);
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal([1, 42], (await QuorumAsync()).Observers.Select(o => o.ReplicaId));
    }

    [Fact]
    public async Task A_new_active_controller_knows_nothing_of_a_voter_that_is_down()
    {
        await Cluster.KillBrokerAsync(3000);
        await Cluster.StopBrokerAsync(3002);
        Assert.Equal(-1, (await AskAsync(3001, new DescribeClusterRequest { EndpointType = 2 })).ControllerId);
        await Cluster.StartBrokerAsync(3002);
        var dead = (await QuorumAsync()).CurrentVoters[0];
        Assert.Equal((3000, -1L, -1L), (dead.ReplicaId, dead.LogEndOffset, dead.LastFetchTimestamp));
    }

    [Fact]
    public async Task Kafkas_tools_work_through_the_controllers()
    {
        KafkaTool.SkipIfMissing();
        var status = await Cluster.KafkaAsync("kafka-metadata-quorum", "describe --status", controllers: true);
        Assert.Matches($"LeaderId: +3002\nLeaderEpoch: +1\nHighWatermark: +[0-9]+\nMaxFollowerLag: +0\n(.*\n)*CurrentVoters: +\\[\\{{\"id\": 3000, \"endpoints\": \\[\"CONTROLLER://{Address(3000)}\"\\]\\}}, .*\nCurrentObservers: +\\[\\{{\"id\": 1, \"directoryId\": \".{{22}}\"\\}}, .*\n", status);
        var replication = await Cluster.KafkaAsync("kafka-metadata-quorum", "describe --replication", controllers: true);
        Assert.Equal(6, replication.Split('\n').Count(l => l.Contains("\tFollower", StringComparison.Ordinal) || l.Contains("\tLeader", StringComparison.Ordinal) || l.Contains("\tObserver", StringComparison.Ordinal)));
        Assert.Equal($"Cluster ID: {Cluster.ClusterId}\n", await Cluster.KafkaAsync("kafka-cluster", "cluster-id", controllers: true));
        var endpoints = (await Cluster.KafkaAsync("kafka-cluster", "list-endpoints", controllers: true)).Split('\n');
        Assert.Equal(["3000", "3001", "3002"], endpoints.Where(l => l.TrimEnd().EndsWith("controller", StringComparison.Ordinal)).Select(l => l.Split(' ')[0]));
        Assert.Contains("MismatchedEndpointTypeException: The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER",
            await Cluster.KafkaAsync("kafka-cluster", $"cluster-id --bootstrap-controller {Address(1)}", at: ""), StringComparison.Ordinal);
        Assert.Contains("UnsupportedVersionException: The node does not support METADATA",
            await Cluster.KafkaAsync("kafka-cluster", $"cluster-id --bootstrap-server {Address(3000)}", at: ""), StringComparison.Ordinal);
    }

    private async Task<DescribeQuorumResponse.PartitionData> QuorumAsync() =>
        (await AskAsync(1, new DescribeQuorumRequest { Topics = [new() { TopicName = "__cluster_metadata", Partitions = [new()] }] })).Topics.Single().Partitions.Single();
}
