namespace KafkaQuiz.Practice.Groups;

/// <summary>A committed offset (OffsetAndMetadata.java).</summary>
/// <param name="Offset">Next offset to read.</param>
/// <param name="LeaderEpoch">Of the last record read; -1 when not told.</param>
/// <param name="Metadata">The client's own words.</param>
/// <param name="At">Virtual time of the commit.</param>
/// <param name="TopicId">The topic it was committed for: a topic made anew under the name does not take it over. Empty when not known.</param>
/// <param name="ExpiresAt">When its client asked for a retention of its own (OffsetCommit v2-4).</param>
internal sealed record CommittedOffset(long Offset, int LeaderEpoch, string Metadata, DateTimeOffset At, Guid TopicId = default, DateTimeOffset? ExpiresAt = null);
