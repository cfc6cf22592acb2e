namespace KafkaQuiz.Labs.Evidence;

/// <summary>What was counted of a topic's records for one question.</summary>
/// <param name="Question">Which question, as <see cref="Tallies.RecordQuestion"/> writes it.</param>
/// <param name="Complete">True where all of them were read; else there are more.</param>
/// <param name="Records">Records that the question is about.</param>
public sealed record RecordDigest(string Question, bool Complete, long Records)
{
    /// <summary>Where the keys lie; null for the other questions.</summary>
    public KeysDigest? Keys { get; init; }

    /// <summary>Which numbers the values hold; null for the other questions.</summary>
    public SequenceDigest? Sequence { get; init; }

    /// <summary>What the batches are like; null for the other questions.</summary>
    public BatchesDigest? Batches { get; init; }
}

/// <summary>Where keys lie.</summary>
/// <param name="NullKeys">Records without a key.</param>
/// <param name="Keys">Different keys.</param>
/// <param name="Split">Keys whose records lie in more than one partition.</param>
/// <param name="Example">One of those, or null.</param>
/// <param name="Partitions">The partitions that hold records, ascending.</param>
public sealed record KeysDigest(long NullKeys, int Keys, int Split, string? Example, IReadOnlyList<int> Partitions);

/// <summary>Which numbers of a range were found.</summary>
/// <param name="Found">Different numbers.</param>
/// <param name="Repeated">Records beyond the first of each number.</param>
/// <param name="Missing">The first gaps.</param>
/// <param name="Twice">The first numbers that were found more than once.</param>
public sealed record SequenceDigest(long Found, long Repeated, IReadOnlyList<NumberRange> Missing, IReadOnlyList<long> Twice);

/// <summary>Numbers from the first to the last, both included.</summary>
public sealed record NumberRange(long First, long Last);

/// <summary>What batches are like.</summary>
/// <param name="Count">Batches; markers of transactions are none.</param>
/// <param name="Codecs">How many of each codec.</param>
/// <param name="WithProducerId">How many carry a producer id.</param>
/// <param name="ProducerIds">The first ids.</param>
/// <param name="Transactional">How many belong to a transaction.</param>
/// <param name="LogAppendTime">How many the broker stamped.</param>
/// <param name="SequenceGaps">Places where a producer's sequence numbers do not follow each other.</param>
/// <param name="Gap">The first such place, or null.</param>
/// <param name="Bytes">Of all, as stored.</param>
public sealed record BatchesDigest(
    long Count,
    IReadOnlyDictionary<string, long> Codecs,
    long WithProducerId,
    IReadOnlyList<long> ProducerIds,
    long Transactional,
    long LogAppendTime,
    long SequenceGaps,
    SequenceGap? Gap,
    long Bytes);

/// <summary>A place where a producer's sequence numbers break off.</summary>
public sealed record SequenceGap(int Partition, long ProducerId, long Offset, int Expected, int Found);
