namespace KafkaQuiz.Labs.Evidence;

/// <summary>The log directories of a broker (KIP-113), with the replicas of the topics that checks ask about.</summary>
public sealed record LogDirsSeen(IReadOnlyList<LogDirSeen> Dirs);

/// <summary>A log directory.</summary>
/// <param name="Path">As <c>log.dirs</c> names it.</param>
/// <param name="Error">Kafka's name of what is wrong with it, or null.</param>
/// <param name="Replicas">In it.</param>
/// <param name="TotalBytes">Size of its volume; null where not told (KIP-827).</param>
/// <param name="UsableBytes">Free on its volume; null where not told.</param>
public sealed record LogDirSeen(string Path, string? Error, IReadOnlyList<ReplicaSeen> Replicas, long? TotalBytes = null, long? UsableBytes = null);

/// <summary>A replica in a log directory.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Size">Bytes of its segments.</param>
/// <param name="Lag">Records behind the high watermark, or, of a future replica, behind the present one.</param>
/// <param name="Future">True where it is being moved into this directory.</param>
public sealed record ReplicaSeen(string Topic, int Partition, long Size, long Lag, bool Future);
