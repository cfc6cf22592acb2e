using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Tests.Security;

/// <summary>A connection over which nothing is said but what the test says.</summary>
internal sealed class BareConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<BareConnection> OpenAsync(IPEndPoint address)
    {
        var connection = new BareConnection();
        await connection._socket.ConnectAsync(address);
        return connection;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Null when the connection is closed instead of an answer.</summary>
    public async Task<IResponse?> SendAsync(IRequest request, short version)
    {
        using var frame = Frame.Write(new RequestHeader(request.ApiKey, version, 1, "bare"), request);
        return await ExchangeAsync(frame.ToArray()) is not { } answer ? null : Response(request.ApiKey, version, answer);
    }

    /// <summary>A token as it is, after a SaslHandshake of version 0: its answer, or "closed".</summary>
    public async Task<string> TokenAsync(string token)
    {
        var bytes = Encoding.UTF8.GetBytes(token);
        var frame = new byte[bytes.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(frame, bytes.Length);
        bytes.CopyTo(frame, 4);
        return await ExchangeAsync(frame) is { } answer ? $"'{Encoding.UTF8.GetString(answer)}'" : "closed";
    }

    /// <summary>Any bytes at all.</summary>
    public async Task<string> HexAsync(string hex) => await ExchangeAsync(Convert.FromHexString(hex)) is { } answer ? Convert.ToHexString(answer) : "closed";

    private static IResponse Response(ApiKey key, short version, byte[] frame)
    {
        var api = Api.Of(key);
        // Of an ApiVersions that is not known the answer is of version 0 (KIP-511).
        if (key == ApiKey.ApiVersions && BinaryPrimitives.ReadInt16BigEndian(frame.AsSpan(4)) == (short)ErrorCode.UnsupportedVersion)
            version = 0;
        var reader = new MessageReader(frame);
        Frame.ReadResponseHeader(ref reader, api, version);
        return api.ReadResponse(ref reader, version);
    }

    private async Task<byte[]?> ExchangeAsync(byte[] frame)
    {
        try
        {
            await _socket.SendAsync(frame);
            return await ReadAsync(4) is { } size ? await ReadAsync(BinaryPrimitives.ReadInt32BigEndian(size)) : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task<byte[]?> ReadAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            var read = await _socket.ReceiveAsync(bytes.AsMemory(at), patience.Token);
            if (read == 0)
                return null;
            at += read;
        }
        return bytes;
    }
}
