using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Apis;

/// <summary>One row of the <see cref="ApiTable"/>.</summary>
/// <param name="Key">The API.</param>
/// <param name="Min">Lowest version served.</param>
/// <param name="Max">Highest version served and advertised.</param>
/// <param name="Handle">Runs on the cluster's loop; null sends no response.</param>
internal sealed record ApiEntry(ApiKey Key, short Min, short Max, Func<RequestContext, IRequest, ValueTask<IResponse?>> Handle)
{
    /// <summary>Lowest version advertised, when it is not <see cref="Min"/>.</summary>
    public short AdvertisedMin { get; init; } = Min;

    /// <summary>Controllers serve it too, on their own listeners.</summary>
    public bool OnControllers { get; init; }

    /// <summary>What it changes is seen in no record and no metadata: groups, their members and offsets.</summary>
    public bool ChangesGroups { get; init; }

    /// <summary>What it asks of the authorizer. Without it, where there is one, only a client that may act as the cluster is served.</summary>
    public ApiAccess? Access { get; init; }

    /// <summary>Runs on the connection's task before <see cref="Handle"/>, told the version: costly work that needs no state.</summary>
    public Func<IRequest, short, object?>? Prepare { get; init; }

    /// <summary>Handles a request of a client that may make it, on the cluster's loop.</summary>
    public ValueTask<IResponse?> AnswerAsync(RequestContext context, IRequest request) =>
        context.Node.Authorizer is null ? Handle(context, request)
        : Access is not null ? Access.RunAsync(context, request, Handle)
        : context.Allows(AclOperation.ClusterAction, AclResourceType.Cluster, Acl.Cluster) ? Handle(context, request)
        : throw new IOException($"Nobody may use {Key}.");
}
