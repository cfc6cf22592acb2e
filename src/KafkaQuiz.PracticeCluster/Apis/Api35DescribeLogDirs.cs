using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DescribeLogDirs (35), v1-5. The asked broker's log directories with the replicas in them: the bytes of their segments, how far they are
/// behind; a failed directory with KAFKA_STORAGE_ERROR. Total and usable bytes are those of the cluster's memory.
/// </summary>
internal static class Api35DescribeLogDirs
{
    public static AccessChecks<DescribeLogDirsRequest, DescribeLogDirsResponse> Access { get; } = new AccessChecks<DescribeLogDirsRequest, DescribeLogDirsResponse>((_, _, code, _) => new() { ErrorCode = code })
        .Cluster(AclOperation.Describe);

    public static DescribeLogDirsResponse Handle(RequestContext context, DescribeLogDirsRequest request)
    {
        var cluster = context.Cluster;
        var wanted = request.Topics?.SelectMany(t => t.Partitions.Select(p => cluster.Topics.Find(t.Topic, p))).OfType<Partition>().Distinct() ?? cluster.Topics.Partitions;
        var replicas = wanted.Where(p => p.Replicas.ContainsKey(context.Broker.Id)).ToLookup(p => p.Replicas[context.Broker.Id].LogDir);
        return new() { Results = [.. LogDirs.Paths(cluster, context.Broker.Id).Select((path, dir) => One(context, path, dir, replicas[dir]))] };
    }

    private static DescribeLogDirsResponse.DescribeLogDirsResult One(RequestContext context, string path, int dir, IEnumerable<Partition> partitions)
    {
        if (context.Node.FailedLogDirs.Contains(dir))
            return new() { ErrorCode = ErrorCode.KafkaStorageError, LogDir = path, TotalBytes = -1, UsableBytes = -1 };
        return new()
        {
            LogDir = path,
            TotalBytes = context.Cluster.Budget.Limit,
            UsableBytes = context.Cluster.Budget.Limit - context.Cluster.Budget.Used,
            IsCordoned = LogDirs.IsCordoned(context.Cluster, context.Broker.Id, path),
            Topics = [.. partitions.GroupBy(p => p.Topic).Select(t => new DescribeLogDirsResponse.DescribeLogDirsTopic
            {
                Name = t.Key.Name,
                Partitions = [.. t.Select(p => (p.Index, Replica: p.Replicas[context.Broker.Id])).Select(p => new DescribeLogDirsResponse.DescribeLogDirsPartition
                {
                    PartitionIndex = p.Index,
                    PartitionSize = p.Replica.Log.Size,
                    OffsetLag = Math.Max(0, p.Replica.HighWatermark - p.Replica.EndOffset),
                })],
            })],
        };
    }
}
