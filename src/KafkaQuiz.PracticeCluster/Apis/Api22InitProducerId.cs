using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// InitProducerId (22), v0-5. A new producer id with epoch 0 for an idempotent producer. Left out so far: transactional ids (answered
/// with COORDINATOR_NOT_AVAILABLE until the transaction coordinator is there).
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
        var cluster = context.Cluster;
        if (request.TransactionalId is not null)
            return new() { ErrorCode = ErrorCode.CoordinatorNotAvailable, ProducerId = -1, ProducerEpoch = -1 };
        // A broker takes its block of ids from the controller.
        if (!await cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromSeconds(30), context.Gone))
            return new() { ErrorCode = ErrorCode.CoordinatorLoadInProgress, ProducerId = -1, ProducerEpoch = -1 };
        return new() { ProducerId = cluster.NextProducerId++, ProducerEpoch = 0 };
    }

    private static InitProducerIdResponse Fault(ErrorCode code) => new() { ErrorCode = code, ProducerId = -1, ProducerEpoch = -1 };
}
