using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Security;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Apis;

/// <summary>What a handler knows beside the request.</summary>
/// <param name="Node">The node that was asked.</param>
/// <param name="Listener">The listener that the client came through: it is told addresses of listeners with this name.</param>
/// <param name="Header">Version, client id.</param>
/// <param name="Gone">Cancelled when the client's connection ends.</param>
internal sealed record RequestContext(Node Node, Listener Listener, RequestHeader Header, CancellationToken Gone)
{
    /// <summary>The cluster as the node knows it; the handler runs on its loop.</summary>
    public ClusterState Cluster => Node.Cluster;

    /// <summary>The broker that was asked; a controller that is none has only APIs that do not look at it.</summary>
    public Broker Broker => Cluster.Brokers[Node.Id];

    /// <summary>What the API's Prepare made of the request before the loop saw it.</summary>
    public object? Prepared { get; init; }

    /// <summary>Who asks.</summary>
    public required Session Session { get; init; }

    public short Version => Header.Version;

    /// <summary>Whether the client may do this to a resource; everybody may where there is no authorizer.</summary>
    public bool Allows(AclOperation operation, AclResourceType type, string name) => Node.Authorizer is not { } authorizer || authorizer.Allows(Cluster.Acls, Session, operation, type, name);

    /// <summary>What the client may do to a resource, as a bit field (KIP-430).</summary>
    public int AllowedOperations(AclResourceType type, string name) => Authorizer.Supported(type).Where(o => Allows(o, type, name)).Aggregate(0, (bits, o) => bits | (1 << (int)o));

    /// <summary>Where this client finds a broker; null when the broker has no listener of that name.</summary>
    public (string Host, int Port)? AddressOf(Broker broker) => broker.On(Listener.Name) is { } listener ? Cluster.Machine.AddressOf(listener) : null;

    /// <summary>Where this client finds a broker; null when it is unknown or has no listener of that name.</summary>
    public (string Host, int Port)? AddressOf(int broker) => Cluster.Brokers.TryGetValue(broker, out var found) ? AddressOf(found) : null;
}
