using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Gateway;

/// <summary>A loopback listener that leads to one broker. Its own port is denied to every grader while it lives.</summary>
internal sealed class Tunnel : IAsyncDisposable
{
    /// <summary>librdkafka opens one or two connections to a broker.</summary>
    private const int MostConnections = 8;

    private readonly KafkaGateway _gateway;
    private readonly bool _advertised;
    private readonly CancellationToken _closing;
    private readonly TcpListener _listener;
    private readonly Task _accepting;
    private readonly SemaphoreSlim _slots = new(MostConnections, MostConnections);

    public Tunnel(KafkaGateway gateway, HostPort address, bool advertised, CancellationToken closing)
    {
        _gateway = gateway;
        Address = address;
        _advertised = advertised;
        _closing = closing;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        gateway.Egress.Policy.DenyOwnPort(Port);
        _accepting = AcceptAsync();
    }

    /// <summary>The broker's address, as the learner or the cluster named it.</summary>
    public HostPort Address { get; }

    /// <summary>The loopback port.</summary>
    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        _gateway.Egress.Policy.ReleaseOwnPort(Port);
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_closing);
                connections.RemoveAll(connection => connection.IsCompleted);
                connections.Add(ServeAsync(client));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closing.
        }
        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        if (!await _slots.WaitAsync(0, _closing)) return;
        try
        {
            client.NoDelay = true;
            await using var broker = await ConnectAsync();
            await new TunnelConnection(_gateway, Address, client.GetStream(), broker).RunAsync(_closing);
        }
        catch (NotGradableException fault)
        {
            _gateway.Note(Address, fault.Fault);
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side went away; librdkafka connects again when it needs to.
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<Stream> ConnectAsync()
    {
        var plain = await _gateway.Egress.ConnectAsync(Address, _advertised, _closing);
        if (!_gateway.Target.Tls) return plain;
        var tls = new SslStream(plain);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_closing);
        limit.CancelAfter(EvidenceLimits.Request);
        try
        {
            await tls.AuthenticateAsClientAsync(TlsTrust.For(_gateway.Target, Address.Host), limit.Token);
            return tls;
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException or OperationCanceledException)
        {
            await tls.DisposeAsync();
            throw new NotGradableException(new NotGradable(NotGradableCause.Tls, Address.ToString()));
        }
    }
}
