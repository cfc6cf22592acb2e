using System.Buffers.Binary;
using System.Text;

namespace KafkaQuiz.Protocol;

/// <summary>
/// Reads Kafka's primitive types (<see href="https://kafka.apache.org/protocol#protocol_types"/>) from one frame. Every length and
/// count is checked against what remains before anything is allocated; anything wrong is a <see cref="MalformedMessageException"/>.
/// Bytes and records are slices of the frame: copy what must outlive it.
/// </summary>
public ref struct MessageReader(ReadOnlyMemory<byte> frame)
{
    private readonly ReadOnlyMemory<byte> _memory = frame;
    private readonly ReadOnlySpan<byte> _span = frame.Span;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>
    /// How many more elements of arrays, and tagged fields, are read: an element of one byte becomes an object of fifty. No limit unless set.
    /// </summary>
    public int ElementsLeft { get; set; } = int.MaxValue;

    public readonly int Remaining => _span.Length - Position;

    private ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)Remaining)
            throw new MalformedMessageException($"{count} bytes wanted at {Position}, {Remaining} left.");
        var taken = _span.Slice(Position, count);
        Position += count;
        return taken;
    }

    public bool ReadBool() => Take(1)[0] != 0;

    public sbyte ReadInt8() => (sbyte)Take(1)[0];

    public short ReadInt16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public long ReadInt64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public double ReadFloat64() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    public ErrorCode ReadError() => (ErrorCode)ReadInt16();

    public Guid ReadUuid() => new(Take(16), bigEndian: true);

    /// <summary>LEB128, at most five bytes.</summary>
    public uint ReadUnsignedVarint()
    {
        var value = 0u;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var b = Take(1)[0];
            if (shift == 28 && b > 0x0F)
                break;
            value |= (uint)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
        throw new MalformedMessageException($"Varint longer than 32 bits at {Position}.");
    }

    /// <summary>Zigzag.</summary>
    public int ReadVarint()
    {
        var raw = ReadUnsignedVarint();
        return (int)(raw >> 1) ^ -(int)(raw & 1);
    }

    /// <summary>Zigzag, at most ten bytes.</summary>
    public long ReadVarlong()
    {
        var value = 0ul;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var b = Take(1)[0];
            if (shift == 63 && b > 1)
                break;
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return (long)(value >> 1) ^ -(long)(value & 1);
        }
        throw new MalformedMessageException($"Varlong longer than 64 bits at {Position}.");
    }

    /// <summary>A length or count; -1 for null.</summary>
    private int ReadLength(bool compact, bool wide)
    {
        if (compact)
        {
            var raw = ReadUnsignedVarint();
            if (raw > int.MaxValue)
                throw new MalformedMessageException($"Length {raw} at {Position}.");
            return (int)raw - 1;
        }
        var length = wide ? ReadInt32() : ReadInt16();
        return length >= -1 ? length : throw new MalformedMessageException($"Length {length} at {Position}.");
    }

    public string? ReadNullableString(bool compact)
    {
        var length = ReadLength(compact, wide: false);
        return length < 0 ? null : length == 0 ? "" : Encoding.UTF8.GetString(Take(length));
    }

    public string ReadString(bool compact) => ReadNullableString(compact) ?? throw Null();

    public ReadOnlyMemory<byte>? ReadNullableBytes(bool compact)
    {
        var length = ReadLength(compact, wide: true);
        // Not "? null :", which would convert null to an empty memory.
        return length < 0 ? default(ReadOnlyMemory<byte>?) : ReadRaw(length);
    }

    public ReadOnlyMemory<byte> ReadBytes(bool compact) => ReadNullableBytes(compact) ?? throw Null();

    public Records? ReadRecords(bool compact) => ReadNullableBytes(compact) is { } bytes ? new Records(bytes) : null;

    public ReadOnlyMemory<byte> ReadRaw(int length)
    {
        var at = Position;
        Take(length);
        return _memory.Slice(at, length);
    }

    /// <summary>An array's count, -1 for null, refused when the frame cannot hold that many elements.</summary>
    /// <param name="compact">Whether the version is flexible.</param>
    /// <param name="elementSize">The fewest bytes an element takes.</param>
    public int ReadNullableCount(bool compact, int elementSize)
    {
        var count = ReadLength(compact, wide: true);
        if ((long)count * elementSize > Remaining)
            throw new MalformedMessageException($"Array of {count} at {Position}, {Remaining} bytes left.");
        Spend(count);
        return count;
    }

    public int ReadCount(bool compact, int elementSize)
    {
        var count = ReadNullableCount(compact, elementSize);
        return count >= 0 ? count : throw Null();
    }

    /// <summary>The number of tagged fields that follow.</summary>
    public int ReadTagCount()
    {
        var count = ReadUnsignedVarint();
        if (count * 2L > Remaining)
            throw new MalformedMessageException($"{count} tagged fields at {Position}.");
        Spend((int)count);
        return (int)count;
    }

    /// <summary>Reads a tagged field's tag and size; returns where the field must end.</summary>
    public int ReadTag(out uint tag)
    {
        tag = ReadUnsignedVarint();
        var size = ReadUnsignedVarint();
        return size <= Remaining ? Position + (int)size : throw new MalformedMessageException($"Tagged field of {size} at {Position}.");
    }

    public readonly void EndTag(int end)
    {
        if (Position != end)
            throw new MalformedMessageException($"Tagged field ends at {end}, its content at {Position}.");
    }

    public void ReadUnknownTag(uint tag, int end, ref List<TaggedField>? fields) =>
        (fields ??= []).Add(new TaggedField(tag, Take(end - Position).ToArray()));

    /// <summary>Skips a header's tagged fields.</summary>
    public void SkipTags()
    {
        for (var left = ReadTagCount(); left > 0; left--)
        {
            var end = ReadTag(out _);
            Position = end;
        }
    }

    private void Spend(int elements)
    {
        if (elements > ElementsLeft)
            throw new MalformedMessageException($"More elements than are taken in one frame, at {Position}.");
        ElementsLeft -= Math.Max(elements, 0);
    }

    private readonly MalformedMessageException Null() => new($"Null where the version has none, at {Position}.");
}
