using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Practice.Transactions;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;
using TopicOf = KafkaQuiz.Protocol.Messages.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;
using TopicResult = KafkaQuiz.Protocol.Messages.AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// AddPartitionsToTxn (24), v0-5. One transaction of a client (v0-3), or several of a broker, to be added or only verified (v4; v5 is
/// transaction version 2). One partition that is unknown, or one of Kafka's own topics, and none is added. PRODUCER_FENCED since v2.
/// </summary>
internal static class Api24AddPartitionsToTxn
{
    public static AccessChecks<AddPartitionsToTxnRequest, AddPartitionsToTxnResponse> Access { get; } = new AccessChecks<AddPartitionsToTxnRequest, AddPartitionsToTxnResponse>((request, version, code, _) => version < 4
        ? new() { ResultsByTopicV3AndBelow = Results(request.V3AndBelowTopics, _ => code) } : new() { ErrorCode = code })
        .On(AclOperation.Write, AclResourceType.TransactionalId, r => r.V3AndBelowTransactionalId, (context, _) => context.Version < 4)
        // Later versions are of brokers.
        .On(AclOperation.ClusterAction, AclResourceType.Cluster, _ => Acl.Cluster, (context, _) => context.Version >= 4)
        .Within("Write each Topic (v0-3)");

    public static async Task<AddPartitionsToTxnResponse?> HandleAsync(RequestContext context, AddPartitionsToTxnRequest request)
    {
        var response = new AddPartitionsToTxnResponse();
        if (context.Version < 4)
        {
            response.ResultsByTopicV3AndBelow = await OneAsync(
                context, request.V3AndBelowTransactionalId, request.V3AndBelowProducerId, request.V3AndBelowProducerEpoch, request.V3AndBelowTopics, verifies: false);
            return response;
        }
        foreach (var asked in request.Transactions)
        {
            response.ResultsByTransaction.Add(new()
            {
                TransactionalId = asked.TransactionalId,
                TopicResults = await OneAsync(context, asked.TransactionalId, asked.ProducerId, asked.ProducerEpoch, asked.Topics, asked.VerifyOnly),
            });
        }
        return response;
    }

    private static async Task<List<TopicResult>> OneAsync(RequestContext context, string id, long producerId, short epoch, List<TopicOf> topics, bool verifies)
    {
        var cluster = context.Cluster;
        var asked = topics.SelectMany(t => t.Partitions.Select(p => (Topic: t.Name, Partition: p))).ToHashSet();
        ErrorCode Refusal((string Topic, int Partition) p) =>
            context.Version < 4 && (Topic.IsInternalName(p.Topic) || !context.Allows(AclOperation.Write, AclResourceType.Topic, p.Topic)) ? ErrorCode.TopicAuthorizationFailed
            : cluster.Topics.Find(p.Topic, p.Partition) is null ? ErrorCode.UnknownTopicOrPartition : ErrorCode.None;
        if (asked.Any(p => Refusal(p) != ErrorCode.None))
            return Results(topics, p => Refusal(p) is var refusal && refusal != ErrorCode.None ? refusal : ErrorCode.OperationNotAttempted);
        if (verifies)
            return Results(topics, p => AddPartitions.Verify(cluster, context.Broker.Id, id, producerId, epoch, p));
        var version = context.Version > 4 ? TransactionMetadata.EpochBumpVersion : (sbyte)0;
        var code = await AddPartitions.RunAsync(cluster, context.Broker.Id, id, producerId, epoch, asked, version);
        if (code == ErrorCode.ProducerFenced && context.Version < 2)
            code = ErrorCode.InvalidProducerEpoch;
        return Results(topics, _ => code);
    }

    private static List<TopicResult> Results(List<TopicOf> topics, Func<(string, int), ErrorCode> code) => [.. topics.Select(t => new TopicResult
    {
        Name = t.Name,
        ResultsByPartition = [.. t.Partitions.Select(p => new AddPartitionsToTxnResponse.AddPartitionsToTxnPartitionResult { PartitionIndex = p, PartitionErrorCode = code((t.Name, p)) })],
    })];
}
