using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace KafkaQuiz.Protocol;

/// <summary>
/// Writes Kafka's primitive types into a pooled buffer. Records are spliced in by reference and copied once, into the socket's
/// buffer, so they must not change before <see cref="CopyTo"/>. Not safe for concurrent use; dispose to return the buffer.
/// </summary>
public sealed class MessageWriter : IDisposable
{
    private byte[] _buffer;
    private int _position;
    private List<(int At, Records Records)>? _splices;
    private int _spliced;

    public MessageWriter(int capacity = 256) => _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 16));

    /// <summary>Bytes written, spliced records included.</summary>
    public int Length => _position + _spliced;

    /// <summary>What was written. Only for writers without records.</summary>
    public ReadOnlySpan<byte> Written => _splices is null ? _buffer.AsSpan(0, _position) : throw new InvalidOperationException("Records are spliced in.");

    /// <summary>Starts over with the same buffer.</summary>
    public void Clear()
    {
        _position = 0;
        _splices = null;
        _spliced = 0;
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _position < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, checked(_position + count)));
            _buffer.AsSpan(0, _position).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        var span = _buffer.AsSpan(_position, count);
        _position += count;
        return span;
    }

    public void WriteBool(bool value) => Reserve(1)[0] = value ? (byte)1 : (byte)0;

    public void WriteInt8(sbyte value) => Reserve(1)[0] = (byte)value;

    public void WriteInt16(short value) => BinaryPrimitives.WriteInt16BigEndian(Reserve(2), value);

    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Reserve(2), value);

    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32BigEndian(Reserve(4), value);

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(4), value);

    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64BigEndian(Reserve(8), value);

    public void WriteFloat64(double value) => BinaryPrimitives.WriteDoubleBigEndian(Reserve(8), value);

    public void WriteError(ErrorCode value) => WriteInt16((short)value);

    public void WriteUuid(Guid value) => value.TryWriteBytes(Reserve(16), bigEndian: true, out _);

    public void WriteUnsignedVarint(uint value)
    {
        while (value >= 0x80)
        {
            Reserve(1)[0] = (byte)(value | 0x80);
            value >>= 7;
        }
        Reserve(1)[0] = (byte)value;
    }

    public void WriteVarint(int value) => WriteUnsignedVarint((uint)((value << 1) ^ (value >> 31)));

    public void WriteVarlong(long value)
    {
        var raw = (ulong)((value << 1) ^ (value >> 63));
        while (raw >= 0x80)
        {
            Reserve(1)[0] = (byte)(raw | 0x80);
            raw >>= 7;
        }
        Reserve(1)[0] = (byte)raw;
    }

    private void WriteLength(int length, bool compact, bool wide)
    {
        if (compact)
            WriteUnsignedVarint((uint)(length + 1));
        else if (wide)
            WriteInt32(length);
        else
            WriteInt16(checked((short)length));
    }

    public void WriteNullableString(string? value, bool compact)
    {
        if (value is null)
        {
            WriteLength(-1, compact, wide: false);
            return;
        }
        var size = Encoding.UTF8.GetByteCount(value);
        WriteLength(size, compact, wide: false);
        Encoding.UTF8.GetBytes(value, Reserve(size));
    }

    public void WriteString(string? value, bool compact) => WriteNullableString(value ?? throw Null(), compact);

    public void WriteNullableBytes(ReadOnlyMemory<byte>? value, bool compact)
    {
        WriteLength(value?.Length ?? -1, compact, wide: true);
        if (value is { } bytes)
            WriteRaw(bytes.Span);
    }

    public void WriteBytes(ReadOnlyMemory<byte>? value, bool compact) => WriteNullableBytes(value ?? throw Null(), compact);

    public void WriteRecords(Records? value, bool compact)
    {
        WriteLength(value?.Length ?? -1, compact, wide: true);
        if (value is null || value.Length == 0)
            return;
        (_splices ??= []).Add((_position, value));
        _spliced += value.Length;
    }

    public void WriteRaw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    public void WriteNullableCount(int? count, bool compact) => WriteLength(count ?? -1, compact, wide: true);

    public void WriteCount(int? count, bool compact) => WriteLength(count ?? throw Null(), compact, wide: true);

    /// <summary>Starts a tagged field; pass the result to <see cref="EndTag"/>.</summary>
    public int BeginTag(uint tag)
    {
        WriteUnsignedVarint(tag);
        return _position;
    }

    /// <summary>Puts the size in front of what was written since <see cref="BeginTag"/>.</summary>
    public void EndTag(int start)
    {
        var size = _position - start;
        var prefix = 1;
        for (var rest = (uint)size >> 7; rest != 0; rest >>= 7)
            prefix++;
        Reserve(prefix);
        _buffer.AsSpan(start, size).CopyTo(_buffer.AsSpan(start + prefix));
        var end = _position;
        _position = start;
        WriteUnsignedVarint((uint)size);
        _position = end;
    }

    public void WriteUnknownTags(List<TaggedField>? fields)
    {
        if (fields is null)
            return;
        foreach (var field in fields)
        {
            WriteUnsignedVarint(field.Tag);
            WriteUnsignedVarint((uint)field.Data.Length);
            WriteRaw(field.Data);
        }
    }

    /// <summary>Leaves room for a frame's size at the start; call first.</summary>
    public void BeginFrame() => WriteInt32(0);

    public void EndFrame() => BinaryPrimitives.WriteInt32BigEndian(_buffer, Length - 4);

    /// <summary>Copies everything into <paramref name="output"/>.</summary>
    public void CopyTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var at = 0;
        foreach (var (splice, records) in _splices ?? [])
        {
            output.Write(_buffer.AsSpan(at, splice - at));
            foreach (var part in records.Parts)
                output.Write(part.Span);
            at = splice;
        }
        output.Write(_buffer.AsSpan(at, _position - at));
    }

    /// <summary>What was written, where it lies, when no records are spliced in; good until this is disposed.</summary>
    public bool TryGetWritten(out ReadOnlyMemory<byte> written)
    {
        written = _buffer.AsMemory(0, _position);
        return _splices is null;
    }

    /// <summary>Everything in order, the pieces where they lie; good until this is disposed.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces()
    {
        var at = 0;
        foreach (var (splice, records) in _splices ?? [])
        {
            yield return _buffer.AsMemory(at, splice - at);
            foreach (var part in records.Parts)
                yield return part;
            at = splice;
        }
        yield return _buffer.AsMemory(at, _position - at);
    }

    public byte[] ToArray()
    {
        var output = new ArrayBufferWriter<byte>(Math.Max(Length, 1));
        CopyTo(output);
        return output.WrittenSpan.ToArray();
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        Clear();
    }

    private static InvalidOperationException Null() => new("Null where the version has none.");
}
