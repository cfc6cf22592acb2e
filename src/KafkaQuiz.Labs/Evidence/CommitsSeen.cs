namespace KafkaQuiz.Labs.Evidence;

/// <summary>The offsets that a group committed; a partition without a commit is not in it.</summary>
public sealed record CommitsSeen(IReadOnlyList<CommitSeen> Offsets);

/// <summary>One committed offset: the next one that the group would read.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The next offset to read.</param>
/// <param name="LeaderEpoch">Of the last record that was read; null where the client did not say.</param>
/// <param name="Metadata">What the client wrote beside it; null where nothing.</param>
public sealed record CommitSeen(string Topic, int Partition, long Offset, int? LeaderEpoch = null, string? Metadata = null);
