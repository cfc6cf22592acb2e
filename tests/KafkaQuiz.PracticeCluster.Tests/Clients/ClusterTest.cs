using System.Net;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;
using ErrorCode = KafkaQuiz.Protocol.ErrorCode;

namespace KafkaQuiz.Practice.Tests.Clients;

/// <summary>A test of one cluster whose time stands still, and what a test of failures looks at.</summary>
public abstract class ClusterTest(PracticeClusterOptions options) : IAsyncLifetime
{
    protected PracticeCluster Cluster { get; private set; } = null!;

    /// <summary>Stands still unless a test of tools or clients that wait for time to pass says otherwise.</summary>
    protected virtual TimeProvider Clock => new StoppedTime();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // A controller's own death delays the fencing: let it be the last voter, which the tests leave alone unless they mean it.
        for (var seed = 1; ; seed++)
        {
            Cluster = await PracticeCluster.StartAsync(options with { Seed = seed, Time = Clock }, Cancel);
            if (await Cluster.State.Loop.RunAsync(() => ValueTask.FromResult(Cluster.State.Quorum.LeaderId == Cluster.State.Quorum.Voters.Max)))
                return;
            await Cluster.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        var fault = Cluster.LastFault;
        await Cluster.DisposeAsync();
        GC.SuppressFinalize(this);
        Assert.Null(fault);
    }

    /// <summary>Of a node's first listener.</summary>
    internal string Address(int node) => $"127.0.0.1:{Cluster.State.Nodes[node].Config.Listeners[0].RealPort}";

    internal Task<KafkaConnection> ConnectAsync(int broker) => KafkaConnection.OpenAsync(IPEndPoint.Parse(Address(broker)), new() { Timeout = RealClient.Patience }, Cancel);

    internal async Task<TResponse> AskAsync<TResponse>(int broker, IRequest<TResponse> request)
        where TResponse : class, IResponse
    {
        await using var connection = await ConnectAsync(broker);
        return await connection.SendAsync(request, null, Cancel);
    }

    internal async Task CreateAsync(string topic, int[][] assignments, Dictionary<string, string>? configs = null)
    {
        using var admin = Cluster.Admin();
        await admin.CreateTopicsAsync([new TopicSpecification
        {
            Name = topic,
            NumPartitions = assignments.Length,
            ReplicationFactor = -1,
            ReplicasAssignments = assignments.Select((a, i) => (a, i)).ToDictionary(p => p.i, p => p.a.ToList()),
            Configs = configs,
        }]);
    }

    /// <summary>Creates a one-partition topic through one broker: Confluent.Kafka asks whichever Metadata calls the controller, be it dead.</summary>
    internal async Task<ErrorCode> CreateViaAsync(int broker, string topic, params int[] replicas)
    {
        var answer = await AskAsync(broker, new CreateTopicsRequest
        {
            TimeoutMs = 5000,
            Topics = [new() { Name = topic, NumPartitions = -1, ReplicationFactor = -1, Assignments = [new() { PartitionIndex = 0, BrokerIds = [.. replicas] }] }],
        });
        return answer.Topics.Single().ErrorCode;
    }

    /// <summary>A partition as one broker describes it, the same as Confluent.Kafka sees it; not for a broker that is cut off, since a client asks
    /// others too.</summary>
    internal async Task<DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition> ViewAsync(string topic, int partition = 0, int ask = 1)
    {
        var answer = await AskAsync(ask, new DescribeTopicPartitionsRequest { Topics = [new() { Name = topic }] });
        var view = answer.Topics.Single().Partitions.Single(p => p.PartitionIndex == partition);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Address(ask) }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        var seen = admin.GetMetadata(topic, RealClient.Patience).Topics.Single().Partitions.Single(p => p.PartitionId == partition);
        Assert.Equal((view.LeaderId, view.LeaderId < 0), (seen.Leader, seen.Error.IsError));
        Assert.Equal(view.ReplicaNodes, seen.Replicas);
        Assert.Equal(view.IsrNodes, seen.InSyncReplicas);
        return view;
    }

    /// <summary>Produces one record through a broker; retries are left to the caller.</summary>
    internal async Task<long> ProduceAsync(string topic, string value, Acks acks = Acks.All, int via = 1, int partition = 0)
    {
        using var producer = Cluster.Producer(c => (c.Acks, c.BootstrapServers, c.MessageSendMaxRetries, c.SocketTimeoutMs) = (acks, Address(via), 0, 60_000));
        return (await producer.ProduceAsync(new TopicPartition(topic, partition), new() { Value = value }, Cancel)).Offset.Value;
    }

    /// <summary>Sends one record to a broker and nowhere else, whatever metadata says; the answer may wait.</summary>
    internal async Task<ProduceResponse.PartitionProduceResponse> SendAsync(string topic, string value, short acks, int to)
    {
        var batch = new RecordBatchBuilder().Build([new KafkaQuiz.Protocol.Record { Value = System.Text.Encoding.UTF8.GetBytes(value) }]);
        await using var connection = await ConnectAsync(to);
        var answer = await connection.SendAsync(
            new ProduceRequest { Acks = acks, TimeoutMs = 30_000, TopicData = [new() { Name = topic, PartitionData = [new() { Records = new Records(batch) }] }] }, (short)12, Cancel);
        return answer.Responses.Single().PartitionResponses.Single();
    }

    /// <summary>The first <paramref name="count"/> records of a partition as a consumer reads them.</summary>
    internal List<string> Read(string topic, int count, int via = 1, int partition = 0)
    {
        using var consumer = Cluster.Consumer("reader", c => c.BootstrapServers = Address(via));
        consumer.Assign(new TopicPartitionOffset(topic, partition, 0));
        return [.. consumer.Take(count).Select(r => r.Message.Value)];
    }

    internal long HighWatermark(string topic, int via = 1, int partition = 0)
    {
        using var consumer = Cluster.Consumer("reader", c => c.BootstrapServers = Address(via));
        return consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), RealClient.Patience).High.Value;
    }

    /// <summary>Lets virtual time pass until the task is done: it waits for a timeout of the cluster's.</summary>
    internal async Task AdvanceUntilAsync(Task task, TimeSpan step)
    {
        using var patience = new CancellationTokenSource(RealClient.Patience);
        while (!task.IsCompleted && !patience.IsCancellationRequested)
        {
            await Cluster.AdvanceAsync(step);
            await Task.WhenAny(task, Task.Delay(20, Cancel));
        }
        Assert.True(task.IsCompleted);
    }
}
