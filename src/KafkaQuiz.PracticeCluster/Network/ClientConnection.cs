using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Security;
using KafkaQuiz.Practice.Security.Sasl;
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

    private readonly Machine _machine = node.Cluster.Machine;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ResponseSender _sender = new(context);
    private readonly Session _session = Session.Of(listener, context.LocalEndPoint, context.RemoteEndPoint);
    private readonly SaslAuthenticator? _sasl = listener.Sasl is null ? null
        : new(node, listener, Session.Of(listener, context.LocalEndPoint, context.RemoteEndPoint), context.ConnectionClosed);

    public Task Completion => _completion.Task;

    /// <summary>Timestamp of the last whole request or answer.</summary>
    public long LastActive { get; private set; } = node.Cluster.Time.Inner.GetTimestamp();

    /// <summary>Its bytes of a request that has not come whole, as <see cref="UnfinishedRequests"/> counts them.</summary>
    public long UnfinishedBytes { get; set; }

    /// <summary>Only a broker whose process works can close a connection.</summary>
    public bool IsFrozen => node.Process == NodeProcess.Hung;

    /// <summary>Its client has proved who it is, or need not.</summary>
    public bool IsAuthenticated => _sasl is null or { IsComplete: true };

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
            if (_sasl is not null && (!_sasl.IsComplete || (Key(frame) == ApiKey.SaslHandshake && _sasl.TryBeginAgain())))
            {
                var token = frame.ToArray();
                input.AdvanceTo(buffer.Start);
                if (!await AuthenticateAsync(_sasl, token))
                    return;
                continue;
            }
            if (_sasl is { IsExpired: true })
                return;
            var call = Take(frame);
            // While the answer is awaited nothing of the request is held that the handler does not need.
            input.AdvanceTo(buffer.Start);
            using var answer = await AnswerAsync(call);
            if (answer is not null)
                await _sender.SendAsync(answer);
            LastActive = node.Cluster.Time.Inner.GetTimestamp();
        }
    }

    /// <summary>Takes a step of the client's authentication; false when it has failed, which is told late and ends the connection.</summary>
    private async ValueTask<bool> AuthenticateAsync(SaslAuthenticator sasl, byte[] frame)
    {
        var step = await _machine.Loop.RunAsync(async () =>
        {
            await WaitForNodeAsync(context.ConnectionClosed);
            return sasl.Take(frame);
        });
        using var answer = step.Answer;
        if (step.IsFailed)
            await Task.Delay(listener.Sasl!.FailureDelay, node.Cluster.Time.Inner, context.ConnectionClosed);
        if (answer is not null)
            await _sender.SendAsync(answer);
        return !step.IsFailed;
    }

    /// <summary>Largest frame taken, judged by its API as soon as that can be seen.</summary>
    private int MaxSize(ReadOnlySequence<byte> buffer) => !IsAuthenticated ? Math.Min(listener.Sasl!.MaxReceiveSize, _machine.MaxRequestSize)
        : buffer.Length < 6 || Key(buffer.Slice(4)) == ApiKey.Produce ? _machine.MaxRequestSize : Math.Min(MaxPlainRequest, _machine.MaxRequestSize);

    private static ApiKey? Key(ReadOnlySequence<byte> frame)
    {
        var reader = new SequenceReader<byte>(frame);
        return reader.TryReadBigEndian(out short key) ? (ApiKey)key : null;
    }

    /// <summary>Decodes a frame, leaving nothing of it behind that is still needed.</summary>
    private Call Take(ReadOnlySequence<byte> frame)
    {
        var size = (int)frame.Length;
        // A produce request is large and its records are copied out; of all others handlers may keep slices.
        var isProduce = Key(frame) == ApiKey.Produce;
        var bytes = isProduce ? ArrayPool<byte>.Shared.Rent(size) : new byte[size];
        try
        {
            frame.CopyTo(bytes);
            var request = RequestFrame.Read(bytes.AsMemory(0, size), listener);
            return new(request, request.Entry?.Prepare?.Invoke(request.Request!, request.Header.Version));
        }
        finally
        {
            if (isProduce)
                ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private readonly record struct Call(RequestFrame Frame, object? Prepared);

    private async ValueTask<MessageWriter?> AnswerAsync(Call call)
    {
        var (header, request, entry) = call.Frame;
        if (entry is null)
            return Frame.Write(ApiTable.UnsupportedApiVersions(), 0, header.CorrelationId);
        var asked = new RequestContext(node, listener, header, context.ConnectionClosed) { Prepared = call.Prepared, Session = _sasl?.Session ?? _session };
        var response = await _machine.Loop.RunAsync(async () =>
        {
            await WaitForNodeAsync(asked.Gone);
            // What has ended meanwhile answers nothing.
            if (!node.IsUp || _machine.IsAsleep)
                throw new OperationCanceledException();
            if (entry.ChangesGroups)
                _machine.Changes.Note();
            var answered = await entry.AnswerAsync(asked, request!);
            if (entry.ChangesGroups)
                _machine.Changes.Note();
            // Nobody is told what may not have been saved.
            return _machine.IsAsleep ? throw new OperationCanceledException() : answered;
        });
        return response is null ? null : Frame.Write(response, header.Version, header.CorrelationId);
    }

    /// <summary>On the loop: waits out a hung or slow node.</summary>
    private async ValueTask WaitForNodeAsync(CancellationToken gone)
    {
        while (node.IsSilentOn(listener))
        {
            using var waiter = new Waiter(_machine.Timers, _machine.Loop, [node.Resumed], TimeSpan.FromDays(1), gone);
            await waiter.NextAsync();
            gone.ThrowIfCancellationRequested();
        }
        if (node.Slowness > TimeSpan.Zero)
        {
            using var waiter = new Waiter(_machine.Timers, _machine.Loop, [], node.Slowness, gone);
            await waiter.NextAsync();
            gone.ThrowIfCancellationRequested();
        }
    }
}
