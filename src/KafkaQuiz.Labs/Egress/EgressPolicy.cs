using System.Collections.Concurrent;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Egress;

/// <summary>
/// Where graders may connect. Learners name addresses, and the brokers behind them name further ones, so every connection passes
/// here: only allowed networks, never link-local and metadata services, never this server's own ports. An IPv6 form of an IPv4 address is
/// judged as that IPv4 address. One policy serves the whole process; it is safe for concurrent use.
/// </summary>
public sealed class EgressPolicy
{
    /// <summary>Never reached, whatever is allowed: "this network", link-local, multicast, reserved, and the metadata services of clouds.</summary>
    private static readonly IPNetwork[] AlwaysDenied =
    [
        .. new[]
        {
            "0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32",
            "::/128", "fe80::/10", "ff00::/8", "fd00:ec2::254/128", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Kafka never listens there, but other things on a server do.</summary>
    private const int LowestLoopbackPort = 1024;

    private readonly IReadOnlyList<IPNetwork> _allowed;
    private readonly ConcurrentDictionary<int, byte> _ownPorts = new();
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly Func<int, bool>? _onlyPorts;
    private readonly Lazy<HashSet<IPAddress>> _ownAddresses = new(OwnAddresses);

    /// <param name="allowed">Networks that may be reached; <see cref="Loopback"/> by default.</param>
    /// <param name="ownPorts">Ports of this server's own services (web, database), denied on every address of this machine.</param>
    /// <param name="onlyPorts">Of this machine only these ports, asked at every connection; null for all that are not denied.</param>
    /// <param name="resolve">Resolves a name; the system's resolver by default.</param>
    public EgressPolicy(
        IReadOnlyList<IPNetwork>? allowed = null,
        IEnumerable<int>? ownPorts = null,
        Func<int, bool>? onlyPorts = null,
        Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        _allowed = allowed ?? Loopback;
        _onlyPorts = onlyPorts;
        _resolve = resolve ?? Dns.GetHostAddressesAsync;
        foreach (var port in ownPorts ?? []) DenyOwnPort(port);
    }

    /// <summary>127.0.0.0/8, the default. <c>localhost</c> is thus reached by its IPv4 address; add ::1/128 for brokers that listen on IPv6 alone.</summary>
    public static IReadOnlyList<IPNetwork> Loopback { get; } = [IPNetwork.Parse("127.0.0.0/8")];

    /// <summary>Reads KAFKAQUIZ_LAB_NETWORKS: CIDRs separated by commas or spaces; null or blank gives <see cref="Loopback"/>.</summary>
    /// <exception cref="FormatException">An entry is no network; the message names it.</exception>
    public static IReadOnlyList<IPNetwork> ParseNetworks(string? text)
    {
        var entries = (text ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (entries.Length == 0) return Loopback;
        return [.. entries.Select(entry => IPNetwork.TryParse(entry, out var network)
            ? network
            : throw new FormatException($"KAFKAQUIZ_LAB_NETWORKS: '{entry}' is no network; write it as 10.1.0.0/16. (네트워크가 아닙니다: '{entry}'. 10.1.0.0/16처럼 쓰세요.)"))];
    }

    /// <summary>Further ports of this machine that are denied, asked at every connection: those of other learners' practice clusters.</summary>
    public Func<int, bool>? DeniesPort { get; set; }

    /// <summary>From now on no grader connects to <paramref name="port"/> on this machine.</summary>
    public void DenyOwnPort(int port) => _ownPorts[port] = 0;

    /// <summary>Takes back <see cref="DenyOwnPort"/>, for ports that live shortly.</summary>
    internal void ReleaseOwnPort(int port) => _ownPorts.TryRemove(port, out _);

    /// <summary>True where a grader may connect to it.</summary>
    public bool Allows(IPEndPoint endpoint)
    {
        var address = Plain(endpoint.Address);
        if (endpoint.Port is < 1 or > 65535) return false;
        if (AlwaysDenied.Any(network => network.Contains(address)) || !_allowed.Any(network => network.Contains(address))) return false;
        if (!IPAddress.IsLoopback(address) && !_ownAddresses.Value.Contains(address)) return true;
        return endpoint.Port >= LowestLoopbackPort && !_ownPorts.ContainsKey(endpoint.Port) && DeniesPort?.Invoke(endpoint.Port) != true && _onlyPorts?.Invoke(endpoint.Port) != false;
    }

    /// <summary>Resolves a host once. The caller keeps the answer and connects to nothing else: a name cannot change its address later.</summary>
    internal async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel)
    {
        if (IPAddress.TryParse(host, out var literal)) return [Plain(literal)];
        try
        {
            return [.. (await _resolve(host, cancel)).Select(Plain).Distinct()];
        }
        catch (Exception fault) when (fault is SocketException or ArgumentException)
        {
            return [];
        }
    }

    /// <summary>Connects to an allowed address, and to that address only.</summary>
    /// <exception cref="NotGradableException">It is not allowed.</exception>
    /// <exception cref="SocketException">The connection failed.</exception>
    internal async ValueTask<NetworkStream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancel)
    {
        if (!Allows(endpoint)) throw new NotGradableException(new NotGradable(NotGradableCause.NotAllowed, endpoint.ToString()));
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>An IPv4 address in an IPv6 dress is that IPv4 address.</summary>
    private static IPAddress Plain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        // IPv4-compatible (::a.b.c.d, RFC 4291 2.5.5.1), except :: and ::1.
        var compatible = bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 && (bytes[12] != 0 || bytes[13] != 0 || bytes[14] != 0 || bytes[15] > 1);
        return compatible ? new IPAddress(bytes.AsSpan(12)) : new IPAddress(bytes);
    }

    private static HashSet<IPAddress> OwnAddresses() =>
        [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(unicast => Plain(unicast.Address))];
}
