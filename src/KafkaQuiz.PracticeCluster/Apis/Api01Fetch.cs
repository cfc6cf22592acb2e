using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// Fetch (1), v4-18. Long poll (min bytes, max wait), byte limits, isolation levels with aborted transactions, leader epoch fencing,
/// divergence (KIP-595), leader hints (KIP-951); any replica serves consumers (KIP-392). Left out: fetch sessions (the answer's
/// session id 0 tells clients to send full requests); choosing a preferred replica; tiered storage; fetches of brokers.
/// </summary>
internal static class Api01Fetch
{
    public static AccessChecks<FetchRequest, FetchResponse> Access { get; } = new AccessChecks<FetchRequest, FetchResponse>((_, _, code, _) => new() { ErrorCode = code })
        .Check("Read each Topic, or ClusterAction Cluster as a follower", (context, request) =>
        {
            var isFollower = request.ReplicaId >= 0 || request.ReplicaState?.ReplicaId >= 0;
            var refused = ApiAccess.TakeOut(request.Topics, t => isFollower ? context.Allows(AclOperation.ClusterAction, AclResourceType.Cluster, Acl.Cluster)
                : context.Cluster.Topics.NameOf(t.Topic, t.TopicId) is not { } name || context.Allows(AclOperation.Read, AclResourceType.Topic, name));
            return Verdict<FetchResponse>.Then(response => response.Responses.AddRange(refused.Where(_ => response.ErrorCode == ErrorCode.None).Select(t => new FetchResponse.FetchableTopicResponse
            {
                Topic = t.Topic,
                TopicId = t.TopicId,
                Partitions = [.. t.Partitions.Select(p => new FetchResponse.PartitionData { PartitionIndex = p.Partition, ErrorCode = ErrorCode.TopicAuthorizationFailed, HighWatermark = -1, Records = Records.Empty })],
            })));
        });

    public static async Task<FetchResponse?> HandleAsync(RequestContext context, FetchRequest request)
    {
        // Epochs 0 and -1 begin and end a session with a full request (FetchManager.newContext).
        if (request.SessionId != 0 && request.SessionEpoch > 0)
            return new() { ErrorCode = ErrorCode.FetchSessionIdNotFound };
        // IsolationLevel.forId throws at any other.
        if (request.IsolationLevel is not (0 or 1))
            return new() { ErrorCode = ErrorCode.UnknownServerError };
        LastOfEach(request);
        var cluster = context.Cluster;
        var response = Read(context, request, out var bytes, out var final);
        if (final || bytes >= request.MinBytes || request.MaxWaitMs <= 0 || request.Topics.Count == 0)
            return response;
        var signals = request.Topics
            .SelectMany(t => t.Partitions.Select(p => cluster.Topics.TryGet(t.Topic, t.TopicId, out var topic) ? topic[p.Partition]?.Changed : null))
            .OfType<Signal>().Distinct().ToList();
        using var waiter = new Waiter(cluster.Timers, cluster.Loop, signals, TimeSpan.FromMilliseconds(request.MaxWaitMs), context.Gone);
        while (!final && bytes < request.MinBytes && !waiter.IsOver)
        {
            await waiter.NextAsync();
            response = Read(context, request, out bytes, out final);
        }
        return response;
    }

    /// <summary>Of a partition that is asked for twice the last counts (FetchRequest.fetchData is a map).</summary>
    private static void LastOfEach(FetchRequest request)
    {
        foreach (var topic in request.Topics.Where(t => t.Partitions.DistinctBy(p => p.Partition).Count() < t.Partitions.Count))
            topic.Partitions = [.. topic.Partitions.GroupBy(p => p.Partition).Select(g => g.Last())];
    }

    /// <param name="context">Of the request.</param>
    /// <param name="request">What to read.</param>
    /// <param name="bytes">Record bytes read.</param>
    /// <param name="final">Something in it must be told at once: an error, a divergence.</param>
    private static FetchResponse Read(RequestContext context, FetchRequest request, out long bytes, out bool final)
    {
        bytes = 0;
        final = false;
        var response = new FetchResponse { Responses = new(request.Topics.Count) };
        var most = Math.Min(request.MaxBytes, context.Node.Config.FetchMaxBytes);
        foreach (var wanted in request.Topics.Where(t => t.Partitions.Count > 0))
        {
            var topic = new FetchResponse.FetchableTopicResponse { Topic = wanted.Topic, TopicId = wanted.TopicId, Partitions = new(wanted.Partitions.Count) };
            foreach (var part in wanted.Partitions)
            {
                var answer = ReadPartition(context, request, wanted, part, most - bytes, bytes == 0, response);
                bytes += answer.Records?.Length ?? 0;
                final |= answer.ErrorCode != ErrorCode.None || answer.DivergingEpoch is not null;
                topic.Partitions.Add(answer);
            }
            response.Responses.Add(topic);
        }
        return response;
    }

