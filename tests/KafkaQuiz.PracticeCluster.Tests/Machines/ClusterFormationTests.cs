using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Machines;

/// <summary>Which servers become one cluster: the cluster id and the voters decide.</summary>
public sealed class ClusterFormationTests : MachineTest
{
    [Fact]
    public async Task Three_nodes_with_one_cluster_id_and_the_same_voters_are_one_cluster()
    {
        await FormatAndStartAsync(Combined(1), Combined(2), Combined(3));
        var cluster = Assert.Single(await Machine.ClustersAsync());
        Assert.Equal(ClusterId, cluster.ClusterId);
        var quorum = await QuorumAsync(9092);
        Assert.Equal([1, 2, 3], quorum.Topics.Single().Partitions.Single().CurrentVoters.Select(v => v.ReplicaId));
        var endpoints = quorum.Nodes.Select(n => n.Listeners.Single()).Select(l => $"{l.Name} {l.Host}:{l.Port}");
        Assert.Equal([$"CONTROLLER {await AddressAsync(9191)}", $"CONTROLLER {await AddressAsync(9192)}", $"CONTROLLER {await AddressAsync(9193)}"], endpoints);
        await cluster.CreateTopicAsync("orders", 3);
        await ProduceAsync(9093, "orders", "a");
        using var admin = cluster.Admin();
        Assert.Equal([await AddressAsync(9091), await AddressAsync(9092), await AddressAsync(9093)], admin.GetMetadata(RealClient.Patience).Brokers.OrderBy(b => b.BrokerId).Select(b => $"{b.Host}:{b.Port}"));
    }

    [Fact]
    public async Task Three_nodes_that_are_their_own_voters_are_three_clusters()
    {
        for (var id = 1; id <= 3; id++)
        {
            await FormatAsync(Combined(id, Voters(id)), $"cluster-{id}");
            await StartAsync(Combined(id, Voters(id)));
        }
        Assert.Equal(["cluster-1", "cluster-2", "cluster-3"], (await Machine.ClustersAsync()).Select(c => c.ClusterId));
        await CreateAsync(9091, "orders", 1);
        Assert.Empty(await TopicsAsync(9092));
    }

    [Fact]
    public async Task Nodes_that_were_formatted_with_different_cluster_ids_find_no_majority()
    {
        foreach (var id in new[] { 1, 2, 3 })
            await FormatAsync(Combined(id), $"cluster-{id}");
        await StartAsync(Combined(1));
        var second = await StartAsync(Combined(2));
        Assert.Contains(second.Log, l => l.Contains("Unexpected error INCONSISTENT_CLUSTER_ID in VOTE response", StringComparison.Ordinal));
        Assert.DoesNotContain(second.Log, l => l.Contains("Kafka Server started", StringComparison.Ordinal));
        await AssertTakesNoClientsAsync(9092);
    }

    [Fact]
    public async Task One_node_of_three_waits_and_two_are_a_cluster()
    {
        await FormatAsync(Combined(1));
        await FormatAsync(Combined(2));
        var first = await StartAsync(Combined(1));
        await Machine.AdvanceAsync(TimeSpan.FromMinutes(5));
        await AssertTakesNoClientsAsync(9091);
        await StartAsync(Combined(2));
        Assert.Contains(first.Log, l => l.EndsWith("INFO [KafkaRaftServer nodeId=1] Kafka Server started (kafka.server.KafkaRaftServer)", StringComparison.Ordinal));
        await CreateAsync(9091, "orders", 2, 1);
    }

    [Fact]
    public async Task Brokers_wait_for_their_controller_and_clients_find_them_on_both_listeners()
    {
        string[] brokers = [Broker(1, Voters(3)), Broker(2, Voters(3))];
        await FormatAndStartAsync(brokers);
        await AssertTakesNoClientsAsync(9091);
        await FormatAndStartAsync(Controller(3));
        await CreateAsync(9091, "orders", 1, 2);
        await ProduceAsync(9291, "orders", "from outside");
        await ProduceAsync(9092, "orders", "from inside");
        Assert.Equal([1, 2], (await ViewAsync(9292, "orders")).IsrNodes);
        Assert.Equal([1, 2], (await QuorumAsync(9193)).Topics.Single().Partitions.Single().Observers.Select(o => o.ReplicaId));
        // A broker more joins the cluster that runs.
        await FormatAndStartAsync(Broker(4, Voters(3)));
        await CreateAsync(9094, "more", 4, 1);
    }

    [Fact]
    public async Task A_voter_that_does_not_listen_where_the_voters_are_said_to_be_is_not_found()
    {
        await FormatAndStartAsync(Combined(1, "1@localhost:9199"));
        await Machine.AdvanceAsync(TimeSpan.FromMinutes(1));
        await AssertTakesNoClientsAsync(9091);
    }

