using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Transactions;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// InitProducerId (22), v0-5. A new producer id for an idempotent producer, from the broker's block; with a transactional id at its coordinator the
/// next epoch, which fences whoever had the last one and aborts what it left open; a producer may go on after an error (v3, KIP-360).
/// PRODUCER_FENCED since v4. Left out: two-phase commit (v6 is not stable in Kafka 4.3 either, KIP-939).
/// </summary>
internal static class Api22InitProducerId
{
    public static AccessChecks<InitProducerIdRequest, InitProducerIdResponse> Access { get; } = new AccessChecks<InitProducerIdRequest, InitProducerIdResponse>((_, _, code, _) => Fault(code))
        .On(AclOperation.Write, AclResourceType.TransactionalId, r => r.TransactionalId, (_, r) => r.TransactionalId is not null)
        .Check("IdempotentWrite Cluster, or Write some Topic", (context, request) => request.TransactionalId is not null || context.Allows(AclOperation.IdempotentWrite, AclResourceType.Cluster, Acl.Cluster)
            || context.Node.Authorizer!.AllowsSome(context.Cluster.Acls, context.Session, AclOperation.Write, AclResourceType.Topic)
            ? Verdict<InitProducerIdResponse>.Passed : Verdict<InitProducerIdResponse>.Refused(Fault(ErrorCode.ClusterAuthorizationFailed)));

    public static async Task<InitProducerIdResponse?> HandleAsync(RequestContext context, InitProducerIdRequest request)
    {
        var (code, producerId, epoch) = await InitAsync(context, request);
        if (code == ErrorCode.ProducerFenced && context.Version < 4)
            code = ErrorCode.InvalidProducerEpoch;
        return new() { ErrorCode = code, ProducerId = producerId, ProducerEpoch = epoch };
    }

    private static async Task<InitProducerId.Result> InitAsync(RequestContext context, InitProducerIdRequest request)
    {
        if ((request.ProducerId == -1) != (request.ProducerEpoch == -1))
            return new(ErrorCode.InvalidRequest);
        if (request.TransactionalId is { } id)
        {
            return await InitProducerId.RunAsync(
                context.Cluster, context.Broker, id, request.TransactionTimeoutMs, request.ProducerId == -1 ? null : (request.ProducerId, request.ProducerEpoch));
        }
        return context.Cluster.ProducerIds.Next(context.Cluster, context.Broker) is { } next ? new(ErrorCode.None, next, 0) : new(ErrorCode.CoordinatorLoadInProgress);
    }

    private static InitProducerIdResponse Fault(ErrorCode code) => new() { ErrorCode = code, ProducerId = -1, ProducerEpoch = -1 };
}
