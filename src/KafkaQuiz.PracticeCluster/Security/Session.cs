using System.Net;
using KafkaQuiz.Practice.Nodes;

namespace KafkaQuiz.Practice.Security;

/// <summary>Who a connection's requests come from (RequestContext.java).</summary>
/// <param name="Principal">"User:name".</param>
/// <param name="Host">The client's address as Java writes it.</param>
/// <param name="Connection">Both ends: "127.0.0.1:9092-127.0.0.1:41000".</param>
/// <param name="Listener">That it came through.</param>
internal sealed record Session(string Principal, string Host, string Connection, Listener Listener)
{
    /// <summary>Of whom nothing is asked.</summary>
    public const string Anonymous = "User:ANONYMOUS";

    /// <summary>A connection nobody has said anything on yet.</summary>
    public static Session Of(Listener listener, EndPoint? local, EndPoint? remote) => new(Anonymous, Text(remote), $"{Text(local)}:{Port(local)}-{Text(remote)}:{Port(remote)}", listener);

    /// <summary>Whether a text is a principal: its type, a colon, its name (SecurityUtils.parseKafkaPrincipal).</summary>
    public static bool IsPrincipal(string text) => text.Contains(':', StringComparison.Ordinal);

    /// <summary>What Kafka's faults call a request (RequestChannel.Request.toString).</summary>
    public override string ToString() =>
        $"Request(processor=0, connectionId={Connection}-0-0, session=org.apache.kafka.network.Session@{Principal.GetHashCode(StringComparison.Ordinal) & int.MaxValue:x}, listenerName=ListenerName({Listener.Name}), securityProtocol={Listener.Protocol}, buffer=null, envelope=None)";

    private static int Port(EndPoint? end) => (end as IPEndPoint)?.Port ?? 0;

    /// <summary>InetAddress.getHostAddress: an IPv6 address in eight groups, none left out.</summary>
    private static string Text(EndPoint? end)
    {
        var address = (end as IPEndPoint)?.Address ?? IPAddress.Loopback;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        return string.Join(':', Enumerable.Range(0, 8).Select(i => $"{(bytes[2 * i] << 8) | bytes[(2 * i) + 1]:x}"));
    }
}
