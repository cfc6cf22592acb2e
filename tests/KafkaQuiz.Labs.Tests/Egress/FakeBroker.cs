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
                await stream.WriteAsync(Nonsense ?? Answer(body), _closing.Token);
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or AuthenticationException)
        {
            // The client went away.
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
        IResponse response = header.Key switch
        {
            ApiKey.ApiVersions => new ApiVersionsResponse
            {
                ApiKeys = [.. Api.All.Select(api => new ApiVersionsResponse.ApiVersion { ApiKey = (short)api.Key, MinVersion = api.Key == ApiKey.Produce ? (short)0 : api.MinVersion, MaxVersion = api.MaxVersion })],
            },
            ApiKey.Metadata => new MetadataResponse
            {
                ClusterId = "hostile",
                ControllerId = 1,
                Brokers = [.. Named().Select(b => new MetadataResponse.MetadataResponseBroker { NodeId = b.Id, Host = b.Host, Port = b.Port })],
                Topics = [.. (MetadataRequest.Read(ref reader, header.Version).Topics ?? []).Select(topic => new MetadataResponse.MetadataResponseTopic
                {
                    Name = topic.Name,
                    TopicId = Guid.NewGuid(),
                    Partitions = [.. Named().Select((b, i) => new MetadataResponse.MetadataResponsePartition { PartitionIndex = i, LeaderId = b.Id, ReplicaNodes = [b.Id], IsrNodes = [b.Id] })],
                })],
            },
            ApiKey.DescribeCluster => new DescribeClusterResponse
            {
                ClusterId = "hostile",
                Brokers = [.. Named().Select(b => new DescribeClusterResponse.DescribeClusterBroker { BrokerId = b.Id, Host = b.Host, Port = b.Port })],
            },
            ApiKey.FindCoordinator => new FindCoordinatorResponse
            {
                NodeId = 7,
                Host = Coordinator?.Host ?? "127.0.0.1",
                Port = Coordinator?.Port ?? Port,
                Coordinators = [new() { Key = "g", NodeId = 7, Host = Coordinator?.Host ?? "127.0.0.1", Port = Coordinator?.Port ?? Port }],
            },
            ApiKey.SaslHandshake => new SaslHandshakeResponse { Mechanisms = ["PLAIN"] },
            ApiKey.SaslAuthenticate => Authenticated(body),
            ApiKey.ListOffsets => Offsets(ListOffsetsRequest.Read(ref reader, header.Version)),
            _ => throw new IOException($"{header.Key} is not answered here."),
        };
        using var writer = Frame.Write(response, header.Version, header.CorrelationId);
        return writer.ToArray();
    }

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
