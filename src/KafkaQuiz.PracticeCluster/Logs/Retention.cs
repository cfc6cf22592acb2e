using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Logs;

/// <summary>Deletes a log's old segments: whole ones, from the first on (UnifiedLog.deleteOldSegments).</summary>
internal static class Retention
{
    /// <summary>Deletes what may go.</summary>
    /// <param name="log">The replica's.</param>
    /// <param name="settings">In force on its broker.</param>
    /// <param name="highWatermark">What the replica knows of it: nothing beyond goes.</param>
    /// <param name="now">Virtual time, milliseconds.</param>
    /// <returns>Whether any went.</returns>
    public static bool Apply(ReplicaLog log, TopicSettings settings, long highWatermark, long now)
    {
        var segments = log.Segments.Count;
        var start = log.StartOffset;
        Delete(log, now, Count(log, highWatermark, (_, next) => next is not null && next.BaseOffset <= log.StartOffset));
        if (settings.IsDeleted)
        {
            Delete(log, now, Count(log, highWatermark, BySize(log, settings)));
            Delete(log, now, Count(log, highWatermark, (segment, _) => settings.RetentionMs >= 0 && now - segment.LargestTimestamp > settings.RetentionMs));
        }
        return log.Segments.Count != segments || log.StartOffset != start;
    }

    /// <summary>When the next segment may go if nothing else happens, virtual time in milliseconds: now, later by its age, or never (null).</summary>
    public static long? Due(ReplicaLog log, TopicSettings settings, long highWatermark, long now)
    {
        if (log.Segments is not [var first, ..])
            return null;
        var next = log.Segments.Count > 1 ? log.Segments[1] : null;
        if (highWatermark < (next?.BaseOffset ?? log.EndOffset) || (next is null && first.Size == 0))
            return null;
        if (next is not null && next.BaseOffset <= log.StartOffset)
            return now;
        if (!settings.IsDeleted)
            return null;
        if (BySize(log, settings)(first, next))
            return now;
        // A limit of a thousand years is none.
        return settings.RetentionMs is < 0 or > 1000L * 366 * 24 * 3600 * 1000 ? null : Math.Max(now, first.LargestTimestamp + settings.RetentionMs + 1);
    }

    private static Func<LogSegment, LogSegment?, bool> BySize(ReplicaLog log, TopicSettings settings)
    {
        var excess = log.Size - settings.RetentionBytes;
        return (segment, _) =>
        {
            if (settings.RetentionBytes < 0 || excess < segment.Size)
                return false;
            excess -= segment.Size;
            return true;
        };
    }

    /// <summary>How many of the first segments may go; an empty active one stays.</summary>
    private static int Count(ReplicaLog log, long highWatermark, Func<LogSegment, LogSegment?, bool> mayGo)
    {
        var count = 0;
        for (; count < log.Segments.Count; count++)
        {
            var segment = log.Segments[count];
            var next = count + 1 < log.Segments.Count ? log.Segments[count + 1] : null;
            if (highWatermark < (next?.BaseOffset ?? log.EndOffset) || !mayGo(segment, next) || (next is null && segment.Size == 0))
                break;
        }
        return count;
    }

    private static void Delete(ReplicaLog log, long now, int count)
    {
        if (count > 0)
            log.RemoveFirst(count, now);
    }
}
