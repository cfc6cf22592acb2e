using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Tests.Collecting;

/// <summary>
/// Stands before a broker of today and makes it one of Kafka 2.8: it offers the APIs and versions that 2.8 served, and passes requests on as they are. Addresses in answers lead back
/// to it.
/// </summary>
internal sealed class OldBroker : IAsyncDisposable
{
    /// <summary>The highest versions of Kafka 2.8 (its ApiVersions, KRaft's own APIs left out); what is not here it did not serve to clients.</summary>
    private static readonly Dictionary<ApiKey, short> Served = new()
    {
        [ApiKey.Produce] = 9,
        [ApiKey.Fetch] = 12,
        [ApiKey.ListOffsets] = 6,
        [ApiKey.Metadata] = 11,
        [ApiKey.OffsetCommit] = 8,
        [ApiKey.OffsetFetch] = 7,
        [ApiKey.FindCoordinator] = 3,
        [ApiKey.JoinGroup] = 7,
        [ApiKey.Heartbeat] = 4,
        [ApiKey.LeaveGroup] = 4,
        [ApiKey.SyncGroup] = 5,
        [ApiKey.DescribeGroups] = 5,
        [ApiKey.ListGroups] = 4,
        [ApiKey.ApiVersions] = 3,
        [ApiKey.CreateTopics] = 7,
        [ApiKey.DeleteTopics] = 6,
        [ApiKey.InitProducerId] = 4,
        [ApiKey.DescribeConfigs] = 4,
        [ApiKey.DescribeLogDirs] = 2,
        [ApiKey.ListPartitionReassignments] = 0,
        [ApiKey.DescribeCluster] = 0,
        [ApiKey.DescribeProducers] = 0,
    };

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly int _behind;
    private readonly Task _accepting;

    public OldBroker(int behind)
    {
        _behind = behind;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Every request with its version.</summary>
    public ConcurrentQueue<(ApiKey Key, short Version)> Asked { get; } = new();

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
        using var broker = new TcpClient();
        try
        {
            await broker.ConnectAsync(IPAddress.Loopback, _behind, _closing.Token);
            var (near, far) = (client.GetStream(), broker.GetStream());
            while (true)
            {
                var request = await ReadAsync(near);
                var key = (ApiKey)BinaryPrimitives.ReadInt16BigEndian(request);
                var version = BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(2));
                Asked.Enqueue((key, version));
                if (!Served.TryGetValue(key, out var highest)) return;
                // An ApiVersions that it does not know is answered in version 0 (KIP-511).
                if (key == ApiKey.ApiVersions && version > highest)
                {
                    await WriteAsync(near, Refusal(BinaryPrimitives.ReadInt32BigEndian(request.AsSpan(4))));
                    continue;
                }
                if (version > highest) return;
                await WriteAsync(far, request);
                await WriteAsync(near, Older(await ReadAsync(far), key, version));
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException)
        {
            // Either side went away.
        }
    }

    private byte[] Older(byte[] answer, ApiKey key, short version)
    {
        if (key is not (ApiKey.ApiVersions or ApiKey.Metadata or ApiKey.FindCoordinator or ApiKey.DescribeCluster)) return answer;
        var api = Api.Of(key);
        var reader = new MessageReader(answer);
        var correlation = Frame.ReadResponseHeader(ref reader, api, version);
        var response = api.ReadResponse(ref reader, version);
        switch (response)
        {
            case ApiVersionsResponse versions:
                versions.ApiKeys.RemoveAll(offered => !Served.ContainsKey((ApiKey)offered.ApiKey));
                foreach (var offered in versions.ApiKeys) offered.MaxVersion = Math.Min(offered.MaxVersion, Served[(ApiKey)offered.ApiKey]);
                (versions.FinalizedFeatures, versions.SupportedFeatures) = ([], []);
                break;
            case MetadataResponse metadata:
                foreach (var broker in metadata.Brokers) broker.Port = Port;
                break;
            case FindCoordinatorResponse found: found.Port = Port; break;
            case DescribeClusterResponse cluster:
                foreach (var broker in cluster.Brokers) broker.Port = Port;
                break;
        }
        using var writer = Frame.Write(response, version, correlation);
        return writer.ToArray()[4..];
    }

    private static byte[] Refusal(int correlation)
    {
        using var writer = Frame.Write(
            new ApiVersionsResponse { ErrorCode = ErrorCode.UnsupportedVersion, ApiKeys = [new() { ApiKey = (short)ApiKey.ApiVersions, MinVersion = 0, MaxVersion = Served[ApiKey.ApiVersions] }] }, 0, correlation);
        return writer.ToArray()[4..];
    }

    private async Task<byte[]> ReadAsync(NetworkStream stream)
    {
        var size = new byte[4];
        await stream.ReadExactlyAsync(size, _closing.Token);
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(size)];
        await stream.ReadExactlyAsync(body, _closing.Token);
        return body;
    }

    private async Task WriteAsync(NetworkStream stream, byte[] body)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, body.Length);
        await stream.WriteAsync(size, _closing.Token);
        await stream.WriteAsync(body, _closing.Token);
    }
}
