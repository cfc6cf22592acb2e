using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>
/// A question that brokers hand on to the controller. Without a controller a broker holds it back for up to a minute: it is asked on a connection of its own, waited for
/// once, and stays asked while further looks go on.
/// </summary>
internal sealed class ForwardedAsk<TResponse>(string name)
    where TResponse : class, IResponse
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private Task<TResponse>? _pending;
    private HostPort? _broker;
    private long _askedAt;

    /// <summary>The answer, or null where the broker still has none after <see cref="EvidenceLimits.Controller"/>.</summary>
    /// <exception cref="NotGradableException">No broker takes the question.</exception>
    public async Task<(TResponse? Answer, HostPort Broker)> AskAsync(Collection look, Func<IRequest<TResponse>> question)
    {
        NotGradableException? first = null;
        foreach (var link in look.Links.Any().ToList())
        {
            try
            {
                return (await AskAsync(look, link, question), _broker!);
            }
            catch (NotGradableException fault) when (fault.Fault.Cause != NotGradableCause.NotTold)
            {
                first ??= fault;
            }
        }
        throw first!;
    }

    private async Task<TResponse?> AskAsync(Collection look, BrokerLink near, Func<IRequest<TResponse>> question)
    {
        if (_pending is null || _broker != near.Address)
        {
            var advertised = look.Brokers.Values.Contains(near.Address);
            var link = look.Links.To(near.Address, LinkPurposes.Forwarded(name, advertised));
            (_broker, _askedAt) = (near.Address, TimeProvider.System.GetTimestamp());
            _pending = link.AskAsync(question(), CancellationToken.None);
        }
        var pending = _pending;
        var left = EvidenceLimits.Controller - TimeProvider.System.GetElapsedTime(_askedAt);
        try
        {
            var answer = await pending.WaitAsync(left > Glance ? left : Glance, look.Cancel);
            _pending = null;
            return answer;
        }
        catch (TimeoutException)
        {
            return null;
        }
        catch (NotGradableException)
        {
            _pending = null;
            throw;
        }
    }
}
