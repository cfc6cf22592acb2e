using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>Groups from their coordinators: classic ones by DescribeGroups, those of KIP-848 by ConsumerGroupDescribe, both asked at once.</summary>
internal sealed class GroupReader
{
    /// <summary>OffsetFetch names topics up to this version, ids after it.</summary>
    private const short OffsetFetchByName = 9;

    private readonly CoordinatorFinder _finder = new(CoordinatorFinder.Groups);

    public sealed record Seen(
        Dictionary<string, Reading<GroupSeen>> Groups, Dictionary<string, Reading<CommitsSeen>> Commits, Dictionary<string, Reading<CoordinatorSeen>> Coordinators);

    public async Task<Seen> ReadAsync(Collection look, bool exist)
    {
        var needs = look.Needs;
        var seen = new Seen(new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        var names = needs.Groups.Concat(needs.Commits).Concat(needs.Coordinators).Distinct().Take(EvidenceLimits.Names).ToList();
        if (names.Count == 0) return seen;
        if (!exist)
        {
            var source = look.Source(ApiKey.Metadata);
            foreach (var name in needs.Groups) seen.Groups[name] = new Reading<GroupSeen>(source, null);
            foreach (var name in needs.Commits) seen.Commits[name] = new Reading<CommitsSeen>(source, null);
            foreach (var name in needs.Coordinators) seen.Coordinators[name] = new Reading<CoordinatorSeen>(source, null);
            return seen;
        }
        // A coordinator that is itself evidence is not taken from memory.
        var found = await _finder.FindAsync(look, names, needs.Coordinators);
        foreach (var name in needs.Coordinators) seen.Coordinators[name] = found.Reading(name);
        var readings = await Task.WhenAll(names.Select(async name => (Name: name, Group: GroupAsync(look, name, found), Commits: await CommitsAsync(look, name, found))));
        foreach (var (name, group, commits) in readings)
        {
            if (needs.Groups.Contains(name)) seen.Groups[name] = await group;
            if (needs.Commits.Contains(name)) seen.Commits[name] = commits;
        }
        return seen;
    }

    private async Task<Reading<GroupSeen>> GroupAsync(Collection look, string group, CoordinatorFinder.Found found)
    {
        if (!look.Needs.Groups.Contains(group)) return null!;
        if (found.Fault(group) is { } fault) return new Reading<GroupSeen>(found.Source, null, fault);
        var consumer = false;
        var reading = await look.ReadAsync(ApiKey.DescribeGroups, found.Address(group), async () =>
        {
            var link = look.To(found.Broker(group), group);
            var classic = link.AskAsync(new DescribeGroupsRequest { Groups = [group] }, look.Cancel);
            var modern = await link.RangeAsync(ApiKey.ConsumerGroupDescribe, look.Cancel) is null
                ? null
                : await link.AskAsync(new ConsumerGroupDescribeRequest { GroupIds = [group] }, look.Cancel);
            var old = (await classic).Groups.FirstOrDefault(g => g.GroupId == group);
            var described = modern?.Groups.FirstOrDefault(g => g.GroupId == group);
            consumer = described is { ErrorCode: ErrorCode.None };
            return consumer ? Groups.Consumer(described!) : Classic(look, group, old);
        });
        if (reading.Fault is not null) _finder.Forget(group);
        return consumer ? reading with { Source = reading.Source with { Api = nameof(ApiKey.ConsumerGroupDescribe) } } : reading;
    }

    private static GroupSeen? Classic(Collection look, string group, DescribeGroupsResponse.DescribedGroup? described)
    {
        if (described is null) throw new Egress.NotGradableException(new NotGradable(NotGradableCause.NotKafka, group));
        // From version 6 on a group that is not there is an error (KIP-1043), before it is "Dead".
        if (described.ErrorCode == ErrorCode.GroupIdNotFound || (described.ErrorCode == ErrorCode.None && described.GroupState == "Dead")) return null;
        look.Require(described.ErrorCode, group);
        return Groups.Classic(described);
    }

    private async Task<Reading<CommitsSeen>> CommitsAsync(Collection look, string group, CoordinatorFinder.Found found)
    {
        if (!look.Needs.Commits.Contains(group)) return null!;
        if (found.Fault(group) is { } fault) return new Reading<CommitsSeen>(found.Source, null, fault);
        var reading = await look.ReadAsync(ApiKey.OffsetFetch, found.Address(group), async () =>
        {
            var request = new OffsetFetchRequest { GroupId = group, Topics = null, Groups = [new() { GroupId = group, Topics = null }] };
            var answer = await look.To(found.Broker(group), group).AskAsync(request, look.Cancel, OffsetFetchByName);
            return Commits(look, group, answer);
        });
        if (reading.Fault is not null) _finder.Forget(group);
        return reading;
    }

    /// <summary>Kafka answers an unknown group with no offsets and no error. Commits on topics that nobody asks about only show that the group is there.</summary>
    private static CommitsSeen? Commits(Collection look, string group, OffsetFetchResponse answer)
    {
        var batched = answer.Groups.FirstOrDefault(g => g.GroupId == group);
        var error = batched?.ErrorCode ?? answer.ErrorCode;
        if (error == ErrorCode.GroupIdNotFound) return null;
        look.Require(error, group);
        var commits = batched is not null
            ? batched.Topics.SelectMany(topic => topic.Partitions.Select(p => (topic.Name, p.PartitionIndex, p.CommittedOffset, p.CommittedLeaderEpoch, p.Metadata, p.ErrorCode)))
            : answer.Topics.SelectMany(topic => topic.Partitions.Select(p => (topic.Name, p.PartitionIndex, p.CommittedOffset, p.CommittedLeaderEpoch, p.Metadata, p.ErrorCode)));
        var any = false;
        var kept = new List<CommitSeen>();
        foreach (var (topic, partition, offset, epoch, metadata, code) in commits)
        {
            look.Require(code, group);
            if (offset < 0) continue;
            any = true;
            if (kept.Count < EvidenceLimits.Entries && look.Needs.Topics.Contains(topic))
                kept.Add(new CommitSeen(topic, partition, offset, epoch >= 0 ? epoch : null, string.IsNullOrEmpty(metadata) ? null : metadata[..Math.Min(metadata.Length, EvidenceLimits.SampleText)]));
        }
        return any ? new CommitsSeen([.. kept.DistinctBy(c => (c.Topic, c.Partition)).OrderBy(c => c.Topic, StringComparer.Ordinal).ThenBy(c => c.Partition)]) : null;
    }
}
