using System.Net;
using System.Net.Sockets;
using KafkaQuiz.Practice.Nodes;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace KafkaQuiz.Practice.Network;

/// <summary>
/// The socket of a node's listener. It holds its port from the first to the last moment of the node: while it does not listen, a client's
/// connection is refused and nobody else is given the port. Connections are Kestrel's socket transport, without the web server around it.
/// Safe for concurrent use, but open and close it one after another.
/// </summary>
internal sealed class ListeningSocket : IAsyncDisposable
{
    private const int Backlog = 512;

    /// <summary>Shared by all clusters of the process: its buffers and I/O queues are.</summary>
    private static readonly SocketConnectionContextFactory Transport = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);

    private readonly Node _node;
    private Socket? _socket;
    private OpenConnections? _connections;
    private Task _accepting = Task.CompletedTask;

    /// <param name="node">Whose listener it is.</param>
    /// <param name="listener">Its real port is taken again, or set to the one bound.</param>
    /// <exception cref="PortUnavailableException">The port cannot be had.</exception>
    public ListeningSocket(Node node, Listener listener)
    {
        (_node, Listener) = (node, listener);
        Hold();
    }

    public Listener Listener { get; }

    public bool IsOpen => _connections is not null;

    /// <summary>Takes clients from now on.</summary>
    /// <exception cref="PortUnavailableException">Somebody else listens on the port by now.</exception>
    public void Open()
    {
        if (_connections is not null)
            return;
        if (_socket is null)
            Hold();
        try
        {
            _socket!.Listen(Backlog);
        }
        catch (SocketException e)
        {
            throw Unavailable(e);
        }
        var (socket, connections) = (_socket, _connections = new OpenConnections(_node));
        _accepting = Task.Run(() => AcceptAsync(socket, connections));
    }

    /// <summary>Stops listening, cuts every connection, keeps the port.</summary>
    public async ValueTask CloseAsync()
    {
        await DisposeAsync();
        try
        {
            Hold();
        }
        catch (PortUnavailableException)
        {
            // Somebody was quicker; opening it again will say so.
        }
    }

    public async ValueTask DisposeAsync()
    {
        var open = _connections?.Close() ?? [];
        _connections = null;
        _socket?.Dispose();
        _socket = null;
        foreach (var connection in open)
            connection.End();
        await _accepting;
        await Task.WhenAll(open.Select(c => c.Completion));
    }

    private void Hold()
    {
        var socket = new Socket(Listener.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (Listener.Address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(Listener.Address, Listener.RealPort));
            Listener.RealPort = ((IPEndPoint)socket.LocalEndPoint!).Port;
            _socket = socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw Unavailable(e);
        }
    }

    private PortUnavailableException Unavailable(SocketException cause) =>
        new(_node.Id, Listener.RealPort, isTaken: cause.SocketErrorCode == SocketError.AddressAlreadyInUse, cause);

    private async Task AcceptAsync(Socket socket, OpenConnections connections)
    {
        while (true)
        {
            try
            {
                var accepted = await socket.AcceptAsync();
                accepted.NoDelay = true;
                var context = Transport.Create(accepted);
                var connection = new ClientConnection(_node, Listener, context);
                if (connections.TryAdd(connection))
                    connection.Start(() => connections.Remove(connection));
                else
                    context.Abort();
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException)
            {
                // A client that went while it waited, or no more file descriptors for now.
                await Task.Delay(TimeSpan.FromMilliseconds(10));
            }
        }
    }
}
