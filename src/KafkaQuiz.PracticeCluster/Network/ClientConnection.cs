using System.Buffers;
using System.Diagnostics.CodeAnalysis;
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
    private readonly Machine _machine = node.Cluster.Machine;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Completion => _completion.Task;

    [SuppressMessage("Design", "CA1031", Justification = "A bug in one request's handler costs its connection, nothing else.")]
    public void Start(Action closed) => Task.Run(async () =>
    {
        try
        {
            await ServeAsync();
        }
        catch (Exception e) when (e is MalformedMessageException or IOException or ConnectionAbortedException or OperationCanceledException)
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
            context.Abort();
            await context.DisposeAsync();
            _completion.SetResult();
        }
    });

    public void Abort() => context.Abort();

    private async Task ServeAsync()
    {
        var input = context.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(context.ConnectionClosed);
            var buffer = read.Buffer;
            while (Frame.TryCut(ref buffer, _machine.MaxRequestSize, out var frame))
            {
                using var response = await AnswerAsync(frame);
                if (response is null)
                    continue;
                response.CopyTo(context.Transport.Output);
                var flushed = await context.Transport.Output.FlushAsync(context.ConnectionClosed);
                if (flushed.IsCompleted)
                    return;
            }
            input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private async Task<MessageWriter?> AnswerAsync(ReadOnlySequence<byte> frame)
    {
        var size = (int)frame.Length;
        // A produce request is large and its records are copied out; of all others handlers may keep slices.
        var isProduce = frame.FirstSpan.Length >= 2 && frame.FirstSpan[0] == 0 && frame.FirstSpan[1] == (byte)ApiKey.Produce;
        var bytes = isProduce ? ArrayPool<byte>.Shared.Rent(size) : new byte[size];
        try
        {
            frame.CopyTo(bytes);
            return await AnswerAsync(bytes.AsMemory(0, size));
        }
        finally
        {
            if (isProduce)
                ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private async Task<MessageWriter?> AnswerAsync(ReadOnlyMemory<byte> frame)
    {
        var (header, request, entry) = Decode(frame);
        if (entry is null)
            return Frame.Write(ApiTable.UnsupportedApiVersions(), 0, header.CorrelationId);
        var call = new RequestContext(node, listener, header, context.ConnectionClosed) { Prepared = entry.Prepare?.Invoke(request!) };
        var response = await _machine.Loop.RunAsync(() => HandleAsync(entry, call, request!));
        return response is null ? null : Frame.Write(response, header.Version, header.CorrelationId);
    }

    private (RequestHeader Header, IRequest? Request, ApiEntry? Entry) Decode(ReadOnlyMemory<byte> frame)
    {
        var reader = new MessageReader(frame);
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
        while (node.Process == NodeProcess.Hung)
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
        return await entry.Handle(request, body);
    }
}
