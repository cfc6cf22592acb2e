using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Security.Access;

/// <summary>The checks of one API, put together like a sentence: whole request, each item, what is shown.</summary>
/// <param name="fault">The answer to a request that fails as a whole.</param>
internal sealed class AccessChecks<TRequest, TResponse>(Func<TRequest, short, ErrorCode, string?, TResponse?> fault) : ApiAccess
    where TRequest : class, IRequest
    where TResponse : class, IResponse
{
    private readonly List<string> _needs = [];
    private readonly List<Func<RequestContext, TRequest, Verdict<TResponse>>> _checks = [];

    public override IReadOnlyList<string> Needs => _needs;

    public override IResponse? Fault(IRequest request, short version, ErrorCode code, string? message) => fault((TRequest)request, version, code, message);

    /// <summary>Without this the request is refused (authorizeClusterOperation).</summary>
    public AccessChecks<TRequest, TResponse> Cluster(AclOperation operation) => Check($"{operation} Cluster", (context, request) =>
        context.Allows(operation, AclResourceType.Cluster, Acl.Cluster) ? Verdict<TResponse>.Passed
        : Verdict<TResponse>.Refused(fault(request, context.Version, ErrorCode.ClusterAuthorizationFailed, Words(context, operation))));

    /// <summary>Without this on the one resource that it names the request is refused.</summary>
    /// <param name="operation">To be done.</param>
    /// <param name="type">Of the resource.</param>
    /// <param name="name">Of the resource.</param>
    /// <param name="when">Requests that it is asked of; all by default.</param>
    public AccessChecks<TRequest, TResponse> On(AclOperation operation, AclResourceType type, Func<TRequest, string?> name, Func<RequestContext, TRequest, bool>? when = null) =>
        Check($"{operation} {type}", (context, request) =>
        {
            if (when?.Invoke(context, request) == false || context.Allows(operation, type, name(request) ?? ""))
                return Verdict<TResponse>.Passed;
            var (code, message) = Refusal(type);
            return Verdict<TResponse>.Refused(fault(request, context.Version, code, message));
        });

    /// <summary>Items without this are not handled, but answered with the error.</summary>
    /// <param name="operation">To be done.</param>
    /// <param name="type">Of the resources.</param>
    /// <param name="items">Of the request; those refused are taken out of the list.</param>
    /// <param name="name">Of an item's resource; null for one that is not there, which the handler finds out.</param>
    /// <param name="add">Answers for an item.</param>
    public AccessChecks<TRequest, TResponse> Each<TItem>(
        AclOperation operation, AclResourceType type, Func<TRequest, List<TItem>?> items, Func<RequestContext, TItem, string?> name, Action<TResponse, TItem, ErrorCode> add) =>
        Check($"{operation} each {type}", (context, request) =>
        {
            var code = Refusal(type).Code;
            var refused = TakeOut(items(request), item => name(context, item) is not { } resource || context.Allows(operation, type, resource));
            return refused.Count == 0 ? Verdict<TResponse>.Passed : Verdict<TResponse>.Then(response =>
            {
                foreach (var item in refused)
                    add(response, item, code);
            });
        });

    /// <summary>What the client may not see is left out of the answer without a word.</summary>
    public AccessChecks<TRequest, TResponse> Shown<TItem>(AclOperation operation, AclResourceType type, Func<TResponse, List<TItem>> items, Func<TItem, string> name) =>
        Check($"{operation} each {type} shown", (context, _) => Verdict<TResponse>.Then(response => items(response).RemoveAll(item => !context.Allows(operation, type, name(item)))));

    /// <summary>What the handler asks itself, since only it knows of what.</summary>
    public AccessChecks<TRequest, TResponse> Within(string need)
    {
        _needs.Add(need);
        return this;
    }

    /// <summary>Whatever else is asked.</summary>
    /// <param name="need">In words.</param>
    /// <param name="check">On the loop, before the request is handled.</param>
    public AccessChecks<TRequest, TResponse> Check(string need, Func<RequestContext, TRequest, Verdict<TResponse>> check)
    {
        _needs.Add(need);
        _checks.Add(check);
        return this;
    }

    public override async ValueTask<IResponse?> RunAsync(RequestContext context, IRequest request, Func<RequestContext, IRequest, ValueTask<IResponse?>> handle)
    {
        var after = new List<Action<TResponse>>();
        foreach (var check in _checks)
        {
            var verdict = check(context, (TRequest)request);
            if (verdict.IsRefused)
                return verdict.Answer ?? throw new IOException("A refusal that can only be told by closing the connection.");
            if (verdict.After is { } act)
                after.Add(act);
        }
        var response = await handle(context, request);
        foreach (var act in after)
        {
            if (response is TResponse answer)
                act(answer);
        }
        return response;
    }
}
