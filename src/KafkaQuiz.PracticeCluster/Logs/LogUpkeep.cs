using System.Globalization;
using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Logs;

/// <summary>
/// Retention and compaction of the brokers' logs (LogManager.cleanupLogs, LogCleaner.java). Each broker looks at times of its own, counted
/// from its start: every `log.retention.check.interval.ms` at logs without compaction, every `log.cleaner.backoff.ms` at the others. Here it
/// is computed which of those times is the next that finds something to do: nothing ticks until then. Only on the loop.
/// </summary>
internal sealed class LogUpkeep(ClusterState cluster)
{
    /// <summary>`log.initial.task.delay.ms`, an internal config, unless it is set.</summary>
    private const long InitialDelay = 30_000;

    /// <summary>The high watermark has moved: without a new segment or a marker that changes a planned look only where bytes count.</summary>
    public void Advanced(Partition partition)
    {
        if (partition.LogCheck is null || partition.Replicas.Keys.Any(b => partition.Topic.On(b).RetentionBytes >= 0))
            Watch(partition);
    }

    /// <summary>Computes anew when the partition's logs need a look.</summary>
    public void Watch(Partition partition)
    {
        DateTimeOffset? next = null;
        foreach (var replica in Kept(partition))
        {
            if (DueOf(partition, replica) is { } due && NextLook(replica.Broker, IsCompacted(partition, replica), due) is var look && (next is null || look < next))
                next = look;
        }
        if (next is not { } at || partition.LogCheck?.At <= at)
            return;
        partition.LogCheck?.Timer.Dispose();
        partition.LogCheck = (at, cluster.Timers.After(at - cluster.Now, () => Look(partition, at)));
    }

    private void Look(Partition partition, DateTimeOffset at)
    {
        partition.LogCheck = null;
        if (cluster.Topics.Find(partition.Topic.Name, partition.Index) != partition)
            return;
        var now = cluster.Time.Milliseconds;
        var producers = partition.Producers.LastRecords();
        var shared = new Dictionary<Batch, List<Batch>>();
        foreach (var replica in Kept(partition).ToList())
        {
            var settings = partition.Topic.On(replica.Broker);
            if (LastLook(replica.Broker, settings.IsCompacted) < at || !IsLookedAt(replica.Broker, settings))
                continue;
            if (settings.IsCompacted && CleanableRange.Of(replica.Log, settings, StableOffset(partition, replica), now) is var range && range.IsDue(settings))
            {
                new LogCleaner(settings, producers, now, shared).Clean(replica.Log, range);
                if (replica.Broker == partition.Leader)
                    partition.Producers.ForgetCleaned(replica.Log);
            }
            Retention.Apply(replica.Log, settings, replica.HighWatermark, now);
        }
        // Followers learn the leader's start offset, clients that it may be out of range.
        cluster.Replicator.SyncFollowers(partition);
        Watch(partition);
    }

    /// <summary>When a look at a replica's log would find something to do, virtual time in milliseconds; null for never as things stand.</summary>
    private long? DueOf(Partition partition, Replica replica)
    {
        var settings = partition.Topic.On(replica.Broker);
        if (!IsLookedAt(replica.Broker, settings))
            return null;
        var now = cluster.Time.Milliseconds;
        var retention = Retention.Due(replica.Log, settings, replica.HighWatermark, now);
        if (!settings.IsCompacted)
            return retention;
        var range = CleanableRange.Of(replica.Log, settings, StableOffset(partition, replica), now);
        var cleaning = range.IsDue(settings) ? now : range.NextChange(replica.Log, settings, now);
        return retention is null || cleaning < retention ? cleaning : retention;
    }

    private static bool IsCompacted(Partition partition, Replica replica) => partition.Topic.On(replica.Broker).IsCompacted;

    /// <summary>Without its cleaner (`log.cleaner.enable`) a broker leaves compacted logs alone altogether.</summary>
    private bool IsLookedAt(int broker, TopicSettings settings) => !settings.IsCompacted || cluster.Configs.BrokerValue("log.cleaner.enable", broker) != "false";

    private static long StableOffset(Partition partition, Replica replica) =>
        partition.Leader == Partition.NoLeader ? replica.HighWatermark : Math.Min(replica.HighWatermark, partition.LastStableOffset);

    /// <summary>Replicas whose brokers and disks work.</summary>
    private IEnumerable<Replica> Kept(Partition partition) => partition.Replicas.Values.Where(r => !r.IsOffline && cluster.IsRunning(r.Broker));

    /// <summary>The first look of a broker after now that is not before <paramref name="due"/>.</summary>
    private DateTimeOffset NextLook(int broker, bool cleaner, long due)
    {
        var (first, interval) = Looks(broker, cleaner);
        var earliest = DateTimeOffset.FromUnixTimeMilliseconds(due);
        if (earliest <= cluster.Now)
            earliest = cluster.Now + TimeSpan.FromTicks(1);
        return earliest <= first ? first : first + TimeSpan.FromTicks(((earliest - first).Ticks + interval.Ticks - 1) / interval.Ticks * interval.Ticks);
    }

    private DateTimeOffset LastLook(int broker, bool cleaner)
    {
        var (first, interval) = Looks(broker, cleaner);
        return cluster.Now < first ? DateTimeOffset.MinValue : first + TimeSpan.FromTicks((cluster.Now - first).Ticks / interval.Ticks * interval.Ticks);
    }

    private (DateTimeOffset First, TimeSpan Interval) Looks(int broker, bool cleaner)
    {
        long Number(string name, long standard) => cluster.Configs.BrokerValue(name, broker) is { } value ? long.Parse(value, CultureInfo.InvariantCulture) : standard;
        var started = cluster.Brokers[broker].Node.StartedAt;
        var interval = cleaner ? Number("log.cleaner.backoff.ms", 15_000) : Number("log.retention.check.interval.ms", 300_000);
        return (cleaner ? started : started + TimeSpan.FromMilliseconds(Number("log.initial.task.delay.ms", InitialDelay)), TimeSpan.FromMilliseconds(Math.Max(1, interval)));
    }
}
