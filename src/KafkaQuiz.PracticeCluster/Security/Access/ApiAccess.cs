using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Security.Access;

/// <summary>What an API asks the authorizer before it is handled, in Kafka's order (KafkaApis.scala, ControllerApis.scala), and what those get who may not.</summary>
internal abstract class ApiAccess
{
    private static readonly Dictionary<AclResourceType, (ErrorCode, string)> Refusals = new()
    {
        [AclResourceType.Topic] = (ErrorCode.TopicAuthorizationFailed, "Topic authorization failed."),
        [AclResourceType.Group] = (ErrorCode.GroupAuthorizationFailed, "Group authorization failed."),
        [AclResourceType.TransactionalId] = (ErrorCode.TransactionalIdAuthorizationFailed, "Transactional Id authorization failed."),
        [AclResourceType.Cluster] = (ErrorCode.ClusterAuthorizationFailed, "Cluster authorization failed."),
    };

    /// <summary>Each thing that it asks, in words; empty when it is open to everybody.</summary>
    public abstract IReadOnlyList<string> Needs { get; }

    /// <summary>The error of those who may not, with Kafka's words for it.</summary>
    public static (ErrorCode Code, string Message) Refusal(AclResourceType type) => Refusals[type];

    /// <summary>Handles a request, or as much of it as the client may do. Only where there is an authorizer.</summary>
    public abstract ValueTask<IResponse?> RunAsync(RequestContext context, IRequest request, Func<RequestContext, IRequest, ValueTask<IResponse?>> handle);

    /// <summary>The API's answer to a request that fails as a whole (AbstractRequest.getErrorResponse); null when it has none.</summary>
    public abstract IResponse? Fault(IRequest request, short version, ErrorCode code, string? message);

    /// <summary>The words of ClusterAuthorizationException.</summary>
    public static string Words(RequestContext context, AclOperation operation) => $"Request {context.Session} needs {Capitals.Of(operation.ToString())} permission.";

    /// <summary>Takes those out of a list that do not pass, and gives them.</summary>
    public static List<TItem> TakeOut<TItem>(List<TItem>? items, Func<TItem, bool> passes)
    {
        var refused = new List<TItem>();
        items?.RemoveAll(item =>
        {
            var isRefused = !passes(item);
            if (isRefused)
                refused.Add(item);
            return isRefused;
        });
        return refused;
    }
}
