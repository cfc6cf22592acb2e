using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Network;

/// <summary>A client that sends whatever bytes it likes.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<RawClient> ConnectAsync(PracticeCluster cluster, int broker = 1, int? receiveBuffer = null)
    {
        var client = new RawClient();
        if (receiveBuffer is { } size)
            client._socket.ReceiveBufferSize = size;
        await client._socket.ConnectAsync(IPEndPoint.Parse(cluster.BootstrapServers.Split(',')[broker - 1]), Cancel);
        return client;
    }

    /// <summary>A whole request.</summary>
    public static byte[] Request(IRequest request, short version, int correlationId = 1)
    {
        using var writer = Frame.Write(new RequestHeader(request.ApiKey, version, correlationId, "raw"), request);
        return writer.ToArray();
    }

    /// <summary>A size, a header v1 and these bytes.</summary>
    public static byte[] Request(short key, short version, ReadOnlySpan<byte> body)
    {
        using var writer = new MessageWriter();
        writer.BeginFrame();
        writer.WriteInt16(key);
        writer.WriteInt16(version);
        writer.WriteInt32(1);
        writer.WriteNullableString("raw", compact: false);
        writer.WriteRaw(body);
        writer.EndFrame();
        return writer.ToArray();
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await _socket.SendAsync(bytes, Cancel)..];
    }

    /// <summary>Sends what it can; a broker that closes meanwhile is no fault.</summary>
    public async Task TrySendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await SendAsync(bytes);
        }
        catch (SocketException)
        {
            // Closed: what the tests of it look for.
        }
    }

    /// <summary>Room for answers from now on. With a window of a few kilobytes Linux may fall back on probes, five a second, and 30 MB take half an hour.</summary>
    public void Widen(int receiveBuffer) => _socket.ReceiveBufferSize = receiveBuffer;

    /// <summary>Ends what it sends, as a client does that goes.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>The next frame without its size; null when the broker has closed the connection.</summary>
    public async Task<byte[]?> ReadFrameAsync()
    {
        if (await ReadAsync(4) is not { } size)
            return null;
        return await ReadAsync(BinaryPrimitives.ReadInt32BigEndian(size));
    }

    /// <summary>Whether the broker closes the connection without another byte.</summary>
    public async Task<bool> IsClosedAsync() => await ReadAsync(1) is null;

    /// <summary>Asks for ApiVersions: a connection that is served answers.</summary>
    public async Task<bool> IsServedAsync()
    {
        await SendAsync(Request(new ApiVersionsRequest { ClientSoftwareName = "raw", ClientSoftwareVersion = "1" }, 3, 77));
        return await ReadFrameAsync() is { } answer && BinaryPrimitives.ReadInt32BigEndian(answer) == 77;
    }

    public void Dispose() => _socket.Dispose();

    private async Task<byte[]?> ReadAsync(int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(RealClient.Patience * 3);
        var bytes = new byte[count];
        try
        {
            for (var at = 0; at < count;)
            {
                var read = await _socket.ReceiveAsync(bytes.AsMemory(at), patience.Token);
                if (read == 0)
                    return null;
                at += read;
            }
            return bytes;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
