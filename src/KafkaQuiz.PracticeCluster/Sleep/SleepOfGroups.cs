using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Practice.Groups.Consumer;

namespace KafkaQuiz.Practice.Sleep;

/// <summary>
/// What is saved of groups: what their coordinators have written down. Members are not: their connections end with the machine, so a group with
/// members wakes as one whose last member has gone. Only on the loop.
/// </summary>
internal static class SleepOfGroups
{
    public static void Exchange(SleepArchive a, ClusterState cluster)
    {
        foreach (var group in a.List(cluster.Groups.All.Where(g => IsWritten(cluster, g)), g => Group(a, cluster, g)).Where(_ => a.IsWaking))
            cluster.Groups.Set(group);
        cluster.PendingOffsets.Exchange(a);
    }

    public static CommittedOffset Offset(SleepArchive a, CommittedOffset? offset) => new(
        a.Long(offset?.Offset ?? 0), a.Int(offset?.LeaderEpoch ?? 0), a.Text(offset?.Metadata ?? ""), a.Time(offset?.At ?? default),
        a.Id(offset?.TopicId ?? default), a.Optional(offset?.ExpiresAt, a.Time));

    private static bool IsWritten(ClusterState cluster, Group group) =>
        group is not ClassicGroup { Stored: null, Offsets.Count: 0 } || cluster.PendingOffsets.HasAny(group.Id);

    private static Group Group(SleepArchive a, ClusterState cluster, Group? group)
    {
        var id = a.Text(group?.Id ?? "");
        if (a.Bool(group is ConsumerGroup))
            group = Consumer(a, group as ConsumerGroup ?? new ConsumerGroup(cluster, id));
        else
            group = Classic(a, group as ClassicGroup ?? new ClassicGroup(cluster, id));
        foreach (var (key, offset) in a.List(group.Offsets, o => KeyValuePair.Create((a.Text(o.Key.Topic ?? ""), a.Int(o.Key.Partition)), Offset(a, o.Value))).Where(_ => a.IsWaking))
            group.Offsets.Add(key, offset);
        return group;
    }

    /// <summary>The members' sessions end, the generation with them.</summary>
    private static ClassicGroup Classic(SleepArchive a, ClassicGroup group)
    {
        var stored = group.Stored;
        if (stored?.Members.Count > 0)
            stored = new StoredClassicGroup(stored.Generation + 1, stored.ProtocolType, null, null, group.Cluster.Now, []);
        if (a.Bool(stored is not null))
            stored = new(a.Int(stored?.Generation ?? 0), a.OptionalText(stored?.ProtocolType), a.OptionalText(stored?.Protocol), a.OptionalText(stored?.LeaderId), a.Time(stored?.StateSince ?? default), []);
        if (a.IsWaking)
            group.Wake(stored);
        return group;
    }

    private static ConsumerGroup Consumer(SleepArchive a, ConsumerGroup group)
    {
        var hasMembers = group.Members.Count > 0;
        var (epoch, target) = (a.Int(group.Epoch + (hasMembers ? 1 : 0)), a.Int(group.TargetEpoch));
        var (at, digest) = (a.Optional(group.TargetAt, a.Time), a.Text(hasMembers ? SubscribedTopics.Digest(group, []) : group.MetadataDigest));
        if (a.IsWaking)
            (group.Epoch, group.TargetEpoch, group.TargetAt, group.MetadataDigest) = (epoch, target, at, digest);
        return group;
    }
}
