using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Egress;

/// <summary>
/// The policy for one cluster: each name is resolved once and stays what it was, and a broker may point to loopback only where the learner
/// named a loopback address, so that a cluster elsewhere cannot send the grader back to this machine.
/// </summary>
internal sealed class EgressSession(EgressPolicy policy)
{
    private readonly ConcurrentDictionary<string, Task<IPAddress[]>> _names = new(StringComparer.OrdinalIgnoreCase);
    private volatile bool _loopbackNamed;

    public EgressPolicy Policy => policy;

    /// <summary>The addresses to connect to, or the fault.</summary>
    /// <param name="address">Host and port.</param>
    /// <param name="advertised">True where a broker named it, false where the learner did.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<(IReadOnlyList<IPEndPoint> Allowed, NotGradable? Fault)> DecideAsync(HostPort address, bool advertised, CancellationToken cancel)
    {
        // The lookup itself is shared by later callers, so it is not bound to the first caller's patience.
        var resolved = await _names.GetOrAdd(address.Host, host => policy.ResolveAsync(host, CancellationToken.None)).WaitAsync(cancel);
        if (resolved.Length == 0)
            return ([], new NotGradable(advertised ? NotGradableCause.AdvertisedAddress : NotGradableCause.UnknownHost, address.ToString()));
        var allowed = resolved.Select(ip => new IPEndPoint(ip, address.Port)).Where(policy.Allows).ToList();
        if (advertised && !_loopbackNamed) allowed.RemoveAll(endpoint => IPAddress.IsLoopback(endpoint.Address));
        if (allowed.Count == 0) return ([], new NotGradable(NotGradableCause.NotAllowed, address.ToString()));
        if (!advertised && allowed.Any(endpoint => IPAddress.IsLoopback(endpoint.Address))) _loopbackNamed = true;
        return (allowed, null);
    }

    /// <summary>Connects to the first allowed address that answers.</summary>
    /// <exception cref="NotGradableException">No address is allowed, or none answers.</exception>
    public async Task<NetworkStream> ConnectAsync(HostPort address, bool advertised, CancellationToken cancel)
    {
        var (allowed, fault) = await DecideAsync(address, advertised, cancel);
        if (fault is not null) throw new NotGradableException(fault);
        NotGradableException? last = null;
        foreach (var endpoint in allowed)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(EvidenceLimits.Request);
            try
            {
                return await policy.ConnectAsync(endpoint, limit.Token);
            }
            catch (SocketException socket)
            {
                last = new NotGradableException(new NotGradable(Cause(socket, advertised), address.ToString()));
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                last = new NotGradableException(new NotGradable(advertised ? NotGradableCause.AdvertisedAddress : NotGradableCause.TimedOut, address.ToString()), isTimeout: true);
            }
        }
        throw last!;
    }

    private static NotGradableCause Cause(SocketException fault, bool advertised) => fault.SocketErrorCode switch
    {
        _ when advertised => NotGradableCause.AdvertisedAddress,
        SocketError.ConnectionRefused => NotGradableCause.Refused,
        SocketError.TimedOut => NotGradableCause.TimedOut,
        _ => NotGradableCause.Unreachable,
    };
}
