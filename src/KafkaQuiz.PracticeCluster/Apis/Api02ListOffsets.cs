using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// ListOffsets (2), v1-11. Earliest (-2), latest (-1, by isolation level), largest timestamp (-3, v7, KIP-734), earliest local (-4, v8), by
/// timestamp (UnifiedLog.fetchOffsetByTimestamp). A special timestamp that the version does not have is UNSUPPORTED_VERSION.
/// Left out: tiered storage (-5 and -6 answer -1).
/// </summary>
internal static class Api02ListOffsets
{
    public static AccessChecks<ListOffsetsRequest, ListOffsetsResponse> Access { get; } = new AccessChecks<ListOffsetsRequest, ListOffsetsResponse>((request, _, code, _) => new() { Topics = [.. request.Topics.Select(t => Fault(t, code))] })
        .Each(AclOperation.Describe, AclResourceType.Topic, r => r.Topics, (_, t) => t.Name, (response, t, code) => response.Topics.Add(Fault(t, code)));

    private const long Latest = -1;
    private const long Earliest = -2;
    private const long MaxTimestamp = -3;
    private const long EarliestLocal = -4;

    /// <summary>First versions of the special timestamps from -1 on: latest, earliest, largest, earliest local, latest tiered, earliest pending upload.</summary>
    private static readonly short[] Since = [1, 1, 7, 8, 9, 11];

    public static ListOffsetsResponse Handle(RequestContext context, ListOffsetsRequest request) => new()
    {
        Topics = [.. request.Topics.Select(t => new ListOffsetsResponse.ListOffsetsTopicResponse
        {
            Name = t.Name,
            // A partition that is asked for twice is refused once (KafkaApis.handleListOffsetRequest).
            Partitions = [.. t.Partitions.GroupBy(p => p.PartitionIndex).Select(g => g.Skip(1).Any() ? Fault(g.Key, ErrorCode.InvalidRequest) : One(context, request.IsolationLevel == 1, t.Name, g.First()))],
        })],
    };

    private static ListOffsetsResponse.ListOffsetsPartitionResponse One(
        RequestContext context, bool committedOnly, string topic, ListOffsetsRequest.ListOffsetsPartition wanted)
    {
        var answer = new ListOffsetsResponse.ListOffsetsPartitionResponse { PartitionIndex = wanted.PartitionIndex, Timestamp = -1, Offset = -1, LeaderEpoch = -1 };
        if (context.Cluster.Topics.Find(topic, wanted.PartitionIndex) is not { } partition)
        {
            answer.ErrorCode = ErrorCode.UnknownTopicOrPartition;
            return answer;
        }
        answer.ErrorCode = wanted.Timestamp < -Since.Length || (wanted.Timestamp < 0 && context.Version < Since[-wanted.Timestamp - 1]) ? ErrorCode.UnsupportedVersion
            : partition.Leader != context.Broker.Id ? ErrorCode.NotLeaderOrFollower : LeaderEpochRule.Check(partition, wanted.CurrentLeaderEpoch);
        if (answer.ErrorCode != ErrorCode.None)
            return answer;
        var log = partition.LeaderReplica!.Log;
        var end = committedOnly ? partition.LastStableOffset : partition.HighWatermark;
        switch (wanted.Timestamp)
        {
            case Latest:
                Set(answer, end, -1, partition.LeaderEpoch);
                break;
            case Earliest or EarliestLocal:
                Set(answer, log.StartOffset, -1, log.EpochAt(log.StartOffset));
                break;
            case MaxTimestamp:
                if (log.Segments.MaxBy(s => s.MaxTimestamp) is { MaxTimestamp: >= 0 } latest)
                    SetFirst(answer, latest.Batches.MaxBy(b => b.MaxTimestamp)!, latest.MaxTimestamp, 0, end);
                break;
            case >= 0:
                ByTime(answer, log, wanted.Timestamp, end);
                break;
        }
        return answer;
    }

    /// <summary>Only the first segment with such a timestamp is looked at, as in Kafka.</summary>
    private static void ByTime(ListOffsetsResponse.ListOffsetsPartitionResponse answer, ReplicaLog log, long timestamp, long end)
    {
        foreach (var batch in log.Segments.FirstOrDefault(s => s.LargestTimestamp >= timestamp)?.Batches.Where(b => b.MaxTimestamp >= timestamp && b.LastOffset >= log.StartOffset) ?? [])
        {
            if (batch.BaseOffset >= end || SetFirst(answer, batch, timestamp, log.StartOffset, end))
                return;
        }
    }

    /// <summary>Answers with the batch's first record of at least this timestamp.</summary>
    /// <returns>Whether there is one from <paramref name="start"/> on.</returns>
    private static bool SetFirst(ListOffsetsResponse.ListOffsetsPartitionResponse answer, Batch batch, long timestamp, long start, long end)
    {
        var record = batch.Header.ReadRecords().FirstOrDefault(r => r.Timestamp >= timestamp && r.Offset >= start);
        if (record is null)
            return false;
        if (record.Offset < end)
            Set(answer, record.Offset, record.Timestamp, batch.LeaderEpoch);
        return true;
    }

    private static void Set(ListOffsetsResponse.ListOffsetsPartitionResponse answer, long offset, long timestamp, int epoch) =>
        (answer.Offset, answer.Timestamp, answer.LeaderEpoch) = (offset, timestamp, epoch);

    private static ListOffsetsResponse.ListOffsetsTopicResponse Fault(ListOffsetsRequest.ListOffsetsTopic topic, ErrorCode code) => new()
    {
        Name = topic.Name,
        Partitions = [.. topic.Partitions.Select(p => Fault(p.PartitionIndex, code))],
    };

    private static ListOffsetsResponse.ListOffsetsPartitionResponse Fault(int partition, ErrorCode code) => new() { PartitionIndex = partition, ErrorCode = code, Timestamp = -1, Offset = -1, LeaderEpoch = -1 };
}
