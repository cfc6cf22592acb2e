using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DeleteRecords (21), v0-2. Raises a partition's start offset, -1 to the high watermark, and answers when all live replicas have followed
/// (the low watermark). Topics that are compacted and nothing else refuse it with POLICY_VIOLATION, internal ones with
/// INVALID_TOPIC_EXCEPTION. The segments go at the next look of retention.
/// </summary>
internal static class Api21DeleteRecords
{
    public static AccessChecks<DeleteRecordsRequest, DeleteRecordsResponse> Access { get; } = new AccessChecks<DeleteRecordsRequest, DeleteRecordsResponse>((request, _, code, _) => new() { Topics = [.. request.Topics.Select(t => Fault(t, code))] })
        .Each(AclOperation.Delete, AclResourceType.Topic, r => r.Topics, (_, t) => t.Name, (response, t, code) => response.Topics.Add(Fault(t, code)));

    private const long None = -1;

    public static async Task<DeleteRecordsResponse?> HandleAsync(RequestContext context, DeleteRecordsRequest request)
    {
        var response = new DeleteRecordsResponse();
        var waits = new List<Wait>();
        foreach (var topic in request.Topics)
        {
            var answer = new DeleteRecordsResponse.DeleteRecordsTopicResult { Name = topic.Name };
            foreach (var wanted in topic.Partitions)
            {
                var result = new DeleteRecordsResponse.DeleteRecordsPartitionResult { PartitionIndex = wanted.PartitionIndex, LowWatermark = None };
                answer.Partitions.Add(result);
                result.ErrorCode = Delete(context, topic.Name, wanted, result, waits);
            }
            response.Topics.Add(answer);
        }
        await FollowAsync(context, request.TimeoutMs, waits);
        return response;
    }

    /// <summary>A deletion whose followers are still to raise their start offsets.</summary>
    private sealed record Wait(Partition Partition, long Offset, DeleteRecordsResponse.DeleteRecordsPartitionResult Result);

    private static ErrorCode Delete(
        RequestContext context, string topic, DeleteRecordsRequest.DeleteRecordsPartition wanted, DeleteRecordsResponse.DeleteRecordsPartitionResult result, List<Wait> waits)
    {
        if (context.Cluster.Topics.Find(topic, wanted.PartitionIndex) is not { } partition)
            return ErrorCode.UnknownTopicOrPartition;
        if (partition.Topic.IsInternal)
            return ErrorCode.InvalidTopicException;
        if (partition.Leader != context.Broker.Id)
            return ErrorCode.NotLeaderOrFollower;
        var settings = partition.Topic.On(context.Broker.Id);
        if (!settings.IsDeleted && settings.IsCompacted)
            return ErrorCode.PolicyViolation;
        var offset = wanted.Offset == -1 ? partition.HighWatermark : wanted.Offset;
        if (offset < 0 || offset > partition.HighWatermark)
            return ErrorCode.OffsetOutOfRange;
        partition.LeaderReplica!.Log.AdvanceStart(offset);
        context.Cluster.Replicator.SyncFollowers(partition);
        context.Cluster.Upkeep.Watch(partition);
        waits.Add(new(partition, offset, result));
        return ErrorCode.None;
    }

    /// <summary>Waits until the low watermarks have passed (DelayedDeleteRecords.java).</summary>
    private static async Task FollowAsync(RequestContext context, int timeout, List<Wait> waits)
    {
        var cluster = context.Cluster;
        waits.RemoveAll(w => IsSettled(context, w));
        if (waits.Count == 0)
            return;
        using var waiter = new Waiter(cluster.Timers, cluster.Loop, [.. waits.Select(w => w.Partition.Changed).Distinct()], TimeSpan.FromMilliseconds(timeout), context.Gone);
        while (waits.Count > 0 && !waiter.IsOver)
        {
            await waiter.NextAsync();
            waits.RemoveAll(w => IsSettled(context, w));
        }
        foreach (var late in waits)
            late.Result.ErrorCode = ErrorCode.RequestTimedOut;
    }

    private static bool IsSettled(RequestContext context, Wait wait)
    {
        var partition = wait.Partition;
        if (partition.Leader != context.Broker.Id)
        {
            wait.Result.ErrorCode = ErrorCode.NotLeaderOrFollower;
            return true;
        }
        // Brokers that the controller takes as alive count.
        wait.Result.LowWatermark = partition.Replicas.Values.Where(r => context.Cluster.IsActive(r.Broker)).Min(r => r.Log.StartOffset);
        return wait.Result.LowWatermark >= wait.Offset;
    }

    private static DeleteRecordsResponse.DeleteRecordsTopicResult Fault(DeleteRecordsRequest.DeleteRecordsTopic topic, ErrorCode code) => new()
    {
        Name = topic.Name,
        Partitions = [.. topic.Partitions.Select(p => new DeleteRecordsResponse.DeleteRecordsPartitionResult { PartitionIndex = p.PartitionIndex, LowWatermark = None, ErrorCode = code })],
    };
}
