using System.Buffers;
using System.Buffers.Binary;

namespace KafkaQuiz.Protocol;

/// <summary>A frame: a size of four bytes, then a header and a body.</summary>
public static class Frame
{
    /// <summary>Default limit of a frame, bytes: `socket.request.max.bytes`.</summary>
    public const int DefaultMaxSize = 100 * 1024 * 1024;

    /// <summary>
    /// Cuts one whole frame (without its size) off <paramref name="buffer"/>. The size is judged as soon as its four bytes are there,
    /// before anything of the frame is waited for.
    /// </summary>
    /// <returns>False when more bytes are needed; <paramref name="buffer"/> is then untouched.</returns>
    /// <exception cref="MalformedMessageException">The size is negative or above <paramref name="maxSize"/>.</exception>
    public static bool TryCut(ref ReadOnlySequence<byte> buffer, int maxSize, out ReadOnlySequence<byte> frame)
    {
        frame = default;
        if (buffer.Length < 4)
            return false;
        Span<byte> prefix = stackalloc byte[4];
        buffer.Slice(0, 4).CopyTo(prefix);
        var size = BinaryPrimitives.ReadInt32BigEndian(prefix);
        if (size < 0 || size > maxSize)
            throw new MalformedMessageException($"A frame of {size} bytes; at most {maxSize} are taken.");
        if (buffer.Length - 4 < size)
            return false;
        frame = buffer.Slice(4, size);
        buffer = buffer.Slice(frame.End);
        return true;
    }

    /// <summary>A request with size and header. Dispose the writer after sending.</summary>
    public static MessageWriter Write(RequestHeader header, IRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var writer = new MessageWriter();
        writer.BeginFrame();
        header.Write(writer);
        request.Write(writer, header.Version);
        writer.EndFrame();
        return writer;
    }

    /// <summary>A response with size and header, at the version of the request. Dispose the writer after sending.</summary>
    public static MessageWriter Write(IResponse response, short version, int correlationId)
    {
        ArgumentNullException.ThrowIfNull(response);
        var writer = new MessageWriter();
        writer.BeginFrame();
        writer.WriteInt32(correlationId);
        if (Api.Of(response.ApiKey).ResponseHeaderVersion(version) == 1)
            writer.WriteUnsignedVarint(0);
        response.Write(writer, version);
        writer.EndFrame();
        return writer;
    }

    /// <summary>Reads a response's header; returns its correlation id.</summary>
    public static int ReadResponseHeader(ref MessageReader reader, Api api, short version)
    {
        ArgumentNullException.ThrowIfNull(api);
        var correlationId = reader.ReadInt32();
        if (api.ResponseHeaderVersion(version) == 1)
            reader.SkipTags();
        return correlationId;
    }
}
