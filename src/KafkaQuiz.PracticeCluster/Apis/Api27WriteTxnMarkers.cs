using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Transactions;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// WriteTxnMarkers (27), v1-2. Markers at the leaders of partitions: what an administrator aborts a hanging transaction with
/// (`kafka-transactions.sh abort`). v2 names the transaction version, which decides how strict the epoch is.
/// </summary>
internal static class Api27WriteTxnMarkers
{
    public static AccessChecks<WriteTxnMarkersRequest, WriteTxnMarkersResponse> Access { get; } = new AccessChecks<WriteTxnMarkersRequest, WriteTxnMarkersResponse>((request, _, code, _) => Fault(request, code))
        .Check("Alter or ClusterAction Cluster", (context, request) => context.Allows(AclOperation.Alter, AclResourceType.Cluster, Acl.Cluster) || context.Allows(AclOperation.ClusterAction, AclResourceType.Cluster, Acl.Cluster)
            ? Verdict<WriteTxnMarkersResponse>.Passed : Verdict<WriteTxnMarkersResponse>.Refused(Fault(request, ErrorCode.ClusterAuthorizationFailed)));

    public static async Task<WriteTxnMarkersResponse?> HandleAsync(RequestContext context, WriteTxnMarkersRequest request)
    {
        var response = new WriteTxnMarkersResponse();
        foreach (var asked in request.Markers)
        {
            var result = response.Markers.FirstOrDefault(m => m.ProducerId == asked.ProducerId);
            if (result is null)
                response.Markers.Add(result = new() { ProducerId = asked.ProducerId });
            var marker = new Marker(asked.ProducerId, asked.ProducerEpoch, asked.TransactionResult, asked.CoordinatorEpoch, asked.TransactionVersion);
            foreach (var topic in asked.Topics)
            {
                var partitions = await Task.WhenAll(topic.PartitionIndexes.Select(p => WriteAsync(context, marker, topic.Name, p)));
                result.Topics.Add(new() { Name = topic.Name, Partitions = [.. partitions] });
            }
        }
        return response;
    }

    private static async Task<WriteTxnMarkersResponse.WritableTxnMarkerPartitionResult> WriteAsync(RequestContext context, Marker marker, string topic, int index)
    {
        var partition = context.Cluster.Topics.Find(topic, index);
        var isHosted = partition is not null && partition.Replicas.TryGetValue(context.Broker.Id, out var replica) && !replica.IsOffline;
        // What is open may always be ended.
        var hasRoom = partition?.Producers.Find(marker.ProducerId)?.TransactionStart is not null
            || (context.Cluster.Budget.CanTake(Marker.Size) && partition?.Producers.HasRoomFor(marker.ProducerId) == true);
        return new()
        {
            PartitionIndex = index,
            ErrorCode = !isHosted ? ErrorCode.UnknownTopicOrPartition
                : !hasRoom ? ErrorCode.PolicyViolation : await marker.AppendAsync(context.Cluster, context.Broker.Id, partition!),
        };
    }

    private static WriteTxnMarkersResponse Fault(WriteTxnMarkersRequest request, ErrorCode code) => new()
    {
        Markers = [.. request.Markers.Select(m => new WriteTxnMarkersResponse.WritableTxnMarkerResult
        {
            ProducerId = m.ProducerId,
            Topics = [.. m.Topics.Select(t => new WriteTxnMarkersResponse.WritableTxnMarkerTopicResult
            {
                Name = t.Name,
                Partitions = [.. t.PartitionIndexes.Select(p => new WriteTxnMarkersResponse.WritableTxnMarkerPartitionResult { PartitionIndex = p, ErrorCode = code })],
            })],
        })],
    };
}
