using System.Buffers.Binary;
using System.Text;

namespace KafkaQuiz.Protocol;

/// <summary>Builds one record batch of magic 2.</summary>
public sealed class RecordBatchBuilder
{
    public long BaseOffset { get; init; }

    public int LeaderEpoch { get; init; } = -1;

    public CompressionType Compression { get; init; }

    public bool IsTransactional { get; init; }

    public bool IsControl { get; init; }

    public long ProducerId { get; init; } = -1;

    public short ProducerEpoch { get; init; } = -1;

    public int BaseSequence { get; init; } = -1;

    /// <summary>The records' time is the broker's: <see cref="MaxTimestamp"/>.</summary>
    public bool IsLogAppendTime { get; init; }

    /// <summary>Milliseconds; by default the largest of the records, -1 without records.</summary>
    public long? MaxTimestamp { get; init; }

    /// <summary>When compaction may drop the batch's tombstones or marker, milliseconds; kept in the place of the base timestamp (KIP-534).</summary>
    public long? DeleteHorizon { get; init; }

    /// <param name="records">None for a batch that compaction has emptied. Offset deltas count from 0 unless <paramref name="keepOffsets"/>.</param>
    /// <param name="keepOffsets">Take each record's own offset, as compaction does.</param>
    /// <param name="lastOffset">The batch's last offset when the last record was compacted away; by default the last record's.</param>
    public byte[] Build(IReadOnlyList<Record> records, bool keepOffsets = false, long? lastOffset = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        var baseTimestamp = DeleteHorizon ?? (records.Count == 0 ? -1 : records[0].Timestamp);
        var body = WriteRecords(records, keepOffsets, baseTimestamp);
        var last = records.Count == 0 ? 0 : keepOffsets ? records[^1].Offset - BaseOffset : records.Count - 1;
        if (lastOffset is { } given)
            last = given - BaseOffset;
        var attributes = (int)Compression | (IsLogAppendTime ? 8 : 0) | (IsTransactional ? 16 : 0) | (IsControl ? 32 : 0) | (DeleteHorizon is null ? 0 : 64);
        var batch = new byte[RecordBatch.HeaderSize + body.Length];
        var span = batch.AsSpan();
        BinaryPrimitives.WriteInt32BigEndian(span[8..], batch.Length - RecordBatch.Overhead);
        span[16] = 2;
        BinaryPrimitives.WriteInt16BigEndian(span[21..], (short)attributes);
        BinaryPrimitives.WriteInt32BigEndian(span[23..], checked((int)last));
        BinaryPrimitives.WriteInt64BigEndian(span[27..], baseTimestamp);
        BinaryPrimitives.WriteInt64BigEndian(span[35..], MaxTimestamp ?? (records.Count == 0 ? -1 : records.Max(r => r.Timestamp)));
        BinaryPrimitives.WriteInt64BigEndian(span[43..], ProducerId);
        BinaryPrimitives.WriteInt16BigEndian(span[51..], ProducerEpoch);
        BinaryPrimitives.WriteInt32BigEndian(span[53..], BaseSequence);
        BinaryPrimitives.WriteInt32BigEndian(span[57..], records.Count);
        body.CopyTo(span[RecordBatch.HeaderSize..]);
        BinaryPrimitives.WriteUInt32BigEndian(span[17..], Crc32C.Compute(span[21..]));
        RecordBatch.Stamp(span, BaseOffset, LeaderEpoch);
        return batch;
    }

    private byte[] WriteRecords(IReadOnlyList<Record> records, bool keepOffsets, long baseTimestamp)
    {
        using var all = new MessageWriter(1024);
        using var one = new MessageWriter(256);
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            one.Clear();
            one.WriteInt8(0);
            one.WriteVarlong(record.Timestamp - baseTimestamp);
            one.WriteVarint(keepOffsets ? checked((int)(record.Offset - BaseOffset)) : i);
            WriteBlob(one, record.Key);
            WriteBlob(one, record.Value);
            one.WriteVarint(record.Headers.Count);
            foreach (var header in record.Headers)
            {
                WriteBlob(one, Encoding.UTF8.GetBytes(header.Key));
                WriteBlob(one, header.Value);
            }
            all.WriteVarint(one.Length);
            all.WriteRaw(one.Written);
        }
        return Protocol.Compression.Compress(Compression, all.Written);
    }

    private static void WriteBlob(MessageWriter writer, ReadOnlyMemory<byte>? blob)
    {
        writer.WriteVarint(blob?.Length ?? -1);
        if (blob is { } bytes)
            writer.WriteRaw(bytes.Span);
    }
}
