using KafkaQuiz.Protocol;

namespace KafkaQuiz.Differential.Tests.Recording;

/// <summary>The batches of a fetch, field by field; the checksum is checked and not compared, since it covers times and producer ids.</summary>
internal static class RecordsReader
{
    public static List<object> Read(Records records) => [.. RecordBatch.Split(records.ToMemory()).Select(Fields)];

    private static object Fields(RecordBatch batch) => new
    {
        batch.BaseOffset,
        batch.LeaderEpoch,
        batch.Size,
        batch.Attributes,
        batch.LastOffsetDelta,
        batch.BaseTimestamp,
        batch.MaxTimestamp,
        batch.ProducerId,
        batch.ProducerEpoch,
        batch.BaseSequence,
        batch.HasValidCrc,
        Records = Contents(batch),
    };

    private static List<object> Contents(RecordBatch batch)
    {
        try
        {
            return [.. batch.ReadRecords().Select(record => new
            {
                record.Offset,
                record.Timestamp,
                Content = Hex(record.Key) + "=" + Hex(record.Value),
                Headers = record.Headers.Select(h => new { Header = h.Key + "=" + Hex(h.Value) }).ToList(),
            })];
        }
        catch (MalformedMessageException e)
        {
            return [new { Content = "unreadable: " + e.Message }];
        }
    }

    private static string Hex(ReadOnlyMemory<byte>? bytes) => bytes is { } there ? Convert.ToHexString(there.Span) : "null";
}
