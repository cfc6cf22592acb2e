using System.Buffers.Binary;

namespace KafkaQuiz.Protocol;

/// <summary>The control record that ends a transaction in a partition (KIP-98, EndTransactionMarker.java).</summary>
public static class TransactionMarker
{
    /// <param name="commit">True for COMMIT, false for ABORT.</param>
    /// <param name="producerId">The transaction's producer.</param>
    /// <param name="producerEpoch">Its epoch.</param>
    /// <param name="coordinatorEpoch">Leader epoch of the transaction coordinator's partition.</param>
    /// <param name="timestamp">Milliseconds.</param>
    public static byte[] Build(bool commit, long producerId, short producerEpoch, int coordinatorEpoch, long timestamp)
    {
        var key = new byte[4];
        BinaryPrimitives.WriteInt16BigEndian(key.AsSpan(2), commit ? (short)1 : (short)0);
        var value = new byte[6];
        BinaryPrimitives.WriteInt32BigEndian(value.AsSpan(2), coordinatorEpoch);
        return new RecordBatchBuilder { IsTransactional = true, IsControl = true, ProducerId = producerId, ProducerEpoch = producerEpoch }
            .Build([new Record { Timestamp = timestamp, Key = key, Value = value }]);
    }

    /// <summary>The coordinator epoch of a marker that <see cref="Read"/> knows.</summary>
    public static int CoordinatorEpoch(RecordBatch batch) =>
        batch.ReadRecords() is [{ Value: { Length: >= 6 } value }] ? BinaryPrimitives.ReadInt32BigEndian(value.Span[2..]) : -1;

    /// <summary>Whether a control batch commits (true), aborts (false) or is no transaction marker (null).</summary>
    public static bool? Read(RecordBatch batch)
    {
        if (!batch.IsControl || batch.ReadRecords() is not [{ Key: { Length: >= 4 } key }])
            return null;
        return BinaryPrimitives.ReadInt16BigEndian(key.Span[2..]) switch
        {
            0 => false,
            1 => true,
            _ => null,
        };
    }
}
