using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>A produce request with its batches checked and copied out of the frame, made before the loop sees it.</summary>
internal sealed record ProducePlan(List<ProducePlan.Part> Parts)
{
    /// <summary>Producer ids and epochs of the transactional batches: at most one, else the request is not a producer's.</summary>
    public IEnumerable<(long ProducerId, short Epoch)> TransactionalProducers => Parts.Select(p => p.TransactionalProducer).OfType<(long, short)>().Distinct();

    /// <summary>One partition's batch: owned bytes, or what is wrong with it.</summary>
    internal sealed record Part(string Topic, Guid TopicId, int Partition, byte[]? Batch, ErrorCode Code, string? Message)
    {
        public bool IsTransactional { get; init; }

        /// <summary>Of a transactional batch that is to be appended.</summary>
        public (long ProducerId, short Epoch)? TransactionalProducer { get; init; }
    }

    public static ProducePlan Of(ProduceRequest request) =>
        new([.. request.TopicData.SelectMany(t => t.PartitionData.Select(p => Check(t, p)))]);

    /// <summary>Leaves partitions of topics that the client may not write to their error.</summary>
    public void Refuse(Func<Part, bool> isAllowed)
    {
        for (var i = 0; i < Parts.Count; i++)
        {
            if (!isAllowed(Parts[i]))
                Parts[i] = Parts[i] with { Batch = null, TransactionalProducer = null, Code = ErrorCode.TopicAuthorizationFailed, Message = null };
        }
    }

    /// <summary>Checks that need no state (LogValidator.java, DefaultRecordBatch.ensureValid).</summary>
    private static Part Check(ProduceRequest.TopicProduceData topic, ProduceRequest.PartitionProduceData partition)
    {
        Part Fault(ErrorCode code, string message) => new(topic.Name, topic.TopicId, partition.Index, null, code, message);
        try
        {
            var data = partition.Records?.ToMemory() ?? default;
            if (!RecordBatch.TryRead(data, out var batch))
                return Fault(ErrorCode.CorruptMessage, "Record batch is truncated.");
            if (batch.Size != data.Length)
                return Fault(ErrorCode.InvalidRecord, "Produce requests with version 3 and above are only allowed to contain exactly one record batch");
            if (!batch.HasValidCrc)
                return Fault(ErrorCode.CorruptMessage, $"Record is corrupt (stored crc = {batch.Crc})");
            if (batch.IsControl)
                return Fault(ErrorCode.InvalidRecord, "Clients are not allowed to write control records");
            if (batch.Count <= 0 || batch.LastOffsetDelta != batch.Count - 1)
                return Fault(ErrorCode.InvalidRecord, "Inconsistency between batch record count and offset range");
            if (batch.ProducerId >= 0 && batch.BaseSequence < 0)
                return Fault(ErrorCode.InvalidRecord, $"Invalid sequence number {batch.BaseSequence} in record batch with producerId {batch.ProducerId}");
            return new Part(topic.Name, topic.TopicId, partition.Index, batch.Memory.ToArray(), ErrorCode.None, null)
            {
                IsTransactional = batch.IsTransactional,
                TransactionalProducer = batch.IsTransactional && batch.ProducerId >= 0 ? (batch.ProducerId, batch.ProducerEpoch) : null,
            };
        }
        catch (MalformedMessageException e)
        {
            return Fault(ErrorCode.InvalidRecord, e.Message);
        }
    }
}
