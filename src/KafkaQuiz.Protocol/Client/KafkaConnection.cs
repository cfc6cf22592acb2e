using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Protocol.Client;

/// <summary>
/// One connection to one broker: negotiated versions, pipelined requests matched by correlation id. Safe for concurrent use. Any
/// fault ends the connection; there is no reconnecting and no retry, the caller decides.
/// </summary>
public sealed class KafkaConnection : IAsyncDisposable
{
    /// <summary>Bytes of a response that are made room for before any have arrived.</summary>
    private const int FirstPiece = 64 * 1024;

    private readonly Stream _stream;
    private readonly KafkaClientOptions _options;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<int, Pending> _pending = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _reading;
    private Dictionary<ApiKey, (short Min, short Max)> _ranges = [];
    private KafkaClientException? _end;
    private int _correlation;

    private KafkaConnection(Stream stream, KafkaClientOptions options)
    {
        _stream = stream;
        _options = options;
        _reading = Task.Run(ReadLoopAsync);
    }

    private sealed record Pending(Api Api, short Version, TaskCompletionSource<IResponse> Done);

    /// <summary>The broker's answer to ApiVersions: served ranges, supported and finalized features.</summary>
    public ApiVersionsResponse Versions { get; private set; } = new();

    /// <summary>Connects, does TLS and SASL when asked for, and negotiates versions.</summary>
    /// <exception cref="KafkaClientException">Any of it failed.</exception>
    public static async Task<KafkaConnection> OpenAsync(IPEndPoint address, KafkaClientOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var stream = await ConnectAsync(address, options, cancel);
        var connection = new KafkaConnection(stream, options);
        try
        {
            await connection.NegotiateAsync(cancel);
            if (options.Sasl is { } credentials)
                await SaslExchange.AuthenticateAsync(connection, credentials, cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The versions that both sides have, or null when there is none.</summary>
    public (short Min, short Max)? CommonRange(ApiKey key)
    {
        if (!_ranges.TryGetValue(key, out var range) || !Api.TryGet(key, out var api))
            return null;
        var min = Math.Max(range.Min, api.MinVersion);
        var max = Math.Min(range.Max, api.MaxVersion);
        return min <= max ? (min, max) : null;
    }

    /// <summary>Sends one request at the highest common version, or at <paramref name="version"/>, and awaits its response.</summary>
    /// <exception cref="KafkaClientException">No common version, no answer in time, or the connection ended.</exception>
    public async Task<TResponse> SendAsync<TResponse>(IRequest<TResponse> request, short? version = null, CancellationToken cancel = default)
        where TResponse : class, IResponse
    {
        ArgumentNullException.ThrowIfNull(request);
        var chosen = version ?? CommonRange(request.ApiKey)?.Max
            ?? throw new KafkaClientException(KafkaClientFault.Unsupported, $"The broker serves no common version of {request.ApiKey}.");
        var id = Interlocked.Increment(ref _correlation);
        var pending = new Pending(Api.Of(request.ApiKey), chosen, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _pending[id] = pending;
        using var timeout = new CancellationTokenSource(_options.Timeout, _options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            await WriteAsync(new RequestHeader(request.ApiKey, chosen, id, _options.ClientId), request, both.Token);
            if (_end is { } ended)
                throw ended;
            return (TResponse)await pending.Done.Task.WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw End(new KafkaClientException(KafkaClientFault.TimedOut, $"No answer to {request.ApiKey} within {_options.Timeout.TotalSeconds} s."));
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        End(new KafkaClientException(KafkaClientFault.Closed, "The connection was closed by us."));
        await _reading;
        // The semaphore is not disposed: somebody may be about to send, and is told that the connection ended. It holds nothing to let go of.
        _closed.Dispose();
    }

    private static async Task<Stream> ConnectAsync(IPEndPoint address, KafkaClientOptions options, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        Stream? stream = null;
        try
        {
            stream = await options.Connect(address, both.Token);
            if (options.Tls is null)
                return stream;
            var tls = new SslStream(stream);
            stream = tls;
            await tls.AuthenticateAsClientAsync(options.Tls, both.Token);
            return tls;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            if (stream is not null)
                await stream.DisposeAsync();
            throw e switch
            {
                KafkaClientException => e,
                AuthenticationException => new KafkaClientException(KafkaClientFault.AuthenticationFailed, "TLS failed: " + e.Message, e),
                OperationCanceledException => new KafkaClientException(KafkaClientFault.TimedOut, $"No connection to {address} within {options.Timeout.TotalSeconds} s.", e),
                _ => new KafkaClientException(KafkaClientFault.Unreachable, $"No connection to {address}: {e.Message}", e),
            };
        }
    }

    private async Task NegotiateAsync(CancellationToken cancel)
    {
        var request = new ApiVersionsRequest { ClientSoftwareName = "kafkaquiz", ClientSoftwareVersion = "1" };
        var response = await SendAsync(request, ApiVersionsRequest.MaxVersion, cancel);
        if (response.ErrorCode == ErrorCode.UnsupportedVersion)
            response = await SendAsync(request, 0, cancel);
        if (response.ErrorCode != ErrorCode.None)
            throw new KafkaClientException(KafkaClientFault.Unsupported, $"ApiVersions answered {response.ErrorCode}.");
        Versions = response;
        _ranges = response.ApiKeys.DistinctBy(a => a.ApiKey).ToDictionary(a => (ApiKey)a.ApiKey, a => (a.MinVersion, a.MaxVersion));
    }

    private async Task WriteAsync(RequestHeader header, IRequest request, CancellationToken cancel)
    {
        using var frame = Frame.Write(header, request);
        await _writing.WaitAsync(cancel);
        try
        {
            await _stream.WriteAsync(frame.ToArray(), cancel);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw End(new KafkaClientException(KafkaClientFault.Closed, "The broker closed the connection.", e));
        }
        catch (OperationCanceledException e)
        {
            // Half a frame may be out: nothing can follow it.
            End(new KafkaClientException(KafkaClientFault.Closed, "A request was given up while it was sent.", e));
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadLoopAsync()
    {
        try
        {
            var prefix = new byte[4];
            while (true)
            {
                await _stream.ReadExactlyAsync(prefix, _closed.Token);
                var size = BinaryPrimitives.ReadInt32BigEndian(prefix);
                if (size < 4 || size > _options.MaxResponseSize)
                    throw new MalformedMessageException($"A response of {size} bytes; at most {_options.MaxResponseSize} are taken.");
                Complete(await ReadBodyAsync(size));
            }
        }
        catch (MalformedMessageException e)
        {
            End(new KafkaClientException(KafkaClientFault.NotKafka, e.Message, e));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            End(new KafkaClientException(KafkaClientFault.Closed, "The broker closed the connection.", e));
        }
        finally
        {
            await _stream.DisposeAsync();
        }
    }

    /// <summary>Memory grows with what has arrived: a size that is only claimed costs nothing.</summary>
    private async Task<byte[]> ReadBodyAsync(int size)
    {
        var body = new byte[Math.Min(size, FirstPiece)];
        for (var read = 0; ;)
        {
            await _stream.ReadExactlyAsync(body.AsMemory(read), _closed.Token);
            if (body.Length == size)
                return body;
            read = body.Length;
            Array.Resize(ref body, (int)Math.Min(size, body.Length * 2L));
        }
    }

    private void Complete(byte[] body)
    {
        var id = BinaryPrimitives.ReadInt32BigEndian(body);
        // A response that nobody awaits any more (cancelled) is dropped.
        if (!_pending.TryRemove(id, out var pending))
            return;
        var version = pending.Version;
        // A broker that lacks our ApiVersions version answers in version 0 (KIP-511).
        if (pending.Api.Key == ApiKey.ApiVersions && body.Length >= 6 && BinaryPrimitives.ReadInt16BigEndian(body.AsSpan(4)) == (short)ErrorCode.UnsupportedVersion)
            version = 0;
        try
        {
            var reader = new MessageReader(body);
            Frame.ReadResponseHeader(ref reader, pending.Api, version);
            pending.Done.TrySetResult(pending.Api.ReadResponse(ref reader, version));
        }
        catch (MalformedMessageException e)
        {
            pending.Done.TrySetException(new KafkaClientException(KafkaClientFault.NotKafka, $"{pending.Api.Name}: {e.Message}", e));
            throw;
        }
    }

    /// <summary>Ends the connection once; every waiting request fails with the first reason.</summary>
    private KafkaClientException End(KafkaClientException reason)
    {
        var first = Interlocked.CompareExchange(ref _end, reason, null) ?? reason;
        if (ReferenceEquals(first, reason))
            _closed.Cancel();
        foreach (var pending in _pending.Values)
            pending.Done.TrySetException(first);
        return reason;
    }
}
