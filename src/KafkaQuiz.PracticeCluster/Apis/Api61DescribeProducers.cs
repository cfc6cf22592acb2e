using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DescribeProducers (61), v0. The producers that a partition remembers, with the start of an open transaction (KIP-664); any replica
/// answers.
/// </summary>
internal static class Api61DescribeProducers
{
    public static AccessChecks<DescribeProducersRequest, DescribeProducersResponse> Access { get; } = new AccessChecks<DescribeProducersRequest, DescribeProducersResponse>((request, _, code, message) => new() { Topics = [.. request.Topics.Select(t => Fault(t, code, message))] })
        // A name that no topic can have is told first.
        .Each(AclOperation.Read, AclResourceType.Topic, r => r.Topics, (_, t) => TopicName.Fault(t.Name) is null ? t.Name : null, (response, t, code) => response.Topics.Add(Fault(t, code, ApiAccess.Refusal(AclResourceType.Topic).Message)));

    public static DescribeProducersResponse Handle(RequestContext context, DescribeProducersRequest request) => new()
    {
        Topics = [.. request.Topics.Select(t => new DescribeProducersResponse.TopicResponse { Name = t.Name, Partitions = [.. t.PartitionIndexes.Select(p => One(context, t.Name, p))] })],
    };

    private static DescribeProducersResponse.PartitionResponse One(RequestContext context, string topic, int index)
    {
        if (TopicName.Fault(topic) is { } fault)
            return new() { PartitionIndex = index, ErrorCode = ErrorCode.InvalidTopicException, ErrorMessage = fault };
        if (!context.Cluster.Topics.TryGet(topic, out var known))
            return new() { PartitionIndex = index, ErrorCode = ErrorCode.UnknownTopicOrPartition, ErrorMessage = "This server does not host this topic-partition." };
        if (known[index] is not { } partition)
            return new() { PartitionIndex = index, ErrorCode = ErrorCode.UnknownTopicOrPartition };
        if (!partition.Replicas.TryGetValue(context.Broker.Id, out var replica))
            return new() { PartitionIndex = index, ErrorCode = ErrorCode.NotLeaderOrFollower };
        if (replica.IsOffline)
            return new() { PartitionIndex = index, ErrorCode = ErrorCode.KafkaStorageError };
        return new()
        {
            PartitionIndex = index,
            ActiveProducers = [.. partition.Producers.All.Select(p => new DescribeProducersResponse.ProducerState
            {
                ProducerId = p.Key,
                ProducerEpoch = p.Value.Epoch,
                LastSequence = p.Value.LastSequence,
                LastTimestamp = p.Value.LastTimestamp,
                CoordinatorEpoch = p.Value.CoordinatorEpoch,
                CurrentTxnStartOffset = p.Value.TransactionStart ?? -1,
            })],
        };
    }

    private static DescribeProducersResponse.TopicResponse Fault(DescribeProducersRequest.TopicRequest topic, ErrorCode code, string? message) => new()
    {
        Name = topic.Name,
        Partitions = [.. topic.PartitionIndexes.Select(p => new DescribeProducersResponse.PartitionResponse { PartitionIndex = p, ErrorCode = code, ErrorMessage = message })],
    };
}
