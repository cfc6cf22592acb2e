using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>DescribeTransactions (65), v0. State, producer, start and partitions of transactional ids, by their coordinator (KIP-664).</summary>
internal static class Api65DescribeTransactions
{
    public static AccessChecks<DescribeTransactionsRequest, DescribeTransactionsResponse> Access { get; } = new AccessChecks<DescribeTransactionsRequest, DescribeTransactionsResponse>((request, _, code, _) => new() { TransactionStates = [.. request.TransactionalIds.Select(id => Fault(id, code))] })
        .Each(AclOperation.Describe, AclResourceType.TransactionalId, r => r.TransactionalIds, (_, id) => id, (response, id, code) => response.TransactionStates.Add(Fault(id, code)))
        .Check("Describe each Topic shown", (context, _) => Verdict<DescribeTransactionsResponse>.Then(response =>
        {
            foreach (var state in response.TransactionStates)
                state.Topics.RemoveAll(t => !context.Allows(AclOperation.Describe, AclResourceType.Topic, t.Topic));
        }));

    public static DescribeTransactionsResponse Handle(RequestContext context, DescribeTransactionsRequest request) =>
        new() { TransactionStates = [.. request.TransactionalIds.Select(id => One(context, id))] };

    private static DescribeTransactionsResponse.TransactionStateData One(RequestContext context, string id)
    {
        if (id.Length == 0)
            return Fault(id, ErrorCode.InvalidRequest);
        if (!context.Cluster.Transactions.TryFind(context.Broker.Id, id, out var owner))
            return Fault(id, ErrorCode.NotCoordinator);
        if (!owner.Transactions.TryGetValue(id, out var transaction))
            return Fault(id, ErrorCode.TransactionalIdNotFound);
        var metadata = transaction.Metadata;
        return new()
        {
            TransactionalId = id,
            TransactionState = metadata.State.ToString(),
            TransactionTimeoutMs = metadata.TimeoutMs,
            TransactionStartTimeMs = metadata.StartedAt,
            ProducerId = metadata.ProducerId,
            ProducerEpoch = metadata.ProducerEpoch,
            Topics = [.. metadata.Partitions.GroupBy(p => p.Topic).Select(t => new DescribeTransactionsResponse.TopicData { Topic = t.Key, Partitions = [.. t.Select(p => p.Partition)] })],
        };
    }

    private static DescribeTransactionsResponse.TransactionStateData Fault(string id, ErrorCode code) => new() { TransactionalId = id, ErrorCode = code };
}
