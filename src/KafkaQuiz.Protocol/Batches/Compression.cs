using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Compression.LZ4.Streams;
using Snappier;

namespace KafkaQuiz.Protocol;

/// <summary>Kafka's codecs. Snappy is read raw (librdkafka) and in xerial's frame (Java); both forms are in the wild.</summary>
public static class Compression
{
    /// <summary>Default limit of what one batch may unpack to, bytes: 64 MiB. Stops a small batch from filling the memory.</summary>
    public const int DefaultMaxSize = 64 * 1024 * 1024;

    private static ReadOnlySpan<byte> XerialMagic => [0x82, (byte)'S', (byte)'N', (byte)'A', (byte)'P', (byte)'P', (byte)'Y', 0];

    /// <exception cref="MalformedMessageException">The bytes are not of this codec, or unpack to more than <paramref name="maxSize"/>.</exception>
    public static ReadOnlyMemory<byte> Decompress(CompressionType type, ReadOnlyMemory<byte> data, int maxSize = DefaultMaxSize)
    {
        if (type == CompressionType.None)
            return data;
        try
        {
            if (type == CompressionType.Snappy)
                return Unsnappy(data.Span, maxSize);
            using var input = new MemoryStream(data.ToArray(), writable: false);
            using Stream stream = type switch
            {
                CompressionType.Gzip => new GZipStream(input, CompressionMode.Decompress),
                CompressionType.Lz4 => LZ4Stream.Decode(input),
                CompressionType.Zstd => new ZstdSharp.DecompressionStream(input),
                _ => throw new MalformedMessageException($"Unknown compression {(int)type}."),
            };
            return ReadAll(stream, maxSize);
        }
        catch (Exception e) when (e is not (MalformedMessageException or OutOfMemoryException))
        {
            throw new MalformedMessageException($"Not a {type} stream.", e);
        }
    }

    public static byte[] Compress(CompressionType type, ReadOnlySpan<byte> data)
    {
        if (type == CompressionType.None)
            return data.ToArray();
        if (type == CompressionType.Snappy)
            return Snappy.CompressToArray(data);
        using var output = new MemoryStream();
        using (Stream stream = type switch
        {
            CompressionType.Gzip => new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true),
            // Kafka reads independent blocks only (Lz4BlockInputStream: "Dependent block stream is unsupported").
            CompressionType.Lz4 => LZ4Stream.Encode(output, new LZ4EncoderSettings { ChainBlocks = false }, leaveOpen: true),
            CompressionType.Zstd => new ZstdSharp.CompressionStream(output, leaveOpen: true),
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        })
        {
            stream.Write(data);
        }
        return output.ToArray();
    }

    private static byte[] ReadAll(Stream stream, int maxSize)
    {
        var output = new ArrayBufferWriter<byte>();
        int read;
        while ((read = stream.Read(output.GetSpan(16 * 1024))) > 0)
        {
            output.Advance(read);
            if (output.WrittenCount > maxSize)
                throw TooLarge(maxSize);
        }
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Unsnappy(ReadOnlySpan<byte> data, int maxSize)
    {
        if (!data.StartsWith(XerialMagic))
            return Block(data, maxSize);
        // Magic 8 bytes, version 4, lowest compatible version 4, then blocks each led by its size.
        var rest = data[16..];
        var output = new ArrayBufferWriter<byte>();
        while (!rest.IsEmpty)
        {
            var size = BinaryPrimitives.ReadInt32BigEndian(rest);
            output.Write(Block(rest.Slice(4, size), maxSize - output.WrittenCount));
            rest = rest[(4 + size)..];
        }
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Block(ReadOnlySpan<byte> block, int maxSize)
    {
        var size = Snappy.GetUncompressedLength(block);
        // A snappy element of 3 bytes makes at most 64: a larger claim is false whatever the limit.
        if (size > maxSize || size > (long)block.Length * 32 + 64)
            throw TooLarge(maxSize);
        var output = new byte[size];
        return Snappy.Decompress(block, output) == size ? output : throw new MalformedMessageException("Snappy block is short.");
    }

    private static MalformedMessageException TooLarge(int maxSize) => new($"A batch unpacks to more than {maxSize} bytes.");
}
