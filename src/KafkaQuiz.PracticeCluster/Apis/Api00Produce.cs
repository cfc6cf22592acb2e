using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Replication;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Practice.Transactions;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// Produce (0), v3-13 (0-2 advertised, see <see cref="ApiTable"/>). acks 0, 1 and all with min.insync.replicas; idempotent producers;
/// transactional ones, whose partitions the coordinator verifies (v3-11) or adds to the transaction (v12, KIP-890); sizes, timestamps, keys
/// of compacted topics; Kafka's own topics refuse clients; the current leader in the answer when the client asked another (KIP-951).
/// Batches are stored in a topic's compression.type and message.timestamp.type. Left out: quotas. An error with acks=0 closes the connection, as in Kafka.
/// </summary>
internal static class Api00Produce
{
    public static AccessChecks<ProduceRequest, ProduceResponse> Access { get; } = new AccessChecks<ProduceRequest, ProduceResponse>((request, _, code, message) => request.Acks == 0 ? null : new()
    {
        Responses = [.. request.TopicData.Select(t => new ProduceResponse.TopicProduceResponse
        {
            Name = t.Name,
            TopicId = t.TopicId,
            PartitionResponses = [.. t.PartitionData.Select(p => new ProduceResponse.PartitionProduceResponse { Index = p.Index, ErrorCode = code, ErrorMessage = WordsOf(code, message), BaseOffset = -1, LogStartOffset = -1 })],
        })],
    })
        .On(AclOperation.Write, AclResourceType.TransactionalId, r => r.TransactionalId, (context, _) => ((ProducePlan)context.Prepared!).Parts.Exists(p => p.IsTransactional))
        // Refused topics stay where they are, so that acks=0 ends with them.
        .Check("Write each Topic", (context, _) =>
        {
            ((ProducePlan)context.Prepared!).Refuse(p => context.Cluster.Topics.NameOf(p.Topic, p.TopicId) is not { } name || context.Allows(AclOperation.Write, AclResourceType.Topic, name));
            return Verdict<ProduceResponse>.Passed;
        });

    /// <summary>An error's usual words are left out (ApiError.fromThrowable).</summary>
    private static string? WordsOf(ErrorCode code, string? message) => code == ErrorCode.TransactionalIdAuthorizationFailed ? null : message;

    public static object Prepare(ProduceRequest request, short version) => ProducePlan.Of(request, version);

    public static async Task<ProduceResponse?> HandleAsync(RequestContext context, ProduceRequest request)
    {
        var plan = (ProducePlan)context.Prepared!;
        var producers = plan.TransactionalProducers.ToList();
        var refusal = plan.Parts.Exists(p => p.IsTransactional) && request.TransactionalId is null ? ErrorCode.TransactionalIdAuthorizationFailed
            : plan.Corruption is not null ? ErrorCode.CorruptMessage : producers.Count > 1 ? ErrorCode.InvalidProducerIdMapping : ErrorCode.None;
        var verified = producers.Count == 0 || refusal != ErrorCode.None ? [] : await ProduceVerification.RunAsync(context, request.TransactionalId!, plan);
        var response = new ProduceResponse();
        var waits = new List<Wait>();
        foreach (var group in plan.Parts.GroupBy(p => (p.Topic, p.TopicId)))
        {
            var topic = new ProduceResponse.TopicProduceResponse { Name = group.Key.Topic, TopicId = group.Key.TopicId };
            foreach (var part in group)
                topic.PartitionResponses.Add(refusal == ErrorCode.None ? Append(context, request, part, verified, waits) : Fault(part, refusal, refusal == ErrorCode.CorruptMessage ? plan.Corruption : null));
            response.Responses.Add(topic);
        }
        if (request.Acks == 0)
        {
            return response.Responses.SelectMany(r => r.PartitionResponses).All(p => p.ErrorCode == ErrorCode.None) ? null
                : throw new IOException("A fault with acks=0 can only be told by closing the connection.");
        }
        if (waits.Count > 0)
            await ReplicateAsync(context, request, waits);
        AddLeaderHints(context, response);
        return response;
    }

    /// <summary>An append with acks=all that waits for its offset to be replicated.</summary>
    private sealed record Wait(Acknowledgement Acknowledgement, ProduceResponse.PartitionProduceResponse Response);

    /// <param name="part">Which was not appended.</param>
    /// <param name="code">Why.</param>
    /// <param name="message">Kafka's.</param>
    /// <param name="start">The log's start offset, which most faults found in the log tell (ReplicaManager.appendRecordsToLeader).</param>
    private static ProduceResponse.PartitionProduceResponse Fault(ProducePlan.Part part, ErrorCode code, string? message = null, long start = -1) =>
        new() { Index = part.Partition, ErrorCode = code, ErrorMessage = message, BaseOffset = -1, LogStartOffset = start };

