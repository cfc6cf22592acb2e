using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Gateway;

/// <summary>One connection of librdkafka to one broker: frames are judged on the way out, and rewritten on the way back where they name addresses.</summary>
internal sealed class TunnelConnection(KafkaGateway gateway, HostPort address, Stream client, Stream broker)
{
    /// <summary>Largest request: a setup's produce batch stays under 1 MiB.</summary>
    private const int LargestRequest = 2 * 1024 * 1024;

    /// <summary>Largest response that passes through.</summary>
    private const int LargestResponse = 16 * 1024 * 1024;

    /// <summary>Largest response that is read whole: metadata of the topics of one lab is far below.</summary>
    private const int LargestRewritten = 4 * 1024 * 1024;

    /// <summary>Most requests that wait for an answer.</summary>
    private const int MostPending = 1_000;

    private readonly ConcurrentDictionary<int, (ApiKey Key, short Version)> _pending = new();

    public async Task RunAsync(CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var first = await Task.WhenAny(RequestsAsync(end.Token), ResponsesAsync(end.Token));
        await end.CancelAsync();
        await client.DisposeAsync();
        await broker.DisposeAsync();
        await first;
    }

    private async Task RequestsAsync(CancellationToken cancel)
    {
        var prefix = new byte[4];
        while (true)
        {
            await client.ReadExactlyAsync(prefix, cancel);
            var size = BinaryPrimitives.ReadInt32BigEndian(prefix);
            if (size is < 8 or > LargestRequest) return;
            var frame = new byte[size + 4];
            prefix.CopyTo(frame, 0);
            await client.ReadExactlyAsync(frame.AsMemory(4), cancel);
            if (Admit(frame) is not { } admitted) return;
            await broker.WriteAsync(admitted, cancel);
        }
    }

    /// <summary>The frame to send, or null where the request may not pass.</summary>
    private byte[]? Admit(byte[] frame)
    {
        var key = (ApiKey)BinaryPrimitives.ReadInt16BigEndian(frame.AsSpan(4));
        var version = BinaryPrimitives.ReadInt16BigEndian(frame.AsSpan(6));
        var correlation = BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(8));
        if (!GatewayRules.Allows(gateway.Mode, key) || !Api.TryGet(key, out var api) || (key != ApiKey.ApiVersions && !api.Covers(version)))
        {
            gateway.Note(address, new NotGradable(NotGradableCause.BrokerError, $"{key} v{version}"));
            return null;
        }
        if (_pending.Count >= MostPending || !_pending.TryAdd(correlation, (key, version))) return null;
        return key == ApiKey.Metadata ? WithoutCreation(frame, version) : frame;
    }

    /// <summary>Asking for a topic must not create it (auto.create.topics.enable).</summary>
    private static byte[]? WithoutCreation(byte[] frame, short version)
    {
        var reader = new MessageReader(frame.AsMemory(4));
        var header = RequestHeader.Read(ref reader);
        var request = MetadataRequest.Read(ref reader, version);
        // Versions before 4 cannot say so and always create.
        if (version < 4) return request.Topics is { Count: > 0 } ? null : frame;
        if (!request.AllowAutoTopicCreation) return frame;
        request.AllowAutoTopicCreation = false;
        using var writer = Frame.Write(header, request);
        return writer.ToArray();
    }

    private async Task ResponsesAsync(CancellationToken cancel)
    {
        var head = new byte[8];
        while (true)
        {
            await broker.ReadExactlyAsync(head, cancel);
            var size = BinaryPrimitives.ReadInt32BigEndian(head);
            if (size is < 4 or > LargestResponse || !_pending.TryRemove(BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4)), out var request))
                throw Nonsense();
            if (GatewayRules.NamesAddresses(request.Key)) await RewriteAsync(head, size, request.Key, request.Version, cancel);
            else await PassAsync(head, size - 4, cancel);
            gateway.Answered(address, request.Key);
        }
    }

    private async Task PassAsync(byte[] head, int left, CancellationToken cancel)
    {
        await client.WriteAsync(head, cancel);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (left > 0)
            {
                var read = await broker.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), cancel);
                if (read == 0) throw new EndOfStreamException();
                await client.WriteAsync(buffer.AsMemory(0, read), cancel);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task RewriteAsync(byte[] head, int size, ApiKey key, short version, CancellationToken cancel)
    {
        if (size > LargestRewritten) throw Nonsense();
        var body = new byte[size];
        head.AsSpan(4).CopyTo(body);
        await broker.ReadExactlyAsync(body.AsMemory(4), cancel);
        byte[] rewritten;
        try
        {
            rewritten = AddressRewriter.Rewrite(gateway, body, key, version);
        }
        catch (Exception fault) when (fault is MalformedMessageException or InvalidOperationException)
        {
            throw Nonsense();
        }
        await client.WriteAsync(rewritten, cancel);
    }

    private NotGradableException Nonsense() => new(new NotGradable(NotGradableCause.NotKafka, address.ToString()));
}
