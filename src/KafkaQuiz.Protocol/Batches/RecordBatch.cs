using System.Buffers.Binary;
using System.Text;

namespace KafkaQuiz.Protocol;

/// <summary>
/// A view of one record batch of magic 2 (KIP-98). Cheap: fields are read from the bytes when asked for. Offsets of the layout are
/// those of DefaultRecordBatch.java.
/// </summary>
public readonly struct RecordBatch
{
    /// <summary>Bytes before the records.</summary>
    public const int HeaderSize = 61;

    /// <summary>Base offset and length: the part that the length does not count.</summary>
    public const int Overhead = 12;

    private const int LeaderEpochAt = 12;
    private const int MagicAt = 16;
    private const int CrcAt = 17;
    private const int AttributesAt = 21;
    private const int MaxTimestampAt = 35;

    private RecordBatch(ReadOnlyMemory<byte> memory) => Memory = memory;

    /// <summary>The whole batch.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    private ReadOnlySpan<byte> Span => Memory.Span;

    public int Size => Memory.Length;

    public long BaseOffset => BinaryPrimitives.ReadInt64BigEndian(Span);

    public int LeaderEpoch => BinaryPrimitives.ReadInt32BigEndian(Span[LeaderEpochAt..]);

    public uint Crc => BinaryPrimitives.ReadUInt32BigEndian(Span[CrcAt..]);

    public short Attributes => BinaryPrimitives.ReadInt16BigEndian(Span[AttributesAt..]);

    public int LastOffsetDelta => BinaryPrimitives.ReadInt32BigEndian(Span[23..]);

    /// <summary>Milliseconds; what records' timestamp deltas count from (or the delete horizon, by attribute bit 6).</summary>
    public long BaseTimestamp => BinaryPrimitives.ReadInt64BigEndian(Span[27..]);

    public long MaxTimestamp => BinaryPrimitives.ReadInt64BigEndian(Span[MaxTimestampAt..]);

    public long ProducerId => BinaryPrimitives.ReadInt64BigEndian(Span[43..]);

    public short ProducerEpoch => BinaryPrimitives.ReadInt16BigEndian(Span[51..]);

    public int BaseSequence => BinaryPrimitives.ReadInt32BigEndian(Span[53..]);

    public int Count => BinaryPrimitives.ReadInt32BigEndian(Span[57..]);

    public long LastOffset => BaseOffset + LastOffsetDelta;

    public CompressionType Compression => (CompressionType)(Attributes & 7);

    public bool IsLogAppendTime => (Attributes & 8) != 0;

    public bool IsTransactional => (Attributes & 16) != 0;

    public bool IsControl => (Attributes & 32) != 0;

    /// <summary>When compaction may drop the batch's tombstones or marker, milliseconds; null before it has seen them (KIP-534).</summary>
    public long? DeleteHorizon => (Attributes & 64) != 0 ? BaseTimestamp : null;

    public bool HasValidCrc => Crc == Crc32C.Compute(Span[AttributesAt..]);

    /// <summary>Reads the batch that <paramref name="data"/> starts with.</summary>
    /// <returns>False when the data ends before the batch does, as the last batch of a fetch may.</returns>
    /// <exception cref="MalformedMessageException">The length is impossible or the magic is not 2.</exception>
    public static bool TryRead(ReadOnlyMemory<byte> data, out RecordBatch batch)
    {
        batch = default;
        if (data.Length < MagicAt + 1)
            return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(data.Span[8..]);
        var magic = data.Span[MagicAt];
        if (magic != 2)
            throw new MalformedMessageException($"Record batch of magic {magic}; only 2 is read.");
        if (length < HeaderSize - Overhead)
            throw new MalformedMessageException($"Record batch of length {length}.");
        if (data.Length - Overhead < length)
            return false;
        batch = new RecordBatch(data[..(length + Overhead)]);
        return true;
    }

    /// <summary>Splits bytes into batches; an incomplete one at the end is left out.</summary>
    public static List<RecordBatch> Split(ReadOnlyMemory<byte> data)
    {
        var batches = new List<RecordBatch>();
        while (TryRead(data, out var batch))
        {
            batches.Add(batch);
            data = data[batch.Size..];
        }
        return batches;
    }

    /// <summary>Base offset and leader epoch lie outside the checksum: the broker sets them in place (KIP-98).</summary>
    public static void Stamp(Span<byte> batch, long baseOffset, int leaderEpoch)
    {
        BinaryPrimitives.WriteInt64BigEndian(batch, baseOffset);
        BinaryPrimitives.WriteInt32BigEndian(batch[LeaderEpochAt..], leaderEpoch);
    }

    /// <summary>Makes the batch log-append-time and recomputes its checksum.</summary>
    public static void StampAppendTime(Span<byte> batch, long timestamp)
    {
        var attributes = BinaryPrimitives.ReadInt16BigEndian(batch[AttributesAt..]);
        BinaryPrimitives.WriteInt16BigEndian(batch[AttributesAt..], (short)(attributes | 8));
        BinaryPrimitives.WriteInt64BigEndian(batch[MaxTimestampAt..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(batch[CrcAt..], Crc32C.Compute(batch[AttributesAt..]));
    }

    /// <summary>Makes the batch one of its producer's times and recomputes its checksum.</summary>
    public static void StampCreateTime(Span<byte> batch)
    {
        var attributes = BinaryPrimitives.ReadInt16BigEndian(batch[AttributesAt..]);
        BinaryPrimitives.WriteInt16BigEndian(batch[AttributesAt..], (short)(attributes & ~8));
        BinaryPrimitives.WriteUInt32BigEndian(batch[CrcAt..], Crc32C.Compute(batch[AttributesAt..]));
    }

    /// <summary>Unpacks and reads the records.</summary>
    /// <exception cref="MalformedMessageException">The records do not fill the batch exactly, or its codec's stream is broken.</exception>
    public List<Record> ReadRecords(int maxSize = Protocol.Compression.DefaultMaxSize)
    {
        var body = Protocol.Compression.Decompress(Compression, Memory[HeaderSize..], maxSize);
        var reader = new MessageReader(body);
        // A record takes at least 7 bytes.
        if (Count < 0 || Count > body.Length / 7 + 1)
            throw new MalformedMessageException($"{Count} records in {body.Length} bytes.");
        var records = new List<Record>(Count);
        for (var i = 0; i < Count; i++)
            records.Add(ReadRecord(ref reader));
        return reader.Remaining == 0 ? records : throw new MalformedMessageException($"{reader.Remaining} bytes after the last record.");
    }

    private Record ReadRecord(ref MessageReader reader)
    {
        var size = reader.ReadVarint();
        var end = reader.Position + (long)size;
        reader.ReadInt8();
        var timestampDelta = reader.ReadVarlong();
        var offsetDelta = reader.ReadVarint();
        var key = ReadBlob(ref reader);
        var value = ReadBlob(ref reader);
        var headerCount = reader.ReadVarint();
        if (headerCount < 0 || headerCount > reader.Remaining / 2)
            throw new MalformedMessageException($"{headerCount} headers.");
        var headers = headerCount == 0 ? (IReadOnlyList<RecordHeader>)[] : ReadHeaders(ref reader, headerCount);
        if (reader.Position != end)
            throw new MalformedMessageException($"Record of {size} bytes ends elsewhere.");
        return new Record
        {
            Offset = BaseOffset + offsetDelta,
            Timestamp = IsLogAppendTime ? MaxTimestamp : BaseTimestamp + timestampDelta,
            Key = key,
            Value = value,
            Headers = headers,
        };
    }

    private static List<RecordHeader> ReadHeaders(ref MessageReader reader, int count)
    {
        var headers = new List<RecordHeader>(count);
        for (var i = 0; i < count; i++)
        {
            var name = ReadBlob(ref reader) ?? throw new MalformedMessageException("A header without a key.");
            headers.Add(new RecordHeader(Encoding.UTF8.GetString(name.Span), ReadBlob(ref reader)));
        }
        return headers;
    }

    private static ReadOnlyMemory<byte>? ReadBlob(ref MessageReader reader)
    {
        var length = reader.ReadVarint();
        return length < 0 ? default(ReadOnlyMemory<byte>?) : reader.ReadRaw(length);
    }
}
