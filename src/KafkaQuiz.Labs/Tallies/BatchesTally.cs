using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Labs.Tallies;

internal sealed class BatchesTally(BatchesQuestion question) : RecordTally(question)
{
    /// <summary>Most producer ids that are named, and most producers in partitions that are followed.</summary>
    private const int MostNamed = 8;
    private const int MostProducers = 10_000;

    private readonly SortedDictionary<string, long> _codecs = new(StringComparer.Ordinal);
    private readonly SortedSet<long> _producers = [];
    private readonly Dictionary<(int Partition, long Producer, short Epoch), int> _next = [];
    private long _count;
    private long _withProducer;
    private long _transactional;
    private long _appendTime;
    private long _gaps;
    private SequenceGap? _gap;
    private long _bytes;

    public override bool LooksAtRecords => false;

    protected override bool IsFull => _next.Count >= MostProducers;

    public override void Add(int partition, RecordBatch batch)
    {
        _count++;
        Records += batch.Count;
        _bytes += batch.Size;
        var codec = Enum.IsDefined(batch.Compression) ? batch.Compression.ToString().ToLowerInvariant() : $"codec {(int)batch.Compression}";
        _codecs[codec] = _codecs.GetValueOrDefault(codec) + 1;
        if (batch.IsTransactional) _transactional++;
        if (batch.IsLogAppendTime) _appendTime++;
        if (batch.ProducerId < 0) return;
        _withProducer++;
        if (_producers.Count < MostNamed) _producers.Add(batch.ProducerId);
        Follow(partition, batch);
    }

    public override void Add(RecordSeen record)
    {
        // The header has said it.
    }

    protected override RecordDigest Fill(RecordDigest digest) => digest with
    {
        Batches = new BatchesDigest(_count, new Dictionary<string, long>(_codecs), _withProducer, [.. _producers], _transactional, _appendTime, _gaps, _gap, _bytes),
    };

    /// <summary>A producer's batches in a partition are numbered without a gap; after the largest number comes 0 (DefaultRecordBatch.incrementSequence).</summary>
    private void Follow(int partition, RecordBatch batch)
    {
        var producer = (partition, batch.ProducerId, batch.ProducerEpoch);
        if (_next.TryGetValue(producer, out var expected) && expected != batch.BaseSequence)
        {
            _gaps++;
            _gap ??= new SequenceGap(partition, batch.ProducerId, batch.BaseOffset, expected, batch.BaseSequence);
        }
        if (_next.Count < MostProducers || _next.ContainsKey(producer)) _next[producer] = (int)((batch.BaseSequence + batch.LastOffsetDelta + 1L) & int.MaxValue);
    }
}
