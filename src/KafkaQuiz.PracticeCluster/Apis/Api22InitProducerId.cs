using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// InitProducerId (22), v0-5. A new producer id with epoch 0 for an idempotent producer. Left out so far: transactional ids (answered
/// with COORDINATOR_NOT_AVAILABLE until the transaction coordinator is there).
/// </summary>
internal static class Api22InitProducerId
{
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
}
