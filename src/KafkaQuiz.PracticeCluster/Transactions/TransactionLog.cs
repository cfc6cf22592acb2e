using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Transactions;

/// <summary>The records of __transaction_state (TransactionLog.java): what a coordinator writes with every change and its successor starts from.</summary>
internal static class TransactionLog
{
    /// <summary>Type of the key, its first two bytes.</summary>
    private const short KeyType = 0;

    /// <summary>A batch of one record.</summary>
    /// <param name="id">Transactional id.</param>
    /// <param name="metadata">Null for a tombstone.</param>
    /// <param name="transactionVersion">The finalized transaction.version: with 0 the value has its version 0, which lacks what later versions need.</param>
    /// <param name="now">Virtual time, milliseconds.</param>
    public static byte[] Write(string id, TransactionMetadata? metadata, sbyte transactionVersion, long now)
    {
        var version = (short)(transactionVersion > 0 ? 1 : 0);
        return new RecordBatchBuilder().Build(
        [
            new Record
            {
                Timestamp = now,
                Key = Prefixed(KeyType, new TransactionLogKey { TransactionalId = id }, 0),
                Value = metadata is null ? default(ReadOnlyMemory<byte>?) : Prefixed(version, Value(metadata), version),
            },
        ]);
    }

    /// <summary>The transactions of a partition, from its leader's log.</summary>
    public static SortedDictionary<string, Transaction> Load(Partition partition)
    {
        var loaded = new SortedDictionary<string, Transaction>(StringComparer.Ordinal);
        if (partition.LeaderReplica is not { } leader)
            return loaded;
        foreach (var record in leader.Log.From(leader.Log.StartOffset).Where(b => !b.IsControl).SelectMany(b => b.Header.ReadRecords()))
        {
            var key = new MessageReader(record.Key!.Value);
            if (key.ReadInt16() != KeyType)
                continue;
            var id = TransactionLogKey.Read(ref key, 0).TransactionalId;
            if (record.Value is not { } bytes)
            {
                loaded.Remove(id);
                continue;
            }
            var value = new MessageReader(bytes);
            var version = value.ReadInt16();
            loaded[id] = new Transaction(id, Metadata(TransactionLogValue.Read(ref value, version)));
        }
        return loaded;
    }

    private static byte[] Prefixed(short prefix, IMessage message, short version)
    {
        using var writer = new MessageWriter();
        writer.WriteInt16(prefix);
        message.Write(writer, version);
        return writer.ToArray();
    }

    private static TransactionLogValue Value(TransactionMetadata metadata) => new()
    {
        ProducerId = metadata.ProducerId,
        PreviousProducerId = metadata.PreviousProducerId,
        NextProducerId = metadata.NextProducerId,
        ProducerEpoch = metadata.ProducerEpoch,
        TransactionTimeoutMs = metadata.TimeoutMs,
        TransactionStatus = (sbyte)metadata.State,
        TransactionPartitions = metadata.State == TransactionState.Empty ? null : [.. metadata.Partitions.GroupBy(p => p.Topic)
            .Select(t => new TransactionLogValue.PartitionsSchema { Topic = t.Key, PartitionIds = [.. t.Select(p => p.Partition)] })],
        TransactionLastUpdateTimestampMs = metadata.UpdatedAt,
        TransactionStartTimestampMs = metadata.StartedAt,
        ClientTransactionVersion = metadata.ClientVersion,
    };

    private static TransactionMetadata Metadata(TransactionLogValue value) => new()
    {
        ProducerId = value.ProducerId,
        PreviousProducerId = value.PreviousProducerId,
        NextProducerId = value.NextProducerId,
        ProducerEpoch = value.ProducerEpoch,
        TimeoutMs = value.TransactionTimeoutMs,
        State = (TransactionState)value.TransactionStatus,
        Partitions = [.. value.TransactionPartitions?.SelectMany(t => t.PartitionIds.Select(p => (t.Topic, p))) ?? []],
        StartedAt = value.TransactionStartTimestampMs,
        UpdatedAt = value.TransactionLastUpdateTimestampMs,
        ClientVersion = (sbyte)value.ClientTransactionVersion,
    };
}
