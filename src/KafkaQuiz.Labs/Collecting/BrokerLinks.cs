using System.Collections.Concurrent;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>The connections to one learner's cluster: one a broker, kept between looks, closed when they are no longer used.</summary>
internal sealed class BrokerLinks(EgressSession egress, ClusterTarget target, LinkMode mode, TimeSpan? patience = null) : IAsyncDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    private readonly LinkPurpose _named = new("bootstrap", Advertised: false) { Patience = patience ?? EvidenceLimits.Request };
    private readonly LinkPurpose _advertisedBy = new("broker", Advertised: true) { Patience = patience ?? EvidenceLimits.Request };
    private readonly ConcurrentDictionary<(HostPort, LinkPurpose), BrokerLink> _links = new();
    private IReadOnlyList<HostPort> _advertised = [];
    private BrokerLink? _answered;

    public ClusterTarget Target => target;

    /// <summary>The connection to a broker at an address that the cluster named.</summary>
    public BrokerLink To(HostPort address) => To(address, _advertisedBy);

    /// <summary>A connection for a purpose of its own.</summary>
    public BrokerLink To(HostPort address, LinkPurpose purpose) => _links.GetOrAdd((address, purpose), _ => new BrokerLink(egress, target, address, purpose, mode));

    /// <summary>The connections to the servers that the learner named.</summary>
    public IEnumerable<BrokerLink> Bootstrap() => target.Bootstrap.Select(server => To(server, _named));

    /// <summary>The brokers that the cluster named last, for requests that any of them answers.</summary>
    public void Know(IReadOnlyList<HostPort> advertised) => _advertised = advertised;

    /// <summary>Connections in the order in which they are tried for a request that any broker answers: that which answered last, the named servers, the other brokers.</summary>
    public IEnumerable<BrokerLink> Any()
    {
        var links = Bootstrap().Concat(_advertised.Select(To));
        return _answered is { } answered ? links.Where(link => link != answered).Prepend(answered) : links;
    }

    /// <summary>Asks any broker; a broker that cannot be reached is passed over.</summary>
    /// <exception cref="NotGradableException">None could; the fault is that of the first server that the learner named.</exception>
    public async Task<(TResponse Answer, HostPort Broker)> AskAnyAsync<TResponse>(IRequest<TResponse> request, CancellationToken cancel, short atMost = short.MaxValue)
        where TResponse : class, IResponse
    {
        NotGradableException? first = null;
        foreach (var link in Any().ToList())
        {
            try
            {
                var answer = await link.AskAsync(request, cancel, atMost);
                _answered = link;
                return (answer, link.Address);
            }
            catch (NotGradableException fault) when (fault.Fault.Cause != NotGradableCause.NotTold)
            {
                if (first is null || target.Bootstrap[0] == link.Address) first = fault;
            }
        }
        throw first!;
    }

    /// <summary>Closes what was not used for a minute: brokers that are gone, or that never were.</summary>
    public async Task SweepAsync()
    {
        foreach (var (key, link) in _links)
        {
            if (TimeProvider.System.GetElapsedTime(link.UsedAt) > Idle && link != _answered && _links.TryRemove(key, out _)) await link.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links.Values) await link.DisposeAsync();
    }
}

/// <summary>Purposes beside the usual one.</summary>
internal static class LinkPurposes
{
    /// <summary>
    /// Requests that a broker hands on to the controller wait as long as there is none, and a broker answers a connection's requests in order: they
    /// have connections of their own, and their patience is longer than the broker's.
    /// </summary>
    public static LinkPurpose Forwarded(string name, bool advertised) => new(name, advertised) { Patience = TimeSpan.FromSeconds(70) };

    /// <summary>A listener of another protocol than the one that the learner named.</summary>
    public static LinkPurpose Listener(bool tls, bool sasl) => new("listener", Advertised: true) { Tls = tls, Sasl = sasl };
}
