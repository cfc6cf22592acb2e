namespace KafkaQuiz.Labs.Evidence;

/// <summary>Records of a topic.</summary>
/// <param name="Records">By partition and offset; at most <see cref="EvidenceLimits.Records"/>.</param>
/// <param name="Complete">False where there were more than the limits let in: what is not here may still be there.</param>
/// <param name="From">Offset that each partition was read from, by partition number.</param>
public sealed record RecordsSeen(IReadOnlyList<RecordSeen> Records, bool Complete, IReadOnlyDictionary<int, long> From);

/// <summary>A record. Key and value are read as UTF-8 and cut at <see cref="EvidenceLimits.TextBytes"/>.</summary>
public sealed record RecordSeen(int Partition, long Offset, string? Key, string? Value);
