using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Logs;

/// <summary>
/// Compacts a log: of each key the last record stays, tombstones and markers of transactions a while longer, offsets as they are
/// (Cleaner.java). Batches stay whole in their range of offsets; what is left of them is written anew.
/// </summary>
/// <param name="settings">In force on the replica's broker.</param>
/// <param name="producers">What the partition knows of active producers.</param>
/// <param name="now">Virtual time, milliseconds.</param>
/// <param name="rewritten">Rewritten batches by the original: replicas that clean the same share the result.</param>
internal sealed class LogCleaner(Topics.TopicSettings settings, IReadOnlyDictionary<long, LastRecord> producers, long now, Dictionary<Batch, List<Batch>> rewritten)
{
    /// <summary>Cleans the range.</summary>
    public void Clean(ReplicaLog log, CleanableRange range)
    {
        var latest = LatestOffsets(log, range);
        var transactions = new CleanedTransactions(log);
        for (var (at, left) = (0, log.Segments.Count(s => s.BaseOffset < range.FirstUncleanable)); left > 0; at++)
        {
            var group = GroupAt(log, at, left, range.FirstUncleanable);
            left -= group.Count;
            var cleaned = new LogSegment(group[0].BaseOffset, group[0].LastModified) { LastModified = group[^1].LastModified };
            foreach (var batch in group.SelectMany(s => s.Batches))
            {
                if (Clean(batch, transactions, latest, range.FirstUncleanable) is { } kept)
                    cleaned.Add(kept);
            }
            log.Replace(at, group.Count, cleaned);
        }
        log.CleanedUpTo = range.FirstUncleanable;
    }

    /// <summary>The last offset of each key in the dirty part; records of aborted transactions do not count.</summary>
    private static Dictionary<ReadOnlyMemory<byte>, long> LatestOffsets(ReplicaLog log, CleanableRange range)
    {
        var latest = new Dictionary<ReadOnlyMemory<byte>, long>(KeyComparer.Instance);
        var transactions = new CleanedTransactions(log);
        foreach (var batch in log.Segments.TakeWhile(s => s.BaseOffset < range.FirstUncleanable).SelectMany(s => s.Batches))
        {
            // Every batch is told, so that transactions which began in the clean part are known.
            if (transactions.MayDiscard(batch) || batch.IsControl || batch.LastOffset < range.FirstDirty)
                continue;
            foreach (var record in batch.Header.ReadRecords().Where(r => r.Key is not null && r.Offset >= range.FirstDirty))
                latest[record.Key!.Value] = record.Offset;
        }
        return latest;
    }

    /// <summary>Neighbours that fit into one segment are joined (Cleaner.groupSegmentsBySize).</summary>
    private List<LogSegment> GroupAt(ReplicaLog log, int at, int left, long firstUncleanable)
    {
        var group = new List<LogSegment> { log.Segments[at] };
        var size = group[0].Size;
        for (var i = at + 1; i < at + left; i++)
        {
            var next = log.Segments[i];
            var last = i + 1 < at + left ? log.Segments[i + 1].BaseOffset - 1 : firstUncleanable - 1;
            if (size + next.Size > settings.SegmentBytes || (next.Size > 0 && last - group[0].BaseOffset > int.MaxValue))
                break;
            group.Add(next);
            size += next.Size;
        }
        return group;
    }

    /// <summary>What is left of a batch; null when it goes altogether (MemoryRecords.filterTo).</summary>
    private Batch? Clean(Batch batch, CleanedTransactions transactions, Dictionary<ReadOnlyMemory<byte>, long> latest, long firstUncleanable)
    {
        var header = batch.Header;
        var mayDiscard = transactions.MayDiscard(batch);
        // Markers are kept for delete.retention.ms after their transaction's last record has gone, as tombstones are.
        var discard = mayDiscard && (!batch.IsControl || header.DeleteHorizon <= now);
        var stays = IsLastOfProducer(batch) || batch.NextOffset == firstUncleanable;
        if (discard && !stays)
            return null;
        var records = header.ReadRecords();
        var kept = discard ? [] : batch.IsControl ? records : records.Where(r => IsKept(r, latest, header.DeleteHorizon)).ToList();
        if (kept.Count == 0)
            return stays ? Share(batch, Emptied(header)) : null;
        var setsHorizon = header.DeleteHorizon is null && ((mayDiscard && batch.IsControl) || kept.Exists(r => r.Value is null));
        if (kept.Count == records.Count && !setsHorizon)
            return batch;
        return Share(batch, Rewritten(header, kept, setsHorizon ? now + settings.DeleteRetentionMs : header.DeleteHorizon));
    }

    private bool IsKept(Record record, Dictionary<ReadOnlyMemory<byte>, long> latest, long? deleteHorizon) =>
        record.Key is { } key && (!latest.TryGetValue(key, out var last) || record.Offset >= last) && (record.Value is not null || deleteHorizon is null || now < deleteHorizon);

    /// <summary>It holds an active producer's last sequence number, or its epoch when there is no record.</summary>
    private bool IsLastOfProducer(Batch batch) => batch.ProducerId >= 0 && producers.TryGetValue(batch.ProducerId, out var last)
        && (last.DataOffset is { } offset ? batch.LastOffset == offset : batch.IsControl && batch.ProducerEpoch == last.Epoch);

    private static byte[] Emptied(RecordBatch header) => new RecordBatchBuilder
    {
        BaseOffset = header.BaseOffset,
        LeaderEpoch = header.LeaderEpoch,
        IsTransactional = header.IsTransactional,
        IsControl = header.IsControl,
        ProducerId = header.ProducerId,
        ProducerEpoch = header.ProducerEpoch,
        BaseSequence = header.BaseSequence,
        IsLogAppendTime = header.IsLogAppendTime,
        MaxTimestamp = header.MaxTimestamp,
    }.Build([], keepOffsets: true, header.LastOffset);

    private static byte[] Rewritten(RecordBatch header, List<Record> records, long? deleteHorizon) => new RecordBatchBuilder
    {
        BaseOffset = header.BaseOffset,
        LeaderEpoch = header.LeaderEpoch,
        Compression = header.Compression,
        IsTransactional = header.IsTransactional,
        IsControl = header.IsControl,
        ProducerId = header.ProducerId,
        ProducerEpoch = header.ProducerEpoch,
        BaseSequence = header.BaseSequence,
        IsLogAppendTime = header.IsLogAppendTime,
        MaxTimestamp = header.IsLogAppendTime ? header.MaxTimestamp : null,
        DeleteHorizon = deleteHorizon,
    }.Build(records, keepOffsets: true, header.LastOffset);

    private Batch Share(Batch original, byte[] bytes)
    {
        if (!rewritten.TryGetValue(original, out var known))
            rewritten.Add(original, known = []);
        var same = known.Find(b => b.Bytes.AsSpan().SequenceEqual(bytes));
        if (same is null)
            known.Add(same = new Batch(bytes));
        return same;
    }

    private sealed class KeyComparer : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public static KeyComparer Instance { get; } = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> key)
        {
            var hash = new HashCode();
            hash.AddBytes(key.Span);
            return hash.ToHashCode();
        }
    }
}

/// <summary>The last that an active producer has written in a partition (LastRecord.java).</summary>
/// <param name="DataOffset">Last offset of its last batch of records; null when it has only ended transactions in its epoch.</param>
/// <param name="Epoch">Its epoch.</param>
internal sealed record LastRecord(long? DataOffset, short Epoch);
