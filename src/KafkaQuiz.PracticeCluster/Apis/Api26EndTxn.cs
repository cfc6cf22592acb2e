using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Transactions;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// EndTxn (26), v0-5. Commits or aborts. Answered once the decision is written; the markers follow, and until all are there others are told
/// CONCURRENT_TRANSACTIONS. v5 is transaction version 2: it bumps the producer's epoch. PRODUCER_FENCED since v2.
/// </summary>
internal static class Api26EndTxn
{
    public static AccessChecks<EndTxnRequest, EndTxnResponse> Access { get; } = new AccessChecks<EndTxnRequest, EndTxnResponse>((_, _, code, _) => Answer(new(code)))
        .On(AclOperation.Write, AclResourceType.TransactionalId, r => r.TransactionalId);

    public static async Task<EndTxnResponse?> HandleAsync(RequestContext context, EndTxnRequest request)
    {
        if (request.TransactionalId.Length == 0)
            return Answer(new(ErrorCode.InvalidRequest));
        if (!context.Cluster.Transactions.TryFind(context.Broker.Id, request.TransactionalId, out var owner))
            return Answer(new(ErrorCode.NotCoordinator));
        var version = context.Version >= 5 ? TransactionMetadata.EpochBumpVersion : (sbyte)0;
        var ended = await EndTransaction.RunAsync(context.Cluster, owner, request.TransactionalId, request.ProducerId, request.ProducerEpoch, request.Committed, version);
        return Answer(ended.Code == ErrorCode.ProducerFenced && context.Version < 2 ? new(ErrorCode.InvalidProducerEpoch) : ended);
    }

    private static EndTxnResponse Answer(EndTransaction.Result result) =>
        new() { ErrorCode = result.Code, ProducerId = result.ProducerId, ProducerEpoch = result.ProducerEpoch };
}
