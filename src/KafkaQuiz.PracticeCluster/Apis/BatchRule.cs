using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>What a topic's configs ask of a batch (LogValidator.java, UnifiedLog.append).</summary>
internal static class BatchRule
{
    internal sealed record Found(ErrorCode Code, string? Message, List<ProduceResponse.BatchIndexAndErrorMessage> Records);

    /// <param name="topic">Where it goes.</param>
    /// <param name="settings">In force on the leader.</param>
    /// <param name="batch">The client's.</param>
    /// <param name="now">Virtual time, milliseconds.</param>
    public static Found? Fault(Topic topic, TopicSettings settings, RecordBatch batch, long now)
    {
        if (batch.Size > settings.MaxMessageBytes)
            return new(ErrorCode.MessageTooLarge, $"The record batch size in the append to {topic.Name} is {batch.Size} bytes which exceeds the maximum configured value of {settings.MaxMessageBytes}.", []);
        if (!settings.IsLogAppendTime && batch.MaxTimestamp > now + settings.Number("message.timestamp.after.max.ms"))
            return new(ErrorCode.InvalidTimestamp, "One or more records have been rejected due to invalid timestamp", []);
        if (!settings.IsLogAppendTime && batch.MaxTimestamp >= 0 && batch.MaxTimestamp < now - settings.Number("message.timestamp.before.max.ms"))
            return new(ErrorCode.InvalidTimestamp, "One or more records have been rejected due to invalid timestamp", []);
        return settings.IsCompacted ? KeyFault(topic, batch) : null;
    }

    /// <summary>A compacted topic takes no record without a key; each such record is named.</summary>
    private static Found? KeyFault(Topic topic, RecordBatch batch)
    {
        List<Record> records;
        try
        {
            records = batch.ReadRecords();
        }
        catch (MalformedMessageException e)
        {
            return new(ErrorCode.InvalidRecord, e.Message, []);
        }
        var faults = records.Select((record, index) => (record, index)).Where(r => r.record.Key is null)
            .Select(r => new ProduceResponse.BatchIndexAndErrorMessage
            {
                BatchIndex = r.index,
                BatchIndexErrorMessage = $"Compacted topic cannot accept message without key in topic partition {topic.Name}.",
            }).ToList();
        return faults.Count == 0 ? null : new(ErrorCode.InvalidRecord, "One or more records have been rejected due to " + faults.Count + " record errors in total, and only showing the first three errors at most", faults);
    }
}
