using System.Buffers;
using System.Net.Sockets;
using KafkaQuiz.Protocol;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace KafkaQuiz.Practice.Network;

/// <summary>
/// Sends answers straight to the socket: large batches from where they lie in the log, what is small gathered in a buffer. A client that
/// does not read holds up its own connection and no memory but that buffer, as nothing is copied before the socket takes it.
/// </summary>
internal sealed class ResponseSender(ConnectionContext context)
{
    /// <summary>Pieces below this are gathered, since a system call costs more than copying them.</summary>
    private const int Large = 16 * 1024;

    private const int Gathered = 64 * 1024;

    private readonly Socket _socket = context.Features.Get<IConnectionSocketFeature>()!.Socket;

    public async ValueTask SendAsync(MessageWriter answer)
    {
        if (answer.Length <= Gathered && answer.TryGetWritten(out var whole))
        {
            await SendAsync(whole);
            return;
        }
        var buffer = ArrayPool<byte>.Shared.Rent(Gathered);
        try
        {
            var filled = 0;
            foreach (var piece in answer.Pieces())
            {
                if (filled > 0 && filled + piece.Length > Gathered)
                {
                    await SendAsync(buffer.AsMemory(0, filled));
                    filled = 0;
                }
                if (piece.Length < Large)
                {
                    piece.CopyTo(buffer.AsMemory(filled));
                    filled += piece.Length;
                    continue;
                }
                if (filled > 0)
                    await SendAsync(buffer.AsMemory(0, filled));
                filled = 0;
                await SendAsync(piece);
            }
            if (filled > 0)
                await SendAsync(buffer.AsMemory(0, filled));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            // Without a token: it is the socket's end that ends this.
            while (bytes.Length > 0)
                bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None)..];
        }
        catch (ObjectDisposedException e)
        {
            throw new ConnectionAbortedException("The connection was closed while an answer was sent.", e);
        }
    }
}
