using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>What is behind a conversation that failed, in terms of what a learner can mend.</summary>
internal static class FaultDiagnosis
{
    /// <summary>The cause of <paramref name="fault"/>.</summary>
    /// <param name="egress">For a closer look at the listener.</param>
    /// <param name="target">As the learner named the cluster.</param>
    /// <param name="address">Of the broker.</param>
    /// <param name="purpose">Of the connection.</param>
    /// <param name="fault">What happened.</param>
    /// <param name="negotiated">Whether the broker had told its versions before.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<NotGradable> OfAsync(
        EgressSession egress, ClusterTarget target, HostPort address, LinkPurpose purpose, KafkaClientException fault, bool negotiated, CancellationToken cancel)
    {
        var (tls, sasl) = (purpose.Tls ?? target.Tls, target.Sasl is not null && (purpose.Sasl ?? true));
        return new NotGradable(await CauseAsync(), address.ToString());

        async Task<NotGradableCause> CauseAsync()
        {
            if (fault.Fault == KafkaClientFault.AuthenticationFailed) return fault.InnerException is AuthenticationException ? NotGradableCause.Tls : NotGradableCause.Sasl;
            // A SASL listener answers ApiVersions, then hangs up on whoever did not authenticate. A broker that is stopped hangs up as well, on connections that worked.
            if (negotiated && fault.Fault == KafkaClientFault.Closed) return sasl || purpose.Advertised ? NotGradableCause.Unreachable : NotGradableCause.Sasl;
            if (tls && !negotiated) return fault.Fault == KafkaClientFault.TimedOut ? NotGradableCause.TimedOut : NotGradableCause.Tls;
            if (!negotiated && !purpose.Advertised && await SpeaksTlsAsync(egress, address, cancel)) return NotGradableCause.Tls;
            return fault.Fault switch
            {
                KafkaClientFault.NotKafka or KafkaClientFault.Unsupported => NotGradableCause.NotKafka,
                KafkaClientFault.TimedOut => NotGradableCause.TimedOut,
                KafkaClientFault.Closed when !negotiated && !purpose.Advertised => NotGradableCause.NotKafka,
                _ => NotGradableCause.Unreachable,
            };
        }
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
