using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace KafkaQuiz.Protocol.Client;

/// <summary>How to reach a broker and what to accept from it.</summary>
public sealed record KafkaClientOptions
{
    public string ClientId { get; init; } = "kafkaquiz";

    /// <summary>Limit of connecting, of each handshake step and of each request. Default 5 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest response taken, bytes. Default 16 MiB. Judged before anything is buffered.</summary>
    public int MaxResponseSize { get; init; } = 16 * 1024 * 1024;

    /// <summary>TLS, when set. Certificates are validated as these options say.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>SASL, when set.</summary>
    public SaslCredentials? Sasl { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Opens the connection. An egress policy takes this place to decide which addresses may be reached.</summary>
    public Func<IPEndPoint, CancellationToken, ValueTask<Stream>> Connect { get; init; } = ConnectDirectly;

    /// <summary>A plain TCP connection without Nagle's delay.</summary>
    public static async ValueTask<Stream> ConnectDirectly(IPEndPoint address, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>SASL mechanisms the client speaks.</summary>
public enum SaslMechanism
{
    Plain,
    ScramSha256,
    ScramSha512,
}

/// <summary>A SASL identity. Its text form never shows the password.</summary>
public sealed record SaslCredentials(SaslMechanism Mechanism, string Username, string Password)
{
    public override string ToString() => $"{Mechanism} {Username}";
}
