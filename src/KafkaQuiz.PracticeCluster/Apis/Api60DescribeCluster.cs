using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DescribeCluster (60), v0-2. A broker tells the brokers with their racks, fenced ones when asked for (v2), and any live one as the controller;
/// a controller tells the controllers and which is active (KIP-919), both what the client may do to the cluster when it asks (KIP-430). Each answers
/// for its own kind of endpoint only; everybody may ask.
/// </summary>
internal static class Api60DescribeCluster
{
    public static AccessChecks<DescribeClusterRequest, DescribeClusterResponse> Access { get; } = new((_, _, code, message) => new() { ErrorCode = code, ErrorMessage = message });

    private const sbyte Brokers = 1;
    private const sbyte Controllers = 2;

    public static DescribeClusterResponse Handle(RequestContext context, DescribeClusterRequest request)
    {
        var type = context.Listener.IsController ? Controllers : Brokers;
        if (request.EndpointType != type)
        {
            return new()
            {
                ErrorCode = request.EndpointType is Brokers or Controllers ? ErrorCode.MismatchedEndpointType : ErrorCode.UnsupportedEndpointType,
                ErrorMessage = request.EndpointType is Brokers or Controllers ? $"The request was sent to an endpoint of type {Name(type)}, but we wanted an endpoint of type {Name(request.EndpointType)}"
                    : $"Unsupported endpoint type {request.EndpointType}",
                EndpointType = type,
            };
        }
        var response = type == Controllers ? DescribeControllers(context) : DescribeBrokers(context, request);
        if (request.IncludeClusterAuthorizedOperations)
            response.ClusterAuthorizedOperations = context.Allows(AclOperation.Describe, AclResourceType.Cluster, Acl.Cluster) ? context.AllowedOperations(AclResourceType.Cluster, Acl.Cluster) : 0;
        return response;
    }

    private static DescribeClusterResponse DescribeBrokers(RequestContext context, DescribeClusterRequest request)
    {
        var cluster = context.Cluster;
        var reachable = cluster.Brokers.Values.Where(b => b.On(context.Listener.Name) is not null).ToList();
        var alive = reachable.Where(b => b.IsActive).ToList();
        return new()
        {
            EndpointType = Brokers,
            ClusterId = cluster.ClusterId,
            ControllerId = alive.Count == 0 ? -1 : alive[cluster.Random.Next(alive.Count)].Id,
            Brokers = [.. reachable.Where(b => b.IsActive || request.IncludeFencedBrokers)
                .Select(b => Show(b.Id, context.AddressOf(b)!.Value, b.Rack, b.IsFenced))],
        };
    }

    private static DescribeClusterResponse DescribeControllers(RequestContext context)
    {
        var cluster = context.Cluster;
        return new()
        {
            EndpointType = Controllers,
            ClusterId = cluster.ClusterId,
            ControllerId = cluster.Quorum.LeaderId,
            Brokers = [.. cluster.Nodes.Values.Select(n => (n.Id, Listener: n.Config.ControllerListeners.FirstOrDefault(l => l.Name == context.Listener.Name)))
                .Where(n => n.Listener is not null).Select(n => Show(n.Id, cluster.Machine.AddressOf(n.Listener!), null, false))],
        };
    }

    private static string Name(sbyte type) => type == Controllers ? "CONTROLLER" : "BROKER";

    private static DescribeClusterResponse.DescribeClusterBroker Show(int id, (string Host, int Port) address, string? rack, bool fenced) =>
        new() { BrokerId = id, Host = address.Host, Port = address.Port, Rack = rack, IsFenced = fenced };
}
