using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// ListOffsets (2), v1-11. Earliest (-2), latest (-1, by isolation level), largest timestamp (-3, KIP-734), earliest local (-4), by
/// timestamp. Left out: tiered storage (-5 and -6 answer -1).
/// </summary>
internal static class Api02ListOffsets
{
    private const long Latest = -1;
    private const long Earliest = -2;
    private const long MaxTimestamp = -3;
    private const long EarliestLocal = -4;

    public static ListOffsetsResponse Handle(RequestContext context, ListOffsetsRequest request) => new()
    {
        Topics = [.. request.Topics.Select(t => new ListOffsetsResponse.ListOffsetsTopicResponse
        {
            Name = t.Name,
            Partitions = [.. t.Partitions.Select(p => One(context, request.IsolationLevel == 1, t.Name, p))],
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
        answer.ErrorCode = partition.Leader != context.Broker.Id ? ErrorCode.NotLeaderOrFollower : LeaderEpochRule.Check(partition, wanted.CurrentLeaderEpoch);
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
                Set(answer, log.StartOffset, -1, log.From(log.StartOffset).FirstOrDefault()?.LeaderEpoch ?? partition.LeaderEpoch);
                break;
            case MaxTimestamp:
                var best = log.From(log.StartOffset, end).MaxBy(b => b.MaxTimestamp);
                if (best is not null)
                    SetFirst(answer, best, best.MaxTimestamp, log.StartOffset);
                break;
            case >= 0:
                ByTime(answer, log, wanted.Timestamp, end);
                break;
        }
        return answer;
    }

    private static void ByTime(ListOffsetsResponse.ListOffsetsPartitionResponse answer, ReplicaLog log, long timestamp, long end)
    {
        foreach (var segment in log.Segments.Where(s => s.MaxTimestamp >= timestamp))
        {
            foreach (var batch in segment.Batches.Where(b => b.MaxTimestamp >= timestamp && b.LastOffset >= log.StartOffset))
            {
                if (batch.BaseOffset >= end)
                    return;
                if (SetFirst(answer, batch, timestamp, log.StartOffset))
                    return;
            }
        }
    }

    /// <summary>Answers with the batch's first record of at least this timestamp.</summary>
    private static bool SetFirst(ListOffsetsResponse.ListOffsetsPartitionResponse answer, Batch batch, long timestamp, long start)
    {
        var record = batch.Header.ReadRecords().FirstOrDefault(r => r.Timestamp >= timestamp && r.Offset >= start);
        if (record is null)
            return false;
        Set(answer, record.Offset, record.Timestamp, batch.LeaderEpoch);
        return true;
    }

    private static void Set(ListOffsetsResponse.ListOffsetsPartitionResponse answer, long offset, long timestamp, int epoch) =>
        (answer.Offset, answer.Timestamp, answer.LeaderEpoch) = (offset, timestamp, epoch);
}
