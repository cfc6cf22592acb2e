namespace KafkaQuiz.Labs.Evidence;

/// <summary>
/// Records of a topic: what checks ask of them, counted, and a few of the records themselves. Evidence of form 1 holds whole records and no counts.
/// </summary>
/// <param name="Records">A sample, by partition and offset.</param>
/// <param name="Complete">True where the sample is everything from <paramref name="From"/> to the end: what is not here is not there.</param>
/// <param name="From">Offset that each partition was read from, by partition number.</param>
public sealed record RecordsSeen(IReadOnlyList<RecordSeen> Records, bool Complete, IReadOnlyDictionary<int, long> From)
{
    /// <summary>The counts, one for each question that checks ask.</summary>
    public IReadOnlyList<RecordDigest> Digests { get; init; } = [];

    /// <summary>True where the end was not reached in this look and the next one goes on; false where it was, or where the limits forbid more.</summary>
    public bool GoesOn { get; init; }
}

/// <summary>A record. Key and value are read as UTF-8 and cut at <see cref="EvidenceLimits.TextBytes"/>.</summary>
public sealed record RecordSeen(int Partition, long Offset, string? Key, string? Value);
