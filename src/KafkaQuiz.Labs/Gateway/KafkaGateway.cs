using System.Collections.Concurrent;
using System.Net;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Labs.Gateway;

/// <summary>
/// Stands between librdkafka and one learner's cluster. librdkafka connects by itself to every address that brokers name; here it is
/// told loopback addresses of ours instead, one tunnel a broker, and each tunnel connects as the egress policy says, with TLS where the
/// cluster uses it. Only requests of the <see cref="GatewayMode"/> pass; an answer that carries addresses is read whole and rewritten.
/// </summary>
internal sealed class KafkaGateway : IAsyncDisposable
{
    /// <summary>Most brokers of one cluster that get a tunnel.</summary>
    private const int MostTunnels = 64;

    private readonly ConcurrentDictionary<HostPort, Tunnel> _tunnels = new();
    private readonly ConcurrentDictionary<int, Tunnel> _byPort = new();
    private readonly ConcurrentDictionary<HostPort, NotGradable> _faults = new();
    private readonly ConcurrentDictionary<ApiKey, HostPort> _served = new();
    private readonly Lock _opening = new();
    private readonly CancellationTokenSource _closing = new();

    public KafkaGateway(EgressSession egress, ClusterTarget target, GatewayMode mode)
    {
        Egress = egress;
        Target = target;
        Mode = mode;
        BootstrapServers = string.Join(',', target.Bootstrap.Select(server => $"127.0.0.1:{TunnelTo(server, advertised: false).Port}"));
    }

    public EgressSession Egress { get; }

    public ClusterTarget Target { get; }

    public GatewayMode Mode { get; }

    /// <summary>What librdkafka is told.</summary>
    public string BootstrapServers { get; }

    /// <summary>What went wrong on the way to brokers, by address; cleared once that broker answers.</summary>
    public IReadOnlyCollection<NotGradable> Faults => [.. _faults.Values];

    /// <summary>The broker that last answered a request of this kind, or an empty text.</summary>
    public string Served(ApiKey key) => _served.TryGetValue(key, out var broker) ? broker.ToString() : "";

    /// <summary>The real address behind a port that librdkafka was told.</summary>
    public HostPort Real(string host, int port) => _byPort.TryGetValue(port, out var tunnel) ? tunnel.Address : new HostPort(host, port);

    /// <summary>The loopback port that leads to a broker; opened when first asked for.</summary>
    internal Tunnel TunnelTo(HostPort address, bool advertised)
    {
        if (_tunnels.TryGetValue(address, out var known)) return known;
        lock (_opening)
        {
            if (_tunnels.TryGetValue(address, out known)) return known;
            if (_tunnels.Count >= MostTunnels) throw new MalformedMessageException($"More than {MostTunnels} brokers are named.");
            var tunnel = new Tunnel(this, address, advertised, _closing.Token);
            _byPort[tunnel.Port] = tunnel;
            return _tunnels[address] = tunnel;
        }
    }

    internal void Note(HostPort broker, NotGradable fault) => _faults[broker] = fault;

    internal void Answered(HostPort broker, ApiKey key)
    {
        _served[key] = broker;
        _faults.TryRemove(broker, out _);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        foreach (var tunnel in _tunnels.Values) await tunnel.DisposeAsync();
        _closing.Dispose();
    }

    /// <summary>Loopback, where librdkafka finds a tunnel.</summary>
    internal static string LoopbackHost { get; } = IPAddress.Loopback.ToString();
}
