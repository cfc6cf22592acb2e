using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Logs;

/// <summary>Which part of a compacted log may be cleaned, and whether it is dirty enough (LogCleanerManager.java, LogToClean.java).</summary>
/// <param name="FirstDirty">First offset that was not cleaned yet.</param>
/// <param name="FirstUncleanable">Base offset of the first segment that may not be cleaned.</param>
/// <param name="CleanBytes">Bytes before the dirty part.</param>
/// <param name="CleanableBytes">Bytes of the dirty part.</param>
/// <param name="MustClean">`max.compaction.lag.ms` is over.</param>
internal sealed record CleanableRange(long FirstDirty, long FirstUncleanable, long CleanBytes, long CleanableBytes, bool MustClean)
{
    public double Ratio => CleanBytes + CleanableBytes == 0 ? 0 : (double)CleanableBytes / (CleanBytes + CleanableBytes);

    /// <summary>The range of a log.</summary>
    /// <param name="log">The replica's.</param>
    /// <param name="settings">In force on its broker; `cleanup.policy` has compact.</param>
    /// <param name="stable">Last stable offset as the replica knows it.</param>
    /// <param name="now">Virtual time, milliseconds.</param>
    public static CleanableRange Of(ReplicaLog log, TopicSettings settings, long stable, long now)
    {
        var dirty = FirstDirtyOf(log);
        if (log.Active is not { } active)
            return new(dirty, dirty, 0, 0, false);
        var limit = Math.Min(stable, active.BaseOffset);
        if (settings.MinCompactionLagMs > 0 && DirtySegments(log, dirty).FirstOrDefault(s => s.LargestTimestamp > now - settings.MinCompactionLagMs) is { } young)
            limit = Math.Min(limit, young.BaseOffset);
        limit = Math.Max(limit, dirty);
        var uncleanable = DirtySegments(log, limit).FirstOrDefault(active).BaseOffset;
        var first = Math.Min(dirty, uncleanable);
        return new(dirty, uncleanable,
            log.Segments.Where(s => s.BaseOffset < dirty).Sum(s => s.Size),
            first == uncleanable ? 0 : Overlapping(log, first, uncleanable).Sum(s => s.Size),
            FirstTimestamp(log, dirty) is { } oldest && oldest < now - settings.MaxCompactionLagMs);
    }

    public bool IsDue(TopicSettings settings) => (MustClean && CleanableBytes > 0) || Ratio > settings.MinCleanableRatio;

    /// <summary>When a lag that keeps the log from being cleaned, or forces it to be, is over; virtual time, milliseconds; null for never.</summary>
    public long? NextChange(ReplicaLog log, TopicSettings settings, long now)
    {
        var young = settings.MinCompactionLagMs > 0 ? DirtySegments(log, FirstDirty).Select(s => (long?)s.LargestTimestamp + settings.MinCompactionLagMs).FirstOrDefault(t => t > now) : null;
        var old = CleanableBytes > 0 && settings.MaxCompactionLagMs < long.MaxValue / 2 && FirstTimestamp(log, FirstDirty) is { } first ? first + settings.MaxCompactionLagMs + 1 : (long?)null;
        return old > now && (young is null || old < young) ? old : young;
    }

    /// <summary>Segments from the one that holds an offset on, without the active one.</summary>
    private static IEnumerable<LogSegment> DirtySegments(ReplicaLog log, long from) => Overlapping(log, from, log.Active!.BaseOffset);

    private static IEnumerable<LogSegment> Overlapping(ReplicaLog log, long from, long to) =>
        from >= to ? [] : log.Segments.Where((s, i) => s.BaseOffset < to && (i + 1 == log.Segments.Count || log.Segments[i + 1].BaseOffset > from));

    private static long FirstDirtyOf(ReplicaLog log) =>
        log.CleanedUpTo is { } cleaned && cleaned >= log.StartOffset && cleaned <= log.EndOffset ? cleaned : log.StartOffset;

    private static long? FirstTimestamp(ReplicaLog log, long dirty) =>
        DirtySegments(log, dirty).Select(s => s.FirstTimestamp).Where(t => t > 0).Select(t => (long?)t).Min();
}
