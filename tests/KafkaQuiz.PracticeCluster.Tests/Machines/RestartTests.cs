using Confluent.Kafka;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Machines;

/// <summary>Servers that end and start again: other properties, emptied storage, ports, addresses.</summary>
public sealed class RestartTests : MachineTest
{
    [Fact]
    public async Task Changed_properties_take_effect_when_the_server_starts_again()
    {
        var server = (await FormatAndStartAsync(Combined(1, Voters(1)))).Single();
        Assert.Null((await MetadataAsync()).Rack);
        await Machine.StopAsync(server);
        Assert.Equal(143, server.ExitCode);
        await StartAsync(Combined(1, Voters(1), "broker.rack=a\nnum.partitions=5\nadvertised.listeners=PLAINTEXT://kafka-1:9091"));
        Assert.Equal("a", (await MetadataAsync()).Rack);
        var created = await AskAsync(9091, new Protocol.Messages.CreateTopicsRequest { TimeoutMs = 5000, Topics = [new() { Name = "orders", NumPartitions = -1, ReplicationFactor = -1 }] });
        Assert.Equal(5, created.Topics.Single().NumPartitions);
        // The machine's own name leads to it too.
        var (host, port) = ((await MetadataAsync()).Host, (await MetadataAsync()).Port);
        Assert.Equal(await AddressAsync(9091), $"{host}:{port}");
        var configs = await AskAsync(9091, new Protocol.Messages.DescribeConfigsRequest { Resources = [new() { ResourceType = 4, ResourceName = "1", ConfigurationKeys = ["listeners", "advertised.listeners", "process.roles", "num.partitions"] }] });
        Assert.Equal(["advertised.listeners=PLAINTEXT://kafka-1:9091", "listeners=PLAINTEXT://localhost:9091,CONTROLLER://localhost:9191", "num.partitions=5", "process.roles=broker,controller"],
            configs.Results.Single().Configs.Select(c => $"{c.Name}={c.Value}").Order(StringComparer.Ordinal));

        async Task<Protocol.Messages.MetadataResponse.MetadataResponseBroker> MetadataAsync() => (await AskAsync(9091, new Protocol.Messages.MetadataRequest { Topics = [] })).Brokers.Single();
    }

