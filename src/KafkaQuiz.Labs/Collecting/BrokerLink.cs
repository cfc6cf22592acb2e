using System.Net;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>
/// The one connection to a broker: opened through the egress policy when it is first needed, kept between looks, opened again when it ended. Requests
/// are pipelined. A broker that hangs is waited for once; after that it is asked again in the background, and looks go on without it.
/// </summary>
internal sealed class BrokerLink(EgressSession egress, ClusterTarget target, HostPort address, LinkPurpose purpose, LinkMode mode) : IAsyncDisposable
{
    /// <summary>Between two attempts to reach a broker that hung.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Task<KafkaConnection>? _opening;
    private NotGradable? _hangs;
    private long _failedAt;

    public HostPort Address => address;

    /// <summary>When it was last asked something, by <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long UsedAt { get; private set; } = TimeProvider.System.GetTimestamp();

    /// <summary>The versions of an API that both sides have; null for none.</summary>
    /// <exception cref="NotGradableException">The broker cannot be reached.</exception>
    public async Task<(short Min, short Max)?> RangeAsync(ApiKey key, CancellationToken cancel) => (await ConnectionAsync(Begin().Opening, cancel)).CommonRange(key);

    /// <summary>Sends one request at the highest common version, not above <paramref name="atMost"/>, and awaits its response.</summary>
    /// <exception cref="NotGradableException">The broker cannot be reached, does not answer in time, answers nonsense, or has no such API.</exception>
    public async Task<TResponse> AskAsync<TResponse>(IRequest<TResponse> request, CancellationToken cancel, short atMost = short.MaxValue)
        where TResponse : class, IResponse
    {
        if (!LinkRules.Allows(mode, request)) throw new InvalidOperationException($"{request.ApiKey} is not sent to a learner's cluster.");
        for (var again = false; ; again = true)
        {
            var (opening, isKept) = Begin();
            var connection = await ConnectionAsync(opening, cancel);
            try
            {
                return await connection.SendAsync(request, Version(connection, request.ApiKey, atMost), cancel);
            }
            catch (KafkaClientException fault) when (fault.Fault != KafkaClientFault.Unsupported)
            {
                Drop(opening);
                // The broker may have closed a kept connection long ago: that says nothing about the broker.
                if (isKept && !again && fault.Fault == KafkaClientFault.Closed) continue;
                throw await NotedAsync(fault, negotiated: true, cancel);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<KafkaConnection>? opening;
        lock (_gate) (opening, _opening) = (_opening, null);
        if (opening is not null) await CloseAsync(opening);
    }

    private short Version(KafkaConnection connection, ApiKey key, short atMost)
    {
        var range = connection.CommonRange(key);
        var lowest = key == ApiKey.Metadata ? LinkRules.LowestMetadata : (short)0;
        if (range is { } common && Math.Min(common.Max, atMost) is var version && version >= common.Min && version >= lowest) return version;
        // A controller, or a broker of another age: a broker of any age serves Metadata.
        throw new NotGradableException(key == ApiKey.Metadata ? new NotGradable(NotGradableCause.NotKafka, address.ToString()) : new NotGradable(NotGradableCause.NotTold, key.ToString()));
    }

    private async Task<KafkaConnection> ConnectionAsync(Task<KafkaConnection> opening, CancellationToken cancel)
    {
        try
        {
            return await opening.WaitAsync(cancel);
        }
        catch (Exception fault) when (fault is NotGradableException or KafkaClientException)
        {
            Drop(opening);
            throw await NotedAsync(fault, negotiated: false, cancel);
        }
    }

    /// <summary>The connection that is open or being opened.</summary>
    /// <exception cref="NotGradableException">The broker hung when it was last asked, and does not answer yet.</exception>
    private (Task<KafkaConnection> Opening, bool IsKept) Begin()
    {
        lock (_gate)
        {
            UsedAt = TimeProvider.System.GetTimestamp();
            if (_hangs is not { } hangs)
            {
                var isKept = _opening is { IsCompletedSuccessfully: true };
                return (_opening ??= Task.Run(OpenAsync), isKept);
            }
            if (_opening is { IsCompletedSuccessfully: true })
            {
                _hangs = null;
                return (_opening, false);
            }
            if (_opening is { IsCompleted: true })
            {
                _ = _opening.Exception;
                _opening = null;
                _failedAt = TimeProvider.System.GetTimestamp();
            }
            if (_opening is null && TimeProvider.System.GetElapsedTime(_failedAt) >= RetryAfter) _opening = Task.Run(OpenAsync);
            throw new NotGradableException(hangs);
        }
    }

    private void Drop(Task<KafkaConnection> opening)
    {
        lock (_gate)
        {
            if (_opening != opening) return;
            _opening = null;
        }
        _ = CloseAsync(opening);
    }

    private async Task<NotGradableException> NotedAsync(Exception fault, bool negotiated, CancellationToken cancel)
    {
        var noted = fault is NotGradableException known
            ? known.Fault
            : await FaultDiagnosis.OfAsync(egress, target, address, purpose, (KafkaClientException)fault, negotiated, cancel);
        var seen = new NotGradableException(noted, (fault as NotGradableException)?.IsTimeout ?? false);
        if (seen.IsTimeout)
        {
            lock (_gate) (_hangs, _failedAt) = (noted, TimeProvider.System.GetTimestamp());
        }
        return seen;
    }

    private async Task<KafkaConnection> OpenAsync()
    {
        // Shared by all who wait, so not bound to the patience of one; every step has a limit of its own.
        var stream = await egress.ConnectAsync(address, purpose.Advertised, CancellationToken.None);
        var options = new KafkaClientOptions
        {
            Timeout = purpose.Patience,
            MaxResponseSize = EvidenceLimits.ResponseBytes,
            Tls = (purpose.Tls ?? target.Tls) ? TlsTrust.For(target, address.Host) : null,
            Sasl = purpose.Sasl ?? true ? target.Sasl : null,
            // The policy has connected already: by the address that it checked.
            Connect = (_, _) => ValueTask.FromResult<Stream>(stream),
        };
        return await KafkaConnection.OpenAsync(new IPEndPoint(IPAddress.None, address.Port), options);
    }

    private static async Task CloseAsync(Task<KafkaConnection> opening)
    {
        try
        {
            await (await opening).DisposeAsync();
        }
        catch (Exception fault) when (fault is NotGradableException or KafkaClientException)
        {
            // It never opened.
        }
    }
}

/// <summary>What a connection is for: connections of different purposes do not wait for each other's answers.</summary>
/// <param name="Name">Which.</param>
/// <param name="Advertised">True where a broker named the address, false where the learner did.</param>
internal sealed record LinkPurpose(string Name, bool Advertised)
{
    /// <summary>Limit of a request, and of each step of opening.</summary>
    public TimeSpan Patience { get; init; } = EvidenceLimits.Request;

    /// <summary>Whether TLS is spoken; null: as the learner said.</summary>
    public bool? Tls { get; init; }

    /// <summary>Whether the learner's SASL identity is shown; null: where there is one.</summary>
    public bool? Sasl { get; init; }
}