    private static FetchResponse.PartitionData ReadPartition(
        RequestContext context, FetchRequest request, FetchRequest.FetchTopic wanted, FetchRequest.FetchPartition part, long room, bool first, FetchResponse response)
    {
        var cluster = context.Cluster;
        var answer = new FetchResponse.PartitionData { PartitionIndex = part.Partition, HighWatermark = -1, Records = Records.Empty };
        if (!cluster.Topics.TryGet(wanted.Topic, wanted.TopicId, out var topic) || topic[part.Partition] is not { } partition)
        {
            answer.ErrorCode = context.Version >= 13 && topic is null ? ErrorCode.UnknownTopicId : ErrorCode.UnknownTopicOrPartition;
            return answer;
        }
        answer.AbortedTransactions = null;
        answer.ErrorCode = LeaderEpochRule.Check(partition, part.CurrentLeaderEpoch);
        // Consumers may read from a follower since v11 (KIP-392).
        if (answer.ErrorCode == ErrorCode.None
            && (!partition.Replicas.TryGetValue(context.Broker.Id, out var served) || served.IsOffline || (partition.Leader != context.Broker.Id && context.Version < 11)))
            answer.ErrorCode = ErrorCode.NotLeaderOrFollower;
        if (answer.ErrorCode != ErrorCode.None)
        {
            HintLeader(context, partition, answer, response);
            return answer;
        }
        var replica = partition.Replicas[context.Broker.Id];
        var log = replica.Log;
        answer.HighWatermark = replica.HighWatermark;
        answer.LastStableOffset = Math.Min(replica.HighWatermark, partition.LastStableOffset);
        answer.LogStartOffset = log.StartOffset;
        if (part.LastFetchedEpoch >= 0 && Diverges(log, part) is { } end)
        {
            answer.DivergingEpoch = new() { Epoch = end.Epoch, EndOffset = end.EndOffset };
            return answer;
        }
        // LogSegment.read throws.
        if (part.PartitionMaxBytes < 0 || request.MaxBytes < 0)
        {
            answer.ErrorCode = ErrorCode.UnknownServerError;
            (answer.HighWatermark, answer.LastStableOffset, answer.LogStartOffset) = (-1, -1, -1);
            return answer;
        }
        if (part.FetchOffset < log.StartOffset || part.FetchOffset > log.EndOffset || (part.LastFetchedEpoch >= 0 && log.EndOf(part.LastFetchedEpoch).EndOffset < 0))
        {
            answer.ErrorCode = ErrorCode.OffsetOutOfRange;
            (answer.HighWatermark, answer.LastStableOffset, answer.LogStartOffset) = (-1, -1, -1);
            return answer;
        }
        var committedOnly = request.IsolationLevel == 1;
        var limit = committedOnly ? answer.LastStableOffset : answer.HighWatermark;
        var parts = Collect(log, part.FetchOffset, limit, Math.Min(part.PartitionMaxBytes, room), first, out var next);
        answer.Records = parts.Count == 0 ? Records.Empty : new Records(parts);
        answer.AbortedTransactions = !committedOnly ? null : [.. partition.Producers.Aborted(part.FetchOffset, next)
            .Select(a => new FetchResponse.AbortedTransaction { ProducerId = a.ProducerId, FirstOffset = a.FirstOffset })];
        return answer;
    }

    private static (int Epoch, long EndOffset)? Diverges(ReplicaLog log, FetchRequest.FetchPartition part)
    {
        var end = log.EndOf(part.LastFetchedEpoch);
        return end.EndOffset >= 0 && (end.Epoch < part.LastFetchedEpoch || end.EndOffset < part.FetchOffset) ? end : null;
    }

    /// <summary>Whole batches while there is room; the first is sent whatever its size, so that a consumer gets on (KIP-74).</summary>
    private static List<ReadOnlyMemory<byte>> Collect(ReplicaLog log, long offset, long limit, long room, bool first, out long next)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        next = offset;
        foreach (var batch in log.Read(offset, limit))
        {
            if (batch.LastOffset >= limit || (room < batch.Size && !(first && parts.Count == 0)))
                break;
            parts.Add(batch.Bytes);
            room -= batch.Size;
            next = batch.NextOffset;
        }
        return parts;
    }

    private static void HintLeader(RequestContext context, Partition partition, FetchResponse.PartitionData answer, FetchResponse response)
    {
        // Since v16 (KIP-951).
        if (context.Version < 16 || answer.ErrorCode is not (ErrorCode.NotLeaderOrFollower or ErrorCode.FencedLeaderEpoch))
            return;
        answer.CurrentLeader = new() { LeaderId = partition.Leader, LeaderEpoch = partition.LeaderEpoch };
        if (context.AddressOf(partition.Leader) is { } address && response.NodeEndpoints.All(n => n.NodeId != partition.Leader))
            response.NodeEndpoints.Add(new() { NodeId = partition.Leader, Host = address.Host, Port = address.Port, Rack = context.Cluster.Brokers[partition.Leader].Rack });
    }
}
