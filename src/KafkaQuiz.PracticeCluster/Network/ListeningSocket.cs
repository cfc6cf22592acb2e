using System.Net;
using System.Net.Sockets;
using KafkaQuiz.Practice.Nodes;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KafkaQuiz.Practice.Network;

/// <summary>The socket of a node's listener, on Kestrel's socket transport without the web server around it.</summary>
internal sealed class ListeningSocket : IAsyncDisposable
{
    /// <summary>Shared by all clusters of the process: its buffers and I/O queues are.</summary>
    private static readonly SocketTransportFactory Transport = new(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);

    private readonly Node _node;
    private readonly Listener _listener;
    private readonly IConnectionListener _socket;
    private readonly OpenConnections _connections;
    private readonly Task _accepting;

    private ListeningSocket(Node node, Listener listener, IConnectionListener socket)
    {
        _node = node;
        _listener = listener;
        _socket = socket;
        _connections = new OpenConnections(node);
        _accepting = AcceptAsync();
    }

    /// <param name="node">Whose listener it is.</param>
    /// <param name="listener">Its real port is taken again, or set to the one bound.</param>
    /// <exception cref="PortUnavailableException">The port cannot be had.</exception>
    public static async ValueTask<ListeningSocket> BindAsync(Node node, Listener listener)
    {
        try
        {
            var socket = await Transport.BindAsync(new IPEndPoint(IPAddress.Loopback, listener.RealPort));
            listener.RealPort = ((IPEndPoint)socket.EndPoint).Port;
            return new ListeningSocket(node, listener, socket);
        }
        catch (Exception e) when (e is AddressInUseException or SocketException)
        {
            throw new PortUnavailableException(node.Id, listener.RealPort, isTaken: e is AddressInUseException, e);
        }
    }

    /// <summary>Stops listening and cuts every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        var open = _connections.Close();
        await _socket.UnbindAsync();
        foreach (var connection in open)
            connection.End();
        await _accepting;
        await Task.WhenAll(open.Select(c => c.Completion));
        await _socket.DisposeAsync();
    }

    private async Task AcceptAsync()
    {
        while (await _socket.AcceptAsync() is { } context)
        {
            var connection = new ClientConnection(_node, _listener, context);
            if (_connections.TryAdd(connection))
                connection.Start(() => _connections.Remove(connection));
            else
                context.Abort();
        }
    }
}