    private static ProduceResponse.PartitionProduceResponse Append(
        RequestContext context, ProduceRequest request, ProducePlan.Part part, Dictionary<Partition, ProduceVerification.Outcome> verified, List<Wait> waits)
    {
        var cluster = context.Cluster;
        if (part.Code == ErrorCode.TopicAuthorizationFailed)
            return Fault(part, part.Code);
        if (!cluster.Topics.TryGet(part.Topic, part.TopicId, out var topic))
            return Fault(part, part.TopicId != Guid.Empty ? ErrorCode.UnknownTopicId : ErrorCode.UnknownTopicOrPartition);
        if (topic[part.Partition] is not { } partition)
            return Fault(part, ErrorCode.UnknownTopicOrPartition);
        if (part.IsOfRequest)
            return Fault(part, part.Code);
        var verification = verified.GetValueOrDefault(partition);
        if (verification.Code != ErrorCode.None)
            return Fault(part, verification.Code, verification.Message);
        if (request.Acks is < -1 or > 1)
            return Fault(part, ErrorCode.InvalidRequiredAcks);
        if (topic.IsInternal && context.Header.ClientId != "__admin_client")
            return Fault(part, ErrorCode.InvalidTopicException);
        if (partition.Leader != context.Broker.Id)
            return Fault(part, ErrorCode.NotLeaderOrFollower);
        if (request.Acks == -1 && partition.Isr.Count < partition.MinIsr)
            return Fault(part, ErrorCode.NotEnoughReplicas, null, partition.LeaderReplica!.Log.StartOffset);
        if (part.Code != ErrorCode.None)
            return Fault(part, part.Code, null, part.Code == ErrorCode.CorruptMessage ? -1 : partition.LeaderReplica!.Log.StartOffset);
        var settings = topic.On(context.Broker.Id);
        RecordBatch.TryRead(part.Batch!, out var batch);
        if (BatchRule.Fault(partition, settings, batch, cluster.Time.Milliseconds) is { } fault)
            return Refuse(fault);
        if (batch.ProducerId >= 0)
        {
            var code = AppendCheck.Client(partition.Producers, batch, verification.Guard, cluster.Configs.Flag("transaction.partition.verification.enable"), out var earlier);
            if (code != ErrorCode.None)
                return Fault(part, code, null, partition.LeaderReplica!.Log.StartOffset);
            if (earlier is { } known)
                return Answer(partition, known.BaseOffset, known.LastOffset, known.Timestamp);
        }
        var now = cluster.Time.Milliseconds;
        byte[] stored;
        try
        {
            stored = BatchForm.Of(part.Batch!, settings, now);
        }
        catch (MalformedMessageException e)
        {
            return Fault(part, ErrorCode.InvalidRecord, e.Message, partition.LeaderReplica!.Log.StartOffset);
        }
        if (BatchRule.SizeFault(settings, stored.Length) is { } tooLarge)
            return Refuse(tooLarge);
        if (!cluster.Budget.CanTake(stored.Length))
            return Fault(part, ErrorCode.PolicyViolation, cluster.Budget.Full);
        if (batch.ProducerId >= 0 && !partition.Producers.HasRoomFor(batch.ProducerId))
            return Fault(part, ErrorCode.PolicyViolation, RememberedBudget.Full);
        var appended = cluster.Replicator.Append(partition, stored);
        return Answer(partition, appended.BaseOffset, appended.LastOffset, settings.IsLogAppendTime ? now : -1);

        ProduceResponse.PartitionProduceResponse Refuse(BatchRule.Found found) => new()
        {
            Index = part.Partition,
            ErrorCode = found.Code,
            ErrorMessage = found.Message,
            BaseOffset = -1,
            LogStartOffset = found.Code is ErrorCode.MessageTooLarge or ErrorCode.RecordListTooLarge ? -1 : partition.LeaderReplica!.Log.StartOffset,
            RecordErrors = found.Records,
        };

        ProduceResponse.PartitionProduceResponse Answer(Partition at, long first, long last, long time)
        {
            var answer = new ProduceResponse.PartitionProduceResponse
            {
                Index = part.Partition,
                BaseOffset = first,
                LogAppendTimeMs = time,
                LogStartOffset = at.LeaderReplica!.Log.StartOffset,
            };
            if (request.Acks == -1)
                waits.Add(new Wait(new(at, at.Leader, at.LeaderEpoch, last + 1), answer));
            return answer;
        }
    }

    /// <summary>Waits until all high watermarks have passed.</summary>
    private static async Task ReplicateAsync(RequestContext context, ProduceRequest request, List<Wait> waits)
    {
        var cluster = context.Cluster;
        waits.RemoveAll(w => IsSettled(cluster, w));
        if (waits.Count == 0)
            return;
        var signals = waits.Select(w => w.Acknowledgement.Partition.Changed).Distinct().ToList();
        using var waiter = new Waiter(cluster.Timers, cluster.Loop, signals, TimeSpan.FromMilliseconds(request.TimeoutMs), context.Gone);
        while (waits.Count > 0 && !waiter.IsOver)
        {
            await waiter.NextAsync();
            waits.RemoveAll(w => IsSettled(cluster, w));
        }
        foreach (var late in waits)
            late.Response.ErrorCode = ErrorCode.RequestTimedOut;
    }

    private static bool IsSettled(ClusterState cluster, Wait wait)
    {
        if (wait.Acknowledgement.Outcome(cluster) is not { } outcome)
            return false;
        wait.Response.ErrorCode = outcome;
        return true;
    }

    private static void AddLeaderHints(RequestContext context, ProduceResponse response)
    {
        foreach (var topic in response.Responses)
        {
            foreach (var answer in topic.PartitionResponses.Where(p => p.ErrorCode == ErrorCode.NotLeaderOrFollower))
            {
                if (!context.Cluster.Topics.TryGet(topic.Name, topic.TopicId, out var found) || found[answer.Index] is not { } partition)
                    continue;
                answer.CurrentLeader = new() { LeaderId = partition.Leader, LeaderEpoch = partition.LeaderEpoch };
                if (context.AddressOf(partition.Leader) is { } address && response.NodeEndpoints.All(n => n.NodeId != partition.Leader))
                    response.NodeEndpoints.Add(new() { NodeId = partition.Leader, Host = address.Host, Port = address.Port, Rack = context.Cluster.Brokers[partition.Leader].Rack });
            }
        }
    }
}
