using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Logs;

/// <summary>
/// One record batch in a log. Immutable once appended and shared by all replicas that have it: copying it to a follower copies a
/// reference. The header's fields are kept apart because searches read them often.
/// </summary>
internal sealed class Batch
{
    public Batch(byte[] bytes)
    {
        Bytes = bytes;
        var header = Header;
        BaseOffset = header.BaseOffset;
        LastOffset = header.LastOffset;
        LeaderEpoch = header.LeaderEpoch;
        MaxTimestamp = header.MaxTimestamp;
        ProducerId = header.ProducerId;
        ProducerEpoch = header.ProducerEpoch;
        BaseSequence = header.BaseSequence;
        Count = header.Count;
        IsControl = header.IsControl;
        IsTransactional = header.IsTransactional;
    }

    public byte[] Bytes { get; }

    public int Size => Bytes.Length;

    public long BaseOffset { get; }

    public long LastOffset { get; }

    public long NextOffset => LastOffset + 1;

    public int LeaderEpoch { get; }

    /// <summary>Largest timestamp of its records, milliseconds.</summary>
    public long MaxTimestamp { get; }

    public long ProducerId { get; }

    public short ProducerEpoch { get; }

    public int BaseSequence { get; }

    public int LastSequence => LastSequenceOf(BaseSequence, (int)(LastOffset - BaseOffset));

    public int Count { get; }

    public bool IsControl { get; }

    public bool IsTransactional { get; }

    /// <summary>How many replicas' logs hold it; at 0 its bytes are given back to the cluster's budget.</summary>
    public int Holders { get; set; }

    /// <summary>Sequence of a batch's last record: they wrap at 2^31 (DefaultRecordBatch.incrementSequence); -1 without sequence.</summary>
    public static int LastSequenceOf(RecordBatch batch) => LastSequenceOf(batch.BaseSequence, batch.LastOffsetDelta);

    private static int LastSequenceOf(int first, int delta) => first < 0 ? -1 : (int)((first + (long)delta) & int.MaxValue);

    public RecordBatch Header => RecordBatch.TryRead(Bytes, out var header) ? header : throw new InvalidOperationException("Not a batch.");
}
