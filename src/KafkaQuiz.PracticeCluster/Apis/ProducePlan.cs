using System.Buffers.Binary;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>A produce request with its batches checked and copied out of the frame, made before the loop sees it.</summary>
internal sealed record ProducePlan(List<ProducePlan.Part> Parts)
{
    private const int LengthAt = 8;
    private const int MagicAt = 16;

    /// <summary>Bytes of the smallest record of formats 0 and 1.</summary>
    private const int SmallestRecord = 14;

    /// <summary>Kafka's message when a batch is so broken that the whole request is CORRUPT_MESSAGE.</summary>
    public string? Corruption { get; private init; }

    /// <summary>Producer ids and epochs of the transactional batches: at most one, else the request is not a producer's.</summary>
    public IEnumerable<(long ProducerId, short Epoch)> TransactionalProducers => Parts.Select(p => p.TransactionalProducer).OfType<(long, short)>().Distinct();

    /// <summary>One partition's batch: owned bytes, or what is wrong with it. Kafka's messages of these faults stay in its log.</summary>
    internal sealed record Part(string Topic, Guid TopicId, int Partition, byte[]? Batch, ErrorCode Code)
    {
        /// <summary>The fault is of the request (ProduceRequest.validateRecords), not found by the leader's log.</summary>
        public bool IsOfRequest { get; init; }

        public bool IsTransactional { get; init; }

        /// <summary>Of a transactional batch that is to be appended.</summary>
        public (long ProducerId, short Epoch)? TransactionalProducer { get; init; }
    }

    public static ProducePlan Of(ProduceRequest request, short version) =>
        new([.. request.TopicData.SelectMany(t => t.PartitionData.Select(p => Check(t, p, version)))])
        {
            Corruption = request.TopicData.SelectMany(t => t.PartitionData).Select(p => p.Records is null ? null : FaultOfAll(p.Records.ToMemory().Span)).FirstOrDefault(f => f is not null),
        };

    /// <summary>Leaves partitions of topics that the client may not write to their error.</summary>
    public void Refuse(Func<Part, bool> isAllowed)
    {
        for (var i = 0; i < Parts.Count; i++)
        {
            if (!isAllowed(Parts[i]))
                Parts[i] = Parts[i] with { Batch = null, TransactionalProducer = null, Code = ErrorCode.TopicAuthorizationFailed, IsOfRequest = true };
        }
    }

    /// <summary>Checks that need no state (LogValidator.java, DefaultRecordBatch.ensureValid).</summary>
    private static Part Check(ProduceRequest.TopicProduceData topic, ProduceRequest.PartitionProduceData partition, short version)
    {
        Part Fault(ErrorCode code, bool isOfRequest = false) => new(topic.Name, topic.TopicId, partition.Index, null, code) { IsOfRequest = isOfRequest };
        try
        {
            var data = partition.Records?.ToMemory() ?? default;
            if (data.Length < RecordBatch.HeaderSize || data.Span[MagicAt] < 2)
                return Fault(ErrorCode.InvalidRecord, isOfRequest: true);
            if (BinaryPrimitives.ReadInt32BigEndian(data.Span[LengthAt..]) < RecordBatch.HeaderSize - RecordBatch.Overhead)
                return Fault(ErrorCode.CorruptMessage);
            if (!RecordBatch.TryRead(data, out var batch) || batch.Size != data.Length)
                return Fault(ErrorCode.InvalidRecord, isOfRequest: true);
            if (batch.Compression == CompressionType.Zstd && version < 7)
                return Fault(ErrorCode.UnsupportedCompressionType, isOfRequest: true);
            if (batch.BaseOffset != 0)
                return Fault(ErrorCode.InvalidRecord);
            if (!batch.HasValidCrc)
                return Fault(ErrorCode.CorruptMessage);
            if (batch.IsControl || batch.Count <= 0 || batch.LastOffsetDelta != batch.Count - 1 || (batch.ProducerId >= 0 && batch.BaseSequence < 0))
                return Fault(ErrorCode.InvalidRecord);
            if (batch.Compression != CompressionType.None)
                batch.ReadRecords();
            return new Part(topic.Name, topic.TopicId, partition.Index, batch.Memory.ToArray(), ErrorCode.None)
            {
                IsTransactional = batch.IsTransactional,
                TransactionalProducer = batch.IsTransactional && batch.ProducerId >= 0 ? (batch.ProducerId, batch.ProducerEpoch) : null,
            };
        }
        catch (MalformedMessageException)
        {
            // What cannot be unpacked; Kafka expects no such client either.
            return Fault(ErrorCode.UnknownServerError);
        }
    }

    /// <summary>Bytes that are no batch at all make the whole request fail (ByteBufferLogInputStream.nextBatchSize).</summary>
    private static string? FaultOfAll(ReadOnlySpan<byte> data)
    {
        if (data.Length <= MagicAt)
            return null;
        var length = BinaryPrimitives.ReadInt32BigEndian(data[LengthAt..]);
        return length < SmallestRecord ? $"Record size {length} is less than the minimum record overhead ({SmallestRecord})"
            : data[MagicAt] > 2 ? $"Invalid magic found in record: {(sbyte)data[MagicAt]}" : null;
    }
}
