using KafkaQuiz.Practice.Brokers;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Apis;

/// <summary>What a handler knows beside the request.</summary>
/// <param name="Cluster">The state; the handler runs on its loop.</param>
/// <param name="Broker">The broker that was asked.</param>
/// <param name="Header">Version, client id.</param>
/// <param name="Gone">Cancelled when the client's connection ends.</param>
internal sealed record RequestContext(ClusterState Cluster, Broker Broker, RequestHeader Header, CancellationToken Gone)
{
    /// <summary>What the API's Prepare made of the request before the loop saw it.</summary>
    public object? Prepared { get; init; }

    public short Version => Header.Version;
}