    [Fact]
    public async Task A_wrong_advertised_listener_reaches_the_bootstrap_server_and_nothing_after_it()
    {
        await FormatAndStartAsync(Combined(1, Voters(1), "advertised.listeners=PLAINTEXT://kafka.internal:9091"));
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = await AddressAsync(9091) }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        var broker = admin.GetMetadata(RealClient.Patience).Brokers.Single();
        Assert.Equal(("kafka.internal", 9091), (broker.Host, broker.Port));
        await CreateAsync(9091, "orders", 1);
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = await AddressAsync(9091), MessageTimeoutMs = 1500 }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        await Assert.ThrowsAsync<ProduceException<Null, string>>(() => producer.ProduceAsync("orders", new() { Value = "a" }, Cancel));
    }

    [Fact]
    public async Task Other_brokers_cannot_copy_from_a_leader_whose_inter_broker_listener_leads_nowhere()
    {
        await FormatAndStartAsync(Controller(3), Broker(1, Voters(3), "advertised.listeners=INTERNAL://nowhere:9091,EXTERNAL://localhost:9291"), Broker(2, Voters(3)));
        await CreateAsync(9291, "orders", 1, 2);
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = await AddressAsync(9291), Acks = Acks.Leader }).Build();
        await producer.ProduceAsync("orders", new() { Value = "a" }, Cancel);
        await Machine.AdvanceAsync(TimeSpan.FromSeconds(32));
        Assert.Equal([1], (await ViewAsync(9292, "orders")).IsrNodes);
    }

    [Fact]
    public async Task A_brokers_port_that_is_taken_ends_it_once_it_is_registered()
    {
        await FormatAndStartAsync(Combined(1, Voters(1)));
        var second = Combined(2, Voters(2)).Replace("PLAINTEXT://localhost:9092", "PLAINTEXT://localhost:9091", StringComparison.Ordinal);
        await FormatAsync(second, "other");
        var server = await Machine.StartAsync(second);
        Assert.Equal(1, server.ExitCode);
        Assert.Contains("org.apache.kafka.common.KafkaException: Socket server failed to bind to localhost:9091: Address already in use.", server.Log);
        Assert.Equal(ClusterId, (await AskAsync(9091, new Protocol.Messages.DescribeClusterRequest())).ClusterId);
        await Machine.StopAsync(Machine.Servers[0]);
        await StartAsync(second);
        Assert.Equal("other", (await AskAsync(9091, new Protocol.Messages.DescribeClusterRequest())).ClusterId);
    }

    [Fact]
    public async Task A_second_server_on_the_same_directories_is_refused()
    {
        await FormatAndStartAsync(Combined(1, Voters(1)));
        var second = await Machine.StartAsync(Combined(1, Voters(1)));
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("org.apache.kafka.common.KafkaException: Failed to acquire lock on file .lock in node-1. A Kafka instance in another process or thread is using this directory.", second.Log);
        await CreateAsync(9091, "orders", 1);
    }

    [Fact]
    public async Task A_reformatted_broker_copies_what_others_have_and_what_only_it_had_has_no_leader()
    {
        var servers = await FormatAndStartAsync(Combined(1), Combined(2), Combined(3));
        await CreateAsync(9091, "orders", 3, 1);
        await CreateAsync(9091, "single", 3);
        await ProduceAsync(9091, "orders", "kept");
        await ProduceAsync(9091, "single", "lost");
        await Machine.StopAsync(servers[2]);
        await Machine.DeleteDirectoryAsync("node-3");
        await FormatAsync(Combined(3));
        await StartAsync(Combined(3));
        Assert.Equal([1, 3], (await ViewAsync(9091, "orders")).IsrNodes.Order());
        var single = await ViewAsync(9091, "single");
        Assert.Equal(-1, single.LeaderId);
        Assert.Empty(single.EligibleLeaderReplicas!);
        Assert.Equal([3], single.LastKnownElr);
        await Machine.StopAsync(servers[0]);
        Assert.Equal(3, (await ViewAsync(9093, "orders")).LeaderId);
    }

    [Fact]
    public async Task When_a_majority_is_reformatted_the_metadata_is_gone()
    {
        var servers = await FormatAndStartAsync(Combined(1), Combined(2), Combined(3));
        await CreateAsync(9091, "orders", 1, 2, 3);
        foreach (var server in servers)
            await Machine.StopAsync(server);
        await Machine.DeleteDirectoryAsync("node-1");
        await Machine.DeleteDirectoryAsync("node-2");
        await FormatAsync(Combined(1));
        await FormatAsync(Combined(2));
        await StartAsync(Combined(1));
        await StartAsync(Combined(2));
        Assert.Empty(await TopicsAsync(9091));
        await StartAsync(Combined(3));
        Assert.Empty(await TopicsAsync(9093));
        Assert.Equal(1, (await QuorumAsync(9091)).Topics.Single().Partitions.Single().LeaderEpoch);
        var cluster = Assert.Single(await Machine.ClustersAsync());
        Assert.Equal(ClusterId, cluster.ClusterId);
        await CreateAsync(9091, "orders", 3, 1);
        await ProduceAsync(9092, "orders", "a");
    }

    [Fact]
    public async Task A_voter_that_still_has_the_metadata_wins_over_reformatted_ones()
    {
        var servers = await FormatAndStartAsync(Combined(1), Combined(2), Combined(3));
        await CreateAsync(9091, "orders", 1, 2, 3);
        await ProduceAsync(9091, "orders", "kept");
        foreach (var server in servers)
            await Machine.StopAsync(server);
        await Machine.DeleteDirectoryAsync("node-1");
        await Machine.DeleteDirectoryAsync("node-2");
        await FormatAsync(Combined(1));
        await FormatAsync(Combined(2));
        await StartAsync(Combined(3));
        await StartAsync(Combined(1));
        await StartAsync(Combined(2));
        Assert.Equal(["orders"], await TopicsAsync(9091));
        Assert.Equal(3, (await QuorumAsync(9091)).Topics.Single().Partitions.Single().LeaderId);
        Assert.Equal(3, (await ViewAsync(9091, "orders")).LeaderId);
    }

    [Fact]
    public async Task A_server_is_killed_frozen_and_cut_off_by_its_process()
    {
        var servers = await FormatAndStartAsync(Combined(1), Combined(2), Combined(3));
        await CreateAsync(9091, "orders", 2, 3, 1);
        await Machine.HangAsync(servers[1]);
        await Machine.AdvanceAsync(TimeSpan.FromSeconds(12));
        Assert.NotEqual(2, (await ViewAsync(9091, "orders")).LeaderId);
        await Machine.ResumeAsync(servers[1]);
        await Machine.CutOffAsync(servers[2]);
        await Machine.AdvanceAsync(TimeSpan.FromSeconds(12));
        Assert.Equal([1, 2], (await ViewAsync(9091, "orders")).IsrNodes.Order());
        await Machine.HealAsync(servers[2]);
        await Machine.KillAsync(servers[0]);
        Assert.Equal(137, servers[0].ExitCode);
        await Machine.AdvanceAsync(TimeSpan.FromSeconds(12));
        Assert.Equal([2, 3], (await ViewAsync(9092, "orders")).IsrNodes.Order());
        await Machine.KillAsync(servers[0]);
        var again = await StartAsync(Combined(1));
        Assert.Equal([1, 2, 3], (await ViewAsync(9091, "orders")).IsrNodes.Order());
        Assert.NotEqual(servers[0].ProcessId, again.ProcessId);
    }

    [Fact]
    public async Task On_a_computer_of_ones_own_the_named_ports_are_bound()
    {
        using var free = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        free.Start();
        var port = ((System.Net.IPEndPoint)free.LocalEndpoint).Port;
        await using var machine = new PracticeMachine(new() { BindsNamedPorts = true, Time = new StoppedTime() });
        var properties = Combined(1, Voters(1)).Replace(":9091", $":{port}", StringComparison.Ordinal).Replace(":9191", ":0", StringComparison.Ordinal);
        await machine.FormatAsync(properties, new(ClusterId));
        var refused = await machine.StartAsync(properties);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(refused.Log, l => l.EndsWith($"failed to bind to localhost:{port}: Address already in use.", StringComparison.Ordinal));
        free.Stop();
        Assert.Null((await machine.StartAsync(properties)).ExitCode);
        Assert.Equal($"127.0.0.1:{port}", await machine.ResolveAsync("localhost", port));
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = $"127.0.0.1:{port}" }).Build();
        Assert.Equal(port, admin.GetMetadata(RealClient.Patience).Brokers.Single().Port);
    }
}
