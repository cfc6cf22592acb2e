using System.Net;
using System.Net.Sockets;
using KafkaQuiz.Practice.Brokers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KafkaQuiz.Practice.Network;

/// <summary>One broker's listening socket, on Kestrel's socket transport without the web server around it.</summary>
internal sealed class BrokerListener : IAsyncDisposable
{
    /// <summary>Shared by all clusters of the process: its buffers and I/O queues are.</summary>
    private static readonly SocketTransportFactory Transport = new(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);

    private readonly ClusterState _cluster;
    private readonly Broker _broker;
    private readonly IConnectionListener _listener;
    private readonly HashSet<ClientConnection> _connections = [];
    private readonly Task _accepting;
    private bool _closed;

    private BrokerListener(ClusterState cluster, Broker broker, IConnectionListener listener)
    {
        _cluster = cluster;
        _broker = broker;
        _listener = listener;
        _accepting = AcceptAsync();
    }

    /// <param name="cluster">Whose broker it is.</param>
    /// <param name="broker">Its port is set to the one bound.</param>
    /// <param name="port">0 for a free one.</param>
    /// <param name="cancel">Ends the attempt.</param>
    /// <exception cref="PortUnavailableException">The port cannot be had.</exception>
    public static async Task<BrokerListener> BindAsync(ClusterState cluster, Broker broker, int port, CancellationToken cancel)
    {
        try
        {
            var listener = await Transport.BindAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
            broker.Port = ((IPEndPoint)listener.EndPoint).Port;
            return new BrokerListener(cluster, broker, listener);
        }
        catch (Exception e) when (e is AddressInUseException or SocketException)
        {
            throw new PortUnavailableException(broker.Id, port, isTaken: e is AddressInUseException, e);
        }
    }

    /// <summary>Stops listening and cuts every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        ClientConnection[] open;
        lock (_connections)
        {
            _closed = true;
            open = [.. _connections];
        }
        await _listener.UnbindAsync();
        foreach (var connection in open)
            connection.Abort();
        await _accepting;
        await Task.WhenAll(open.Select(c => c.Completion));
        await _listener.DisposeAsync();
    }

    private async Task AcceptAsync()
    {
        while (await _listener.AcceptAsync() is { } context)
        {
            var connection = new ClientConnection(_cluster, _broker, context);
            lock (_connections)
            {
                if (_closed)
                {
                    connection.Abort();
                    continue;
                }
                _connections.Add(connection);
            }
            connection.Start(() =>
            {
                lock (_connections)
                    _connections.Remove(connection);
            });
        }
    }
}
