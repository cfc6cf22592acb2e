using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// OffsetFetch (9), v1-10. One group (v1-7) or several (v8, KIP-709); all partitions when none are named (v2). An unknown group or topic
/// has offset -1 and no error. Topic ids since v10. Left out so far: UNSTABLE_OFFSET_COMMIT for pending transactional commits.
/// </summary>
internal static class Api09OffsetFetch
{
    public static OffsetFetchResponse Handle(RequestContext context, OffsetFetchRequest request)
    {
        if (context.Version >= 8)
            return new() { Groups = [.. request.Groups.Select(g => One(context, g))] };
        var fault = Coordinators.Check(context, request.GroupId);
        var group = context.Cluster.Groups.Find(request.GroupId);
        var topics = request.Topics?.Select(t => (t.Name, Partitions: (IReadOnlyList<int>)t.PartitionIndexes)) ?? Committed(group);
        return new()
        {
            ErrorCode = fault,
            Topics = [.. topics.Select(t => new OffsetFetchResponse.OffsetFetchResponseTopic
            {
                Name = t.Name,
                Partitions = [.. t.Partitions.Select(p =>
                {
                    var offset = Offset(group, t.Name, p);
                    return new OffsetFetchResponse.OffsetFetchResponsePartition
                    {
                        PartitionIndex = p,
                        CommittedOffset = offset.Offset,
                        CommittedLeaderEpoch = offset.LeaderEpoch,
                        Metadata = offset.Metadata,
                        ErrorCode = fault,
                    };
                })],
            })],
        };
    }

    private static OffsetFetchResponse.OffsetFetchResponseGroup One(RequestContext context, OffsetFetchRequest.OffsetFetchRequestGroup wanted)
    {
        var fault = Coordinators.Check(context, wanted.GroupId);
        if (fault != ErrorCode.None)
            return new() { GroupId = wanted.GroupId, ErrorCode = fault };
        var cluster = context.Cluster;
        var group = cluster.Groups.Find(wanted.GroupId);
        var answer = new OffsetFetchResponse.OffsetFetchResponseGroup { GroupId = wanted.GroupId };
        var topics = wanted.Topics?.Select(t => (t.Name, t.TopicId, Partitions: (IReadOnlyList<int>)t.PartitionIndexes))
            ?? Committed(group).Select(t => (t.Name, Guid.Empty, t.Partitions));
        foreach (var (named, id, partitions) in topics)
        {
            var known = cluster.Topics.TryGet(named, id, out var topic);
            var name = topic?.Name ?? named;
            answer.Topics.Add(new()
            {
                Name = name,
                TopicId = topic?.Id ?? id,
                Partitions = [.. partitions.Select(p => Show(Offset(group, name, p), p, !known && id != Guid.Empty ? ErrorCode.UnknownTopicId : ErrorCode.None))],
            });
        }
        return answer;
    }

    private static OffsetFetchResponse.OffsetFetchResponsePartitions Show(CommittedOffset offset, int partition, ErrorCode code) => new()
    {
        PartitionIndex = partition,
        CommittedOffset = offset.Offset,
        CommittedLeaderEpoch = offset.LeaderEpoch,
        Metadata = offset.Metadata,
        ErrorCode = code,
    };

    private static CommittedOffset Offset(Group? group, string topic, int partition) =>
        group?.Offsets.GetValueOrDefault((topic, partition)) ?? new CommittedOffset(-1, -1, "", default);

    private static IEnumerable<(string Name, IReadOnlyList<int> Partitions)> Committed(Group? group) =>
        group?.Offsets.Keys.GroupBy(k => k.Topic).Select(g => (g.Key, (IReadOnlyList<int>)[.. g.Select(k => k.Partition)])) ?? [];
}
