using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Apis;

/// <summary>The form in which a topic stores a client's batch: another codec, the broker's time (LogValidator.java).</summary>
internal static class BatchForm
{
    /// <summary>The client's own bytes, stamped with the broker's time where the topic asks for it, or the records in another codec.</summary>
    /// <param name="bytes">The whole batch, checked; stamped in place.</param>
    /// <param name="settings">In force on the leader.</param>
    /// <param name="now">Virtual time, milliseconds.</param>
    /// <exception cref="MalformedMessageException">Its records cannot be read, which only another codec makes necessary.</exception>
    public static byte[] Of(byte[] bytes, TopicSettings settings, long now)
    {
        RecordBatch.TryRead(bytes, out var batch);
        if (settings.Compression is { } codec && codec != batch.Compression)
        {
            return new RecordBatchBuilder
            {
                Compression = codec,
                IsTransactional = batch.IsTransactional,
                ProducerId = batch.ProducerId,
                ProducerEpoch = batch.ProducerEpoch,
                BaseSequence = batch.BaseSequence,
                IsLogAppendTime = settings.IsLogAppendTime,
                MaxTimestamp = settings.IsLogAppendTime ? now : null,
            }.Build(batch.ReadRecords());
        }
        if (settings.IsLogAppendTime)
            RecordBatch.StampAppendTime(bytes, now);
        else if (batch.IsLogAppendTime)
            RecordBatch.StampCreateTime(bytes);
        return bytes;
    }
}
