namespace KafkaQuiz.Labs.Evidence;

/// <summary>The offsets that a group committed; a partition without a commit is not in it.</summary>
public sealed record CommitsSeen(IReadOnlyList<CommitSeen> Offsets);

/// <summary>One committed offset: the next one that the group would read.</summary>
public sealed record CommitSeen(string Topic, int Partition, long Offset);
