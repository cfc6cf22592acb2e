namespace KafkaQuiz.Practice.Groups;

/// <summary>
/// Committed offsets expire `offsets.retention.minutes` after the group became empty, or after the commit where nobody is subscribed to
/// the topic; an empty group without offsets goes as well (GroupCoordinatorShard.cleanupGroupMetadata). Looked at every
/// `offsets.retention.check.interval.ms` while there are groups. Only on the loop.
/// </summary>
internal sealed class OffsetRetention(ClusterState cluster)
{
    private IDisposable? _next;

    /// <summary>There are groups: looks at them from time to time.</summary>
    public void Watch() => _next ??= cluster.Timers.After(cluster.Configs.Milliseconds("offsets.retention.check.interval.ms"), () =>
    {
        _next = null;
        foreach (var group in cluster.Groups.All.Where(g => Coordinators.IsRunning(cluster, g.Id)).ToList())
            Expire(group);
        if (cluster.Groups.All.Any())
            Watch();
    });

    private void Expire(Group group)
    {
        var retention = TimeSpan.FromMinutes(cluster.Configs.Number("offsets.retention.minutes"));
        foreach (var (key, offset) in group.Offsets.ToList())
        {
            if (!group.IsSubscribedTo(key.Topic) && !cluster.PendingOffsets.IsUnstable(group.Id, key) && IsOver(group, offset, retention))
                group.Offsets.Remove(key);
        }
        if (group.Offsets.Count == 0 && group.IsEmpty && !cluster.PendingOffsets.HasAny(group.Id))
            cluster.Groups.Remove(group);
    }

    private bool IsOver(Group group, CommittedOffset offset, TimeSpan retention) =>
        group.RetainedSince(offset) is { } since && (offset.ExpiresAt is { } end ? cluster.Now >= end : cluster.Now - since >= retention);
}
