using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// UnregisterBroker (64), v0. Forgets a broker, as `kafka-cluster unregister` does; its replicas stay assigned. A broker that still runs serves
/// nobody until it starts again, which registers it anew. Waits for an active controller.
/// </summary>
internal static class Api64UnregisterBroker
{
    public static AccessChecks<UnregisterBrokerRequest, UnregisterBrokerResponse> Access { get; } = new AccessChecks<UnregisterBrokerRequest, UnregisterBrokerResponse>((_, _, code, message) => new() { ErrorCode = code, ErrorMessage = message })
        .Cluster(AclOperation.Alter);

    public static async Task<UnregisterBrokerResponse?> HandleAsync(RequestContext context, UnregisterBrokerRequest request)
    {
        var cluster = context.Cluster;
        if (!await cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromSeconds(30), context.Gone))
            return new() { ErrorCode = ErrorCode.RequestTimedOut, ErrorMessage = "The active controller was not found within the timeout." };
        return cluster.Registry.Unregister(request.BrokerId) ? new() { ErrorMessage = null }
            : new() { ErrorCode = ErrorCode.BrokerIdNotRegistered, ErrorMessage = $"Broker ID {request.BrokerId} is not currently registered" };
    }
}
