using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DescribeCluster (60), v0-2. Brokers with racks; fenced ones when asked for (v2). The controller named is any live broker. Left out:
/// authorised operations; the controllers' own endpoints (they have no listener).
/// </summary>
internal static class Api60DescribeCluster
{
    private const sbyte Controllers = 2;

    public static DescribeClusterResponse Handle(RequestContext context, DescribeClusterRequest request)
    {
        var cluster = context.Cluster;
        if (request.EndpointType == Controllers)
        {
            return new()
            {
                ErrorCode = ErrorCode.MismatchedEndpointType,
                ErrorMessage = "The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER",
                EndpointType = 1,
            };
        }
        var alive = cluster.Brokers.Values.Where(b => !b.IsFenced).ToList();
        return new()
        {
            EndpointType = 1,
            ClusterId = cluster.ClusterId,
            ControllerId = alive.Count == 0 ? -1 : alive[cluster.Random.Next(alive.Count)].Id,
            Brokers = [.. cluster.Brokers.Values.Where(b => !b.IsFenced || request.IncludeFencedBrokers)
                .Select(b => new DescribeClusterResponse.DescribeClusterBroker { BrokerId = b.Id, Host = b.Host, Port = b.Port, Rack = b.Rack, IsFenced = b.IsFenced })],
        };
    }
}
