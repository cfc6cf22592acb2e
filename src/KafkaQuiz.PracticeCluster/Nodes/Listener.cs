using System.Net;
using KafkaQuiz.Practice.Security.Sasl;
using KafkaQuiz.Practice.Sleep;

namespace KafkaQuiz.Practice.Nodes;

/// <summary>One of a node's `listeners`. Only on the loop.</summary>
/// <param name="name">Upper case, as in `listener.security.protocol.map`.</param>
/// <param name="protocol">Security protocol: PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL.</param>
/// <param name="host">Where it listens; empty for every interface.</param>
/// <param name="port">As the properties say; 0 takes a free one.</param>
/// <param name="isController">In `controller.listener.names`: for controllers, not for clients.</param>
internal sealed class Listener(string name, string protocol, string host, int port, bool isController)
{
    public string Name { get; } = name;

    public string Protocol { get; } = protocol;

    public string Host { get; } = host;

    public int Port { get; } = port;

    public bool IsController { get; } = isController;

    /// <summary>`advertised.listeners`: what clients are told; its own host and port when not set.</summary>
    public string AdvertisedHost { get; init; } = host;

    public int AdvertisedPort { get; init; } = port;

    /// <summary>The address that is really bound.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>How its clients prove who they are, as the node was started; null when nothing is asked.</summary>
    public ListenerSasl? Sasl { get; set; }

    /// <summary>The port that is really bound; 0 until it is for the first time. It stays when the node is down.</summary>
    public int RealPort { get; set; }

    /// <summary>As `listeners` says it.</summary>
    public string Bound => Text(Host, Port);

    /// <summary>As `advertised.listeners` says it.</summary>
    public string Advertised => Text(AdvertisedHost, AdvertisedPort);

    /// <param name="a">Of the machine.</param>
    /// <param name="listener">When going to sleep.</param>
    public static Listener Exchange(SleepArchive a, Listener? listener) => new(
        a.Text(listener?.Name ?? ""), a.Text(listener?.Protocol ?? ""), a.Text(listener?.Host ?? ""), a.Int(listener?.Port ?? 0), a.Bool(listener?.IsController ?? false))
    {
        AdvertisedHost = a.Text(listener?.AdvertisedHost ?? ""),
        AdvertisedPort = a.Int(listener?.AdvertisedPort ?? 0),
        RealPort = listener?.RealPort ?? 0,
    };

    /// <summary>As `controller.quorum.voters` says it.</summary>
    public string HostAndPort => $"{Host}:{(Port == 0 ? RealPort : Port)}";

    private string Text(string host, int port) => $"{Name}://{host}:{(port == 0 ? RealPort : port)}";
}
