using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>
/// One short conversation with a broker by our own client, which knows what failed: librdkafka retries in silence and reports a timeout.
/// Run before librdkafka connects, and again when it stops answering.
/// </summary>
internal static class ClusterProbe
{
    /// <summary>Null where a bootstrap server answers Metadata as a broker does; else the fault of the last one that was tried.</summary>
    public static async Task<NotGradable?> RunAsync(EgressSession egress, ClusterTarget target, CancellationToken cancel)
    {
        NotGradable? last = null;
        foreach (var server in target.Bootstrap)
        {
            last = await TryAsync(egress, target, server, cancel);
            if (last is null) return null;
        }
        return last;
    }

    /// <summary>Opens our client's connection to a broker through the policy.</summary>
    /// <exception cref="NotGradableException">The way there failed.</exception>
    /// <exception cref="KafkaClientException">The conversation failed.</exception>
    public static async Task<KafkaConnection> OpenAsync(EgressSession egress, ClusterTarget target, HostPort server, bool advertised, CancellationToken cancel)
    {
        var stream = await egress.ConnectAsync(server, advertised, cancel);
        var options = new KafkaClientOptions
        {
            Timeout = EvidenceLimits.Request,
            MaxResponseSize = 8 * 1024 * 1024,
            Tls = target.Tls ? TlsTrust.For(target, server.Host) : null,
            Sasl = target.Sasl,
            // The policy has connected already: by the address that it checked.
            Connect = (_, _) => ValueTask.FromResult<Stream>(stream),
        };
        return await KafkaConnection.OpenAsync(new IPEndPoint(IPAddress.None, server.Port), options, cancel);
    }

    private static async Task<NotGradable?> TryAsync(EgressSession egress, ClusterTarget target, HostPort server, CancellationToken cancel)
    {
        var negotiated = false;
        try
        {
            await using var connection = await OpenAsync(egress, target, server, advertised: false, cancel);
            negotiated = true;
            var answer = await connection.SendAsync(new MetadataRequest { Topics = [], AllowAutoTopicCreation = false }, cancel: cancel);
            return answer.Brokers.Count == 0 ? new NotGradable(NotGradableCause.NotKafka, server.ToString()) : null;
        }
        catch (NotGradableException fault)
        {
            return fault.Fault;
        }
        catch (KafkaClientException fault)
        {
            return new NotGradable(await CauseAsync(egress, target, server, fault, negotiated, cancel), server.ToString());
        }
    }

    private static async Task<NotGradableCause> CauseAsync(
        EgressSession egress, ClusterTarget target, HostPort server, KafkaClientException fault, bool negotiated, CancellationToken cancel)
    {
        if (fault.Fault == KafkaClientFault.AuthenticationFailed) return fault.InnerException is AuthenticationException ? NotGradableCause.Tls : NotGradableCause.Sasl;
        // A controller answers ApiVersions, but serves no Metadata.
        if (fault.Fault == KafkaClientFault.Unsupported) return NotGradableCause.NotKafka;
        // A SASL listener answers ApiVersions, then hangs up on whoever did not authenticate.
        if (negotiated && fault.Fault == KafkaClientFault.Closed && target.Sasl is null) return NotGradableCause.Sasl;
        if (target.Tls) return fault.Fault == KafkaClientFault.TimedOut ? NotGradableCause.TimedOut : NotGradableCause.Tls;
        if (!negotiated && await SpeaksTlsAsync(egress, server, cancel)) return NotGradableCause.Tls;
        return fault.Fault switch
        {
            KafkaClientFault.NotKafka => NotGradableCause.NotKafka,
            KafkaClientFault.TimedOut => NotGradableCause.TimedOut,
            KafkaClientFault.Closed when !negotiated => NotGradableCause.NotKafka,
            _ => NotGradableCause.Unreachable,
        };
    }

    /// <summary>Whether TLS is what the listener wants: it shows a certificate. The handshake ends there, nothing is sent through it.</summary>
    private static async Task<bool> SpeaksTlsAsync(EgressSession egress, HostPort server, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        var shown = false;
        try
        {
            await using var plain = await egress.ConnectAsync(server, advertised: false, limit.Token);
            await using var tls = new SslStream(plain, leaveInnerStreamOpen: false, (_, certificate, _, _) =>
            {
                shown = certificate is not null;
                return false;
            });
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = server.Host }, limit.Token);
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException or SocketException or NotGradableException or OperationCanceledException)
        {
            // How it ended does not matter.
        }
        return shown;
    }
}
