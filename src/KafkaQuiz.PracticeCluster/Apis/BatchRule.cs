using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>What a topic's configs ask of a batch (LogValidator.java, UnifiedLog.append).</summary>
internal static class BatchRule
{
    /// <summary>What is wrong with a batch.</summary>
    /// <param name="Code">The error.</param>
    /// <param name="Message">Null where Kafka gives none.</param>
    /// <param name="Records">The records that are at fault, when single ones are.</param>
    internal sealed record Found(ErrorCode Code, string? Message, List<ProduceResponse.BatchIndexAndErrorMessage> Records);

    /// <param name="partition">Where it goes.</param>
    /// <param name="settings">In force on the leader.</param>
    /// <param name="batch">The client's.</param>
    /// <param name="now">Virtual time, milliseconds.</param>
    public static Found? Fault(Partition partition, TopicSettings settings, RecordBatch batch, long now)
    {
        if (batch.Size > settings.MaxMessageBytes)
            return new(ErrorCode.MessageTooLarge, null, []);
        var (earliest, latest) = (Saturated(now, -settings.TimestampBeforeMaxMs), Saturated(now, settings.TimestampAfterMaxMs));
        // Records are read where the header cannot clear them.
        var looksAtTime = !settings.IsLogAppendTime && (earliest > 0 || batch.MaxTimestamp > latest);
        if (!settings.IsCompacted && !looksAtTime)
            return null;
        try
        {
            return RecordFault(partition, settings, batch.ReadRecords(), earliest, latest);
        }
        catch (MalformedMessageException e)
        {
            return new(ErrorCode.InvalidRecord, e.Message, []);
        }
    }

    /// <summary>What the stored form of a batch must fit into.</summary>
    public static Found? SizeFault(TopicSettings settings, int size) =>
        size > settings.MaxMessageBytes ? new(ErrorCode.MessageTooLarge, null, []) : size > settings.SegmentBytes ? new(ErrorCode.RecordListTooLarge, null, []) : null;

    private static Found? RecordFault(Partition partition, TopicSettings settings, List<Record> records, long earliest, long latest)
    {
        var faults = new List<ProduceResponse.BatchIndexAndErrorMessage>();
        var isTime = false;
        foreach (var (record, index) in records.Select((r, i) => (r, i)))
        {
            string? fault = null;
            if (settings.IsCompacted && record.Key is null)
                fault = $"Compacted topic cannot accept message without key in topic partition {partition}";
            else if (!settings.IsLogAppendTime && record.Timestamp >= 0 && (record.Timestamp < earliest || record.Timestamp > latest))
            {
                isTime = true;
                fault = $"Timestamp {record.Timestamp} of message with offset {index} is out of range. The timestamp should be within [{earliest}, {latest}]";
            }
            if (fault is not null)
                faults.Add(new() { BatchIndex = index, BatchIndexErrorMessage = fault });
        }
        if (faults.Count == 0)
            return null;
        var shown = string.Join(", ", faults.Take(3).Select(f => $"RecordError(batchIndex={f.BatchIndex}, message='{f.BatchIndexErrorMessage}')"));
        return isTime ? new(ErrorCode.InvalidTimestamp, "One or more records have been rejected due to invalid timestamp", faults)
            : new(ErrorCode.InvalidRecord, $"One or more records have been rejected due to {faults.Count} record errors in total, and only showing the first three errors at most: [{shown}]", faults);
    }

    private static long Saturated(long now, long span) => span > 0 && now > long.MaxValue - span ? long.MaxValue : now + span;
}
