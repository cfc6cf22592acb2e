using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// FindCoordinator (10), v0-6. Groups (key type 0) and transactional ids (1), one key or several (v4, KIP-699). Makes the internal topic
/// when it is first needed. Left out: share groups (key type 2: INVALID_REQUEST).
/// </summary>
internal static class Api10FindCoordinator
{
    public static AccessChecks<FindCoordinatorRequest, FindCoordinatorResponse> Access { get; } = new AccessChecks<FindCoordinatorRequest, FindCoordinatorResponse>((request, _, code, message) => new()
    {
        ErrorCode = code,
        ErrorMessage = message,
        NodeId = -1,
        Port = -1,
        Coordinators = [.. request.CoordinatorKeys.Select(k => new FindCoordinatorResponse.Coordinator { Key = k, ErrorCode = code, ErrorMessage = message, NodeId = -1, Port = -1 })],
    })
        .On(AclOperation.Describe, AclResourceType.Group, r => r.Key, (context, r) => context.Version < 4 && r.KeyType == 0)
        .On(AclOperation.Describe, AclResourceType.TransactionalId, r => r.Key, (context, r) => context.Version < 4 && r.KeyType == 1)
        .Each(AclOperation.Describe, AclResourceType.Group, r => r.KeyType == 0 ? r.CoordinatorKeys : null, (_, key) => key, Refuse)
        .Each(AclOperation.Describe, AclResourceType.TransactionalId, r => r.KeyType == 1 ? r.CoordinatorKeys : null, (_, key) => key, Refuse);

    public static FindCoordinatorResponse Handle(RequestContext context, FindCoordinatorRequest request)
    {
        if (context.Version >= 4)
            return new() { Coordinators = [.. request.CoordinatorKeys.Select(k => Find(context, request.KeyType, k))] };
        var found = Find(context, request.KeyType, request.Key);
        return new() { ErrorCode = found.ErrorCode, ErrorMessage = found.ErrorMessage, NodeId = found.NodeId, Host = found.Host, Port = found.Port };
    }

    private static FindCoordinatorResponse.Coordinator Find(RequestContext context, sbyte type, string key)
    {
        FindCoordinatorResponse.Coordinator Fault(ErrorCode code, string? message) =>
            new() { Key = key, ErrorCode = code, ErrorMessage = message, NodeId = -1, Host = "", Port = -1 };
        if (type is < 0 or > 1)
            return Fault(ErrorCode.InvalidRequest, "This most likely occurs because of a request being malformed by the client library or the message was sent to an incompatible broker. See the broker logs for more details.");
        var partition = type == 0 ? Coordinators.OfGroup(context.Cluster, key) : Coordinators.OfTransaction(context.Cluster, key);
        return partition is not null && context.AddressOf(partition.Leader) is { } address
            ? new() { Key = key, ErrorMessage = context.Version < 4 ? "NONE" : "", NodeId = partition.Leader, Host = address.Host, Port = address.Port }
            : Fault(ErrorCode.CoordinatorNotAvailable, "The coordinator is not available.");
    }

    private static void Refuse(FindCoordinatorResponse response, string key, ErrorCode code) =>
        response.Coordinators.Add(new() { Key = key, ErrorCode = code, ErrorMessage = "", NodeId = -1, Port = -1 });
}
