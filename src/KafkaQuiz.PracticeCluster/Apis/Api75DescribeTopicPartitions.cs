using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DescribeTopicPartitions (75), v0. Topics in order of their names, a page of partitions at a time (KIP-966), with ELR and last known
/// ELR: what Java's Admin describes topics with. An empty list asks for all topics.
/// </summary>
internal static class Api75DescribeTopicPartitions
{
    public static AccessChecks<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse> Access { get; } = new AccessChecks<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse>((request, _, code, _) => new()
    {
        Topics = [.. request.Topics.Select(t => new DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic { Name = t.Name, ErrorCode = code })],
    })
        // Before pages are counted.
        .Within("Describe each Topic, shown only where all are asked for");

    /// <summary>`max.request.partition.size.limit`.</summary>
    private const int MaxPartitions = 2000;

    public static DescribeTopicPartitionsResponse Handle(RequestContext context, DescribeTopicPartitionsRequest request)
    {
        var cluster = context.Cluster;
        var asked = request.Topics.Count == 0 ? cluster.Topics.All.Select(t => t.Name) : request.Topics.Select(t => t.Name).Distinct();
        var names = asked.ToLookup(name => context.Allows(AclOperation.Describe, AclResourceType.Topic, name));
        var from = request.Cursor;
        if (from is not null && (from.PartitionIndex < 0 || (request.Topics.Count > 0 && request.Topics.All(t => t.Name != from.TopicName))))
            return Refused(request, ErrorCode.InvalidRequest);
        // Kafka does not get over an empty name.
        if (request.Topics.Exists(t => t.Name.Length == 0))
            return Refused(request, ErrorCode.UnknownServerError);
        var left = Math.Clamp(request.ResponsePartitionLimit, 1, MaxPartitions);
        var response = new DescribeTopicPartitionsResponse();
        foreach (var name in names[true].Order(StringComparer.Ordinal).Where(n => from is null || string.CompareOrdinal(n, from.TopicName) >= 0))
        {
            var first = from?.TopicName == name ? Math.Max(from.PartitionIndex, 0) : 0;
            if (left == 0)
            {
                response.NextCursor = new() { TopicName = name, PartitionIndex = first };
                break;
            }
            if (!cluster.Topics.TryGet(name, out var topic))
            {
                response.Topics.Add(new()
                {
                    Name = name,
                    ErrorCode = TopicName.Fault(name) is null ? ErrorCode.UnknownTopicOrPartition : ErrorCode.InvalidTopicException,
                    TopicAuthorizedOperations = context.AllowedOperations(AclResourceType.Topic, name),
                });
                continue;
            }
            var partitions = topic.Partitions.Skip(first).Take(left).ToList();
            left -= partitions.Count;
            response.Topics.Add(new()
            {
                Name = name,
                TopicId = topic.Id,
                IsInternal = topic.IsInternal,
                Partitions = [.. partitions.Select(p => Describe(context, p))],
                TopicAuthorizedOperations = context.AllowedOperations(AclResourceType.Topic, name),
            });
            if (first + partitions.Count < topic.Partitions.Count)
            {
                response.NextCursor = new() { TopicName = name, PartitionIndex = first + partitions.Count };
                break;
            }
        }
        if (request.Topics.Count > 0)
            response.Topics.AddRange(names[false].Select(name => new DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic { Name = name, ErrorCode = ErrorCode.TopicAuthorizationFailed }));
        return response;
    }

    private static DescribeTopicPartitionsResponse Refused(DescribeTopicPartitionsRequest request, ErrorCode code) =>
        new() { Topics = [.. request.Topics.Select(t => new DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic { Name = t.Name, ErrorCode = code })] };

    /// <summary>Without an error, be there a leader or not: unlike Metadata's (KRaftMetadataCache.getTopicMetadataForDescribeTopicResponse).</summary>
    private static DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition Describe(RequestContext context, Partition partition) => new()
    {
        PartitionIndex = partition.Index,
        LeaderId = LeaderAnswer.Id(context, partition),
        LeaderEpoch = partition.LeaderEpoch,
        ReplicaNodes = [.. partition.Assignment],
        IsrNodes = [.. partition.Isr],
        // Java clients fail on nulls here.
        EligibleLeaderReplicas = [.. partition.Elr],
        LastKnownElr = [.. partition.LastKnownElr],
        OfflineReplicas = LeaderAnswer.OfflineReplicas(context, partition),
    };
}
