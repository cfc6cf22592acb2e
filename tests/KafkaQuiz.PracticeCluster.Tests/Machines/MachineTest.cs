using System.Net;
using Confluent.Kafka;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Machines;

/// <summary>A test of one machine whose time stands still, and servers for it.</summary>
public abstract class MachineTest : IAsyncLifetime
{
    protected const string ClusterId = "MkU3OEVBNTcwNTJENDM2Qg";

    protected PracticeMachine Machine { get; } = new(new() { Time = new StoppedTime(), Seed = 1, HostNames = ["kafka-1"] });

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        var fault = Machine.LastFault;
        await Machine.DisposeAsync();
        GC.SuppressFinalize(this);
        Assert.Null(fault);
    }

    /// <summary>A node that is broker and controller, on ports 909N and 919N.</summary>
    protected static string Combined(int id, string? voters = null, string more = "") => $"""
        process.roles=broker,controller
        node.id={id}
        controller.quorum.voters={voters ?? Voters(1, 2, 3)}
        listeners=PLAINTEXT://localhost:{9090 + id},CONTROLLER://localhost:{9190 + id}
        controller.listener.names=CONTROLLER
        log.dirs=node-{id}
        offsets.topic.num.partitions=4
        {more}
        """;

    protected static string Controller(int id, string? voters = null) => $"""
        process.roles=controller
        node.id={id}
        controller.quorum.voters={voters ?? Voters(id)}
        listeners=CONTROLLER://:{9190 + id}
        controller.listener.names=CONTROLLER
        log.dirs=node-{id}
        """;

    /// <summary>A broker with listeners INTERNAL (909N) and EXTERNAL (929N).</summary>
    protected static string Broker(int id, string voters, string more = "") => $"""
        process.roles=broker
        node.id={id}
        controller.quorum.voters={voters}
        listeners=INTERNAL://localhost:{9090 + id},EXTERNAL://:{9290 + id}
        inter.broker.listener.name=INTERNAL
        listener.security.protocol.map=INTERNAL:PLAINTEXT,EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT
        controller.listener.names=CONTROLLER
        log.dirs=node-{id}
        offsets.topic.num.partitions=4
        {more}
        """;

    protected static string Voters(params int[] ids) => string.Join(',', ids.Select(id => $"{id}@localhost:{9190 + id}"));

    protected async Task FormatAsync(string properties, string clusterId = ClusterId)
    {
        var result = await Machine.FormatAsync(properties, new(clusterId));
        Assert.True(result.ExitCode == 0, result.Output);
    }

    protected async Task<PracticeServer> StartAsync(string properties)
    {
        var server = await Machine.StartAsync(properties);
        Assert.True(server.ExitCode is null, string.Join('\n', server.Log));
        return server;
    }

    protected async Task<List<PracticeServer>> FormatAndStartAsync(params string[] properties)
    {
        foreach (var one in properties)
            await FormatAsync(one);
        var servers = new List<PracticeServer>();
        foreach (var one in properties)
            servers.Add(await StartAsync(one));
        return servers;
    }

    /// <summary>What a client on this computer writes for the learner's localhost:port.</summary>
    protected async Task<string> AddressAsync(int port) => await Machine.ResolveAsync("localhost", port) ?? throw new InvalidOperationException($"Nobody ever listened on {port}.");

    internal async Task<TResponse> AskAsync<TResponse>(int port, Protocol.IRequest<TResponse> request)
        where TResponse : class, Protocol.IResponse
    {
        await using var connection = await KafkaConnection.OpenAsync(IPEndPoint.Parse(await AddressAsync(port)), new() { Timeout = RealClient.Patience }, Cancel);
        return await connection.SendAsync(request, null, Cancel);
    }

    internal async Task<DescribeQuorumResponse> QuorumAsync(int port) =>
        await AskAsync(port, new DescribeQuorumRequest { Topics = [new() { TopicName = "__cluster_metadata", Partitions = [new()] }] });

    internal async Task<DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition> ViewAsync(int port, string topic) =>
        (await AskAsync(port, new DescribeTopicPartitionsRequest { Topics = [new() { Name = topic }] })).Topics.Single().Partitions[0];

    internal async Task CreateAsync(int port, string topic, params int[] replicas)
    {
        var answer = await AskAsync(port, new CreateTopicsRequest
        {
            TimeoutMs = 5000,
            Topics = [new() { Name = topic, NumPartitions = -1, ReplicationFactor = -1, Assignments = [new() { PartitionIndex = 0, BrokerIds = [.. replicas] }] }],
        });
        Assert.Equal(Protocol.ErrorCode.None, answer.Topics.Single().ErrorCode);
    }

    internal async Task<List<string>> TopicsAsync(int port) => [.. (await AskAsync(port, new MetadataRequest { Topics = null })).Topics.Select(t => t.Name!)];

    internal async Task ProduceAsync(int port, string topic, string value)
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = await AddressAsync(port), MessageTimeoutMs = 15_000, LingerMs = 0 })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        await producer.ProduceAsync(topic, new() { Value = value }, Cancel);
    }

    /// <summary>Nobody listens, or nobody answers.</summary>
    internal async Task AssertTakesNoClientsAsync(int port) =>
        await Assert.ThrowsAsync<KafkaClientException>(async () => await KafkaConnection.OpenAsync(IPEndPoint.Parse(await AddressAsync(port)), new() { Timeout = TimeSpan.FromSeconds(1) }, Cancel));
}
