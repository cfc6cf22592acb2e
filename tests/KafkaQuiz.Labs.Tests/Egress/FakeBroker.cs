using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Tests.Egress;

/// <summary>A broker over raw sockets that answers as a test tells it to; by default as the only broker of an empty cluster.</summary>
internal sealed class FakeBroker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;

    public FakeBroker()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Every request that arrived.</summary>
    public ConcurrentQueue<ApiKey> Asked { get; } = new();

    /// <summary>The brokers that it names, as (id, host, port).</summary>
    public IReadOnlyList<(int Id, string Host, int Port)> Names { get; set; } = [];

    /// <summary>The coordinator that it names.</summary>
    public (string Host, int Port)? Coordinator { get; set; }

    /// <summary>What its <c>advertised.listeners</c> says.</summary>
    public string Listeners { get; set; } = "";

    /// <summary>Id of every topic.</summary>
    public Guid TopicId { get; set; } = Guid.NewGuid();

    /// <summary>Asked first; null where the usual answer will do.</summary>
    public Func<IRequest, IResponse?>? Respond { get; set; }

    /// <summary>Bytes that are put in place of an answer, made from it.</summary>
    public Func<byte[], byte[]>? Distort { get; set; }

    /// <summary>Sends one byte of an answer every so often, without an end.</summary>
    public bool Trickles { get; set; }

    /// <summary>Bytes to answer every request with, in place of Kafka's.</summary>
    public byte[]? Nonsense { get; set; }

    /// <summary>Speaks TLS with this certificate.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Wants SASL PLAIN with this user and password; hangs up on whoever asks for more than ApiVersions before.</summary>
    public (string User, string Password)? Sasl { get; init; }

    /// <summary>Accepts, reads, and never answers.</summary>
    public bool Silent { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        Stream stream = client.GetStream();
        var prefix = new byte[4];
        var authenticated = Sasl is null;
        try
        {
            if (Certificate is not null)
            {
                var tls = new SslStream(stream);
                stream = tls;
                await tls.AuthenticateAsServerAsync(Certificate);
            }
            while (true)
            {
                await stream.ReadExactlyAsync(prefix, _closing.Token);
                var body = new byte[Math.Clamp(BinaryPrimitives.ReadInt32BigEndian(prefix), 0, 1 << 20)];
                await stream.ReadExactlyAsync(body, _closing.Token);
                if (Silent) continue;
                if (!Admits((ApiKey)BinaryPrimitives.ReadInt16BigEndian(body), ref authenticated, body)) return;
                if (Trickles) await TrickleAsync(stream);
                var answer = Nonsense ?? Answer(body);
                await stream.WriteAsync(Distort?.Invoke(answer) ?? answer, _closing.Token);
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or AuthenticationException)
        {
            // The client went away.
        }
    }

    private async Task TrickleAsync(Stream stream)
    {
        await stream.WriteAsync(new byte[] { 0, 0x10, 0, 0, 0, 0, 0, 1 }, _closing.Token);
        while (true)
        {
            await stream.WriteAsync(new byte[1], _closing.Token);
            await Task.Delay(20, _closing.Token);
        }
    }

    private bool Admits(ApiKey key, ref bool authenticated, byte[] body)
    {
        if (key == ApiKey.SaslAuthenticate && Sasl is { } wanted)
            authenticated = Encoding.UTF8.GetString(body).TrimEnd('\0').EndsWith($"\0{wanted.User}\0{wanted.Password}", StringComparison.Ordinal);
        return authenticated || key is ApiKey.ApiVersions or ApiKey.SaslHandshake or ApiKey.SaslAuthenticate;
    }

    private byte[] Answer(byte[] body)
    {
        var reader = new MessageReader(body);
        var header = RequestHeader.Read(ref reader);
        Asked.Enqueue(header.Key);
        var request = Api.Of(header.Key).ReadRequest(ref reader, header.Version);
        var response = Respond?.Invoke(request) ?? Usual(request, body);
        using var writer = Frame.Write(response, header.Version, header.CorrelationId);
        return writer.ToArray();
    }

    private IResponse Usual(IRequest request, byte[] body) => request switch
    {
        ApiVersionsRequest => new ApiVersionsResponse
        {
            ApiKeys = [.. Api.All.Select(api => new ApiVersionsResponse.ApiVersion { ApiKey = (short)api.Key, MinVersion = api.Key == ApiKey.Produce ? (short)0 : api.MinVersion, MaxVersion = api.MaxVersion })],
        },
        MetadataRequest metadata => new MetadataResponse
        {
            ClusterId = "hostile",
            ControllerId = 1,
            Brokers = [.. Named().Select(b => new MetadataResponse.MetadataResponseBroker { NodeId = b.Id, Host = b.Host, Port = b.Port })],
            Topics = [.. (metadata.Topics ?? []).Select(topic => new MetadataResponse.MetadataResponseTopic
            {
                Name = topic.Name,
                TopicId = TopicId,
                Partitions = [.. Named().Select((b, i) => new MetadataResponse.MetadataResponsePartition { PartitionIndex = i, LeaderId = b.Id, LeaderEpoch = 0, ReplicaNodes = [b.Id], IsrNodes = [b.Id] })],
            })],
        },
        FindCoordinatorRequest => new FindCoordinatorResponse
        {
            NodeId = 7,
            Host = Coordinator?.Host ?? "127.0.0.1",
            Port = Coordinator?.Port ?? Port,
            Coordinators = [new() { Key = "g", NodeId = 7, Host = Coordinator?.Host ?? "127.0.0.1", Port = Coordinator?.Port ?? Port }],
        },
        DescribeConfigsRequest configs => new DescribeConfigsResponse
        {
            Results = [.. configs.Resources.Select(resource => new DescribeConfigsResponse.DescribeConfigsResult
            {
                ResourceType = resource.ResourceType,
                ResourceName = resource.ResourceName,
                Configs = [.. (resource.ConfigurationKeys ?? []).Select(key => new DescribeConfigsResponse.DescribeConfigsResourceResult { Name = key, Value = key == "advertised.listeners" ? Listeners : "1", ConfigSource = 5 })],
            })],
        },
        DescribeQuorumRequest => new DescribeQuorumResponse { Topics = [new() { Partitions = [new() { LeaderId = 1, CurrentVoters = [new() { ReplicaId = 1 }] }] }], Nodes = [.. Named().Select(b => new DescribeQuorumResponse.Node { NodeId = b.Id, Listeners = [new() { Name = "C", Host = b.Host, Port = (ushort)b.Port }] })] },
        ListPartitionReassignmentsRequest => new ListPartitionReassignmentsResponse(),
        DescribeLogDirsRequest => new DescribeLogDirsResponse(),
        DescribeProducersRequest => new DescribeProducersResponse(),
        ListTransactionsRequest => new ListTransactionsResponse(),
        DescribeTopicPartitionsRequest => new DescribeTopicPartitionsResponse(),
        SaslHandshakeRequest => new SaslHandshakeResponse { Mechanisms = ["PLAIN"] },
        SaslAuthenticateRequest => Authenticated(body),
        ListOffsetsRequest offsets => Offsets(offsets),
        FetchRequest => new FetchResponse(),
        _ => throw new IOException($"{request.ApiKey} is not answered here."),
    };

    private SaslAuthenticateResponse Authenticated(byte[] body)
    {
        var right = true;
        Admits(ApiKey.SaslAuthenticate, ref right, body);
        return right ? new() : new() { ErrorCode = ErrorCode.SaslAuthenticationFailed, ErrorMessage = "Authentication failed" };
    }

    private static ListOffsetsResponse Offsets(ListOffsetsRequest request) => new()
    {
        Topics = [.. request.Topics.Select(topic => new ListOffsetsResponse.ListOffsetsTopicResponse
        {
            Name = topic.Name,
            Partitions = [.. topic.Partitions.Select(p => new ListOffsetsResponse.ListOffsetsPartitionResponse { PartitionIndex = p.PartitionIndex, Offset = p.Timestamp == -2 ? 0 : 10 })],
        })],
    };

    private IEnumerable<(int Id, string Host, int Port)> Named() => Names.Count > 0 ? Names : [(1, "127.0.0.1", Port)];
}
