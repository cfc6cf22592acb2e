using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Network;

/// <summary>A decoded request; without an entry it asks for an ApiVersions version that is not served.</summary>
internal readonly record struct RequestFrame(RequestHeader Header, IRequest? Request, ApiEntry? Entry)
{
    /// <summary>Most array elements in a request.</summary>
    private const int MaxElements = 500_000;

    /// <param name="frame">Without its size.</param>
    /// <param name="listener">That it came through.</param>
    /// <param name="isExpected">Asked before the body is read; null takes every API.</param>
    /// <exception cref="MalformedMessageException">It is no request, or one that is not served.</exception>
    public static RequestFrame Read(ReadOnlyMemory<byte> frame, Listener listener, Func<ApiKey, bool>? isExpected = null)
    {
        var reader = new MessageReader(frame) { ElementsLeft = MaxElements };
        var header = RequestHeader.Read(ref reader);
        if (!ApiTable.TryGet(header.Key, out var entry) || (listener.IsController && !entry.OnControllers) || isExpected?.Invoke(header.Key) == false)
            throw new MalformedMessageException($"API {(short)header.Key} is not served.");
        if (header.Version < entry.Min || header.Version > entry.Max)
            return header.Key == ApiKey.ApiVersions ? new(header, null, null) : throw new MalformedMessageException($"{header.Key} v{header.Version} is not served.");
        return new(header, Api.Of(header.Key).ReadRequest(ref reader, header.Version), entry);
    }
}
