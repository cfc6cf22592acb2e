using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Protocol;
using Microsoft.AspNetCore.Connections;

namespace KafkaQuiz.Practice.Network;

/// <summary>
/// One client's connection. Requests are taken one at a time, as Kafka mutes a channel until its response is out: answers keep the order
/// of requests without further ado. Decoding and encoding happen here, the handling on the cluster's loop.
/// </summary>
internal sealed class ClientConnection(Node node, Listener listener, ConnectionContext context)
{
    /// <summary>Largest request other than Produce, bytes. They hold names and numbers; decoded they take many times their size.</summary>
    private const int MaxPlainRequest = 8 * 1024 * 1024;

    /// <summary>Most array elements in a request.</summary>
    private const int MaxElements = 500_000;

    private readonly Machine _machine = node.Cluster.Machine;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ResponseSender _sender = new(context);

    public Task Completion => _completion.Task;

    /// <summary>Timestamp of the last whole request or answer.</summary>
    public long LastActive { get; private set; } = node.Cluster.Time.Inner.GetTimestamp();

    /// <summary>Its bytes of a request that has not come whole, as <see cref="UnfinishedRequests"/> counts them.</summary>
    public long UnfinishedBytes { get; set; }

    /// <summary>Only a broker whose process works can close a connection.</summary>
    public bool IsFrozen => node.Process == NodeProcess.Hung;

    [SuppressMessage("Design", "CA1031", Justification = "A bug in one request's handler costs its connection, nothing else.")]
    public void Start(Action closed) => Task.Run(async () =>
    {
        try
        {
            await ServeAsync();
        }
        catch (Exception e) when (e is MalformedMessageException or IOException or ConnectionAbortedException or OperationCanceledException or SocketException)
        {
            // The client's doing, or ours in stopping the broker: the connection ends, that is the answer.
        }
        catch (Exception e)
        {
            _machine.LastFault = e;
        }
        finally
        {
            closed();
            _machine.Unfinished.Hold(this, 0);
            await context.DisposeAsync();
            _completion.SetResult();
        }
    });

    /// <summary>
    /// Closes it in an orderly way (FIN), whatever it is doing: clients log a reset as an error. The transport closes the socket when its
    /// output ends, which is otherwise unused, as answers go straight to the socket.
    /// </summary>
    public void End() => context.Transport.Output.Complete();

    private async Task ServeAsync()
    {
        var input = context.Transport.Input;
        while (true)
        {
            // Without a token: what has come before the client went is still done, acks=0 depends on it.
            var read = await input.ReadAsync();
            var buffer = read.Buffer;
            if (!Frame.TryCut(ref buffer, MaxSize(buffer), out var frame))
            {
                _machine.Unfinished.Hold(this, buffer.Length);
                input.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                    return;
                continue;
            }
            _machine.Unfinished.Hold(this, 0);
            LastActive = node.Cluster.Time.Inner.GetTimestamp();
            var call = Take(frame);
            // While the answer is awaited nothing of the request is held that the handler does not need.
            input.AdvanceTo(buffer.Start);
            using var answer = await AnswerAsync(call);
            if (answer is not null)
                await _sender.SendAsync(answer);
            LastActive = node.Cluster.Time.Inner.GetTimestamp();
        }
    }

    /// <summary>Largest frame taken, judged by its API as soon as that can be seen.</summary>
    private int MaxSize(ReadOnlySequence<byte> buffer) =>
        buffer.Length < 6 || IsProduce(buffer.Slice(4)) ? _machine.MaxRequestSize : Math.Min(MaxPlainRequest, _machine.MaxRequestSize);

    private static bool IsProduce(ReadOnlySequence<byte> frame)
    {
        var reader = new SequenceReader<byte>(frame);
        return reader.TryReadBigEndian(out short key) && key == (short)ApiKey.Produce;
    }

    /// <summary>Decodes a frame, leaving nothing of it behind that is still needed.</summary>
    private Call Take(ReadOnlySequence<byte> frame)
    {
        var size = (int)frame.Length;
        // A produce request is large and its records are copied out; of all others handlers may keep slices.
        var isProduce = IsProduce(frame);
        var bytes = isProduce ? ArrayPool<byte>.Shared.Rent(size) : new byte[size];
        try
        {
            frame.CopyTo(bytes);
            var (header, request, entry) = Decode(bytes.AsMemory(0, size));
            return new(header, request, entry, entry?.Prepare?.Invoke(request!));
        }
        finally
        {
            if (isProduce)
                ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>A decoded request; without an entry it asks for an ApiVersions version that is not served.</summary>
    private readonly record struct Call(RequestHeader Header, IRequest? Request, ApiEntry? Entry, object? Prepared);

    private async ValueTask<MessageWriter?> AnswerAsync(Call call)
    {
        if (call.Entry is not { } entry)
            return Frame.Write(ApiTable.UnsupportedApiVersions(), 0, call.Header.CorrelationId);
        var asked = new RequestContext(node, listener, call.Header, context.ConnectionClosed) { Prepared = call.Prepared };
        var response = await _machine.Loop.RunAsync(() => HandleAsync(entry, asked, call.Request!));
        return response is null ? null : Frame.Write(response, call.Header.Version, call.Header.CorrelationId);
    }

    private (RequestHeader Header, IRequest? Request, ApiEntry? Entry) Decode(ReadOnlyMemory<byte> frame)
    {
        var reader = new MessageReader(frame) { ElementsLeft = MaxElements };
        var header = RequestHeader.Read(ref reader);
        if (!ApiTable.TryGet(header.Key, out var entry) || (listener.IsController && !entry.OnControllers))
            throw new MalformedMessageException($"API {(short)header.Key} is not served.");
        if (header.Version < entry.Min || header.Version > entry.Max)
            return header.Key == ApiKey.ApiVersions ? (header, null, null) : throw new MalformedMessageException($"{header.Key} v{header.Version} is not served.");
        return (header, Api.Of(header.Key).ReadRequest(ref reader, header.Version), entry);
    }

    /// <summary>On the loop: waits out a hung or slow node, then handles.</summary>
    private async ValueTask<IResponse?> HandleAsync(ApiEntry entry, RequestContext request, IRequest body)
    {
        while (node.IsSilentOn(listener))
        {
            using var waiter = new Waiter(_machine.Timers, _machine.Loop, [node.Resumed], TimeSpan.FromDays(1), request.Gone);
            await waiter.NextAsync();
            request.Gone.ThrowIfCancellationRequested();
        }
        if (node.Slowness > TimeSpan.Zero)
        {
            using var waiter = new Waiter(_machine.Timers, _machine.Loop, [], node.Slowness, request.Gone);
            await waiter.NextAsync();
            request.Gone.ThrowIfCancellationRequested();
        }
        // What has ended meanwhile answers nothing.
        if (!node.IsUp)
            throw new OperationCanceledException();
        var handled = entry.Handle(request, body);
        if (!entry.ChangesGroups)
            return await handled;
        _machine.Changes.Note();
        var answer = await handled;
        _machine.Changes.Note();
        return answer;
    }
}