    [Fact]
    public async Task A_dynamic_quorum_begins_standalone_and_brokers_find_it_by_its_bootstrap_servers()
    {
        var controller = Controller(3).Replace("controller.quorum.voters=" + Voters(3), "controller.quorum.bootstrap.servers=localhost:9193", StringComparison.Ordinal);
        var broker = Broker(1, Voters(3)).Replace("controller.quorum.voters=" + Voters(3), "controller.quorum.bootstrap.servers=localhost:9193", StringComparison.Ordinal);
        await FormatAsync(broker);
        var waiting = await StartAsync(broker);
        Assert.Empty(await Machine.ClustersAsync());
        Assert.Equal(0, (await Machine.FormatAsync(controller, new(ClusterId) { IsStandalone = true })).ExitCode);
        await StartAsync(controller);
        Assert.Contains(waiting.Log, l => l.Contains("Kafka Server started", StringComparison.Ordinal));
        await CreateAsync(9091, "orders", 1);
        var quorum = (await QuorumAsync(9091)).Topics.Single().Partitions.Single();
        Assert.NotEqual(Guid.Empty, quorum.CurrentVoters.Single().ReplicaDirectoryId);
        var features = await AskAsync(9091, new Protocol.Messages.ApiVersionsRequest { ClientSoftwareName = "test", ClientSoftwareVersion = "1" });
        Assert.Contains(features.FinalizedFeatures, f => f is { Name: "kraft.version", MaxVersionLevel: 1 });
    }

    [Fact]
    public async Task A_dynamic_quorum_of_three_begins_with_its_initial_controllers()
    {
        var initial = string.Join(',', new[] { 1, 2, 3 }.Select(id => $"{id}@localhost:{9190 + id}:{Id(id)}"));
        foreach (var id in new[] { 1, 2, 3 })
        {
            var properties = Combined(id).Replace("controller.quorum.voters=" + Voters(1, 2, 3), "controller.quorum.bootstrap.servers=localhost:9191,localhost:9192,localhost:9193", StringComparison.Ordinal);
            Assert.Equal(0, (await Machine.FormatAsync(properties, new(ClusterId) { InitialControllers = initial })).ExitCode);
            await StartAsync(properties);
        }
        Assert.Single(await Machine.ClustersAsync());
        var voters = (await QuorumAsync(9091)).Topics.Single().Partitions.Single().CurrentVoters;
        Assert.Equal([1, 2, 3], voters.Select(v => v.ReplicaId));
        Assert.Equal(new[] { 1, 2, 3 }.Select(Id), voters.Select(v => KafkaId.Show(v.ReplicaDirectoryId)));

        static string Id(int id) => KafkaId.Show(new Guid(id, 1, 1, new byte[8]));
    }

    [Fact]
    public async Task Metadata_stays_with_the_log_when_more_voters_are_added()
    {
        var alone = (await FormatAndStartAsync(Combined(1, Voters(1)))).Single();
        await CreateAsync(9091, "orders", 1);
        await Machine.StopAsync(alone);
        await FormatAndStartAsync(Combined(2), Combined(3));
        await Machine.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(await TopicsAsync(9092));
        foreach (var server in Machine.Servers)
            await Machine.StopAsync(server);
        await Machine.DeleteDirectoryAsync("node-2");
        await Machine.DeleteDirectoryAsync("node-3");
        await FormatAsync(Combined(2));
        await FormatAsync(Combined(3));
        await StartAsync(Combined(1));
        await StartAsync(Combined(2));
        Assert.Equal(["orders"], await TopicsAsync(9092));
    }

    [Fact]
    public async Task A_second_process_with_the_id_of_a_live_broker_is_refused_for_good()
    {
        await FormatAndStartAsync(Controller(3), Broker(1, Voters(3)));
        var twin = Broker(1, Voters(3)).Replace("9091", "9081", StringComparison.Ordinal).Replace("9291", "9281", StringComparison.Ordinal).Replace("node-1", "twin", StringComparison.Ordinal);
        await FormatAsync(twin);
        var second = await StartAsync(twin);
        Assert.Contains(second.Log, l => l.Contains("Unable to register broker 1 because the controller returned error DUPLICATE_BROKER_REGISTRATION", StringComparison.Ordinal));
        await Machine.AdvanceAsync(TimeSpan.FromMinutes(1));
        await AssertTakesNoClientsAsync(9081);
        await Machine.KillAsync(second);
        await CreateAsync(9091, "orders", 1);
    }
}
