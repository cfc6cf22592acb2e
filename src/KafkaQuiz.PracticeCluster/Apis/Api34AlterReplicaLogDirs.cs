using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// AlterReplicaLogDirs (34), v1-2. Moves replicas between the asked broker's log directories; a move is over at once. Of a replica that
/// the broker does not have it is remembered where a coming one shall lie: REPLICA_NOT_AVAILABLE (KIP-113).
/// Left out: replica.alter.log.dirs.io.max.bytes.per.second.
/// </summary>
internal static class Api34AlterReplicaLogDirs
{
    public static AccessChecks<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse> Access { get; } = new AccessChecks<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse>((request, _, code, _) => new()
    {
        Results = [.. request.Dirs.SelectMany(d => d.Topics).Select(t => new AlterReplicaLogDirsResponse.AlterReplicaLogDirTopicResult
        {
            TopicName = t.Name,
            Partitions = [.. t.Partitions.Select(p => new AlterReplicaLogDirsResponse.AlterReplicaLogDirPartitionResult { PartitionIndex = p, ErrorCode = code })],
        })],
    })
        .Cluster(AclOperation.Alter);

    public static AlterReplicaLogDirsResponse Handle(RequestContext context, AlterReplicaLogDirsRequest request)
    {
        var results = new OrderedDictionary<string, AlterReplicaLogDirsResponse.AlterReplicaLogDirTopicResult>();
        foreach (var dir in request.Dirs)
        {
            foreach (var topic in dir.Topics)
            {
                if (!results.TryGetValue(topic.Name, out var result))
                    results.Add(topic.Name, result = new() { TopicName = topic.Name });
                result.Partitions.AddRange(topic.Partitions.Select(p => new AlterReplicaLogDirsResponse.AlterReplicaLogDirPartitionResult
                {
                    PartitionIndex = p,
                    ErrorCode = Move(context, dir.Path, topic.Name, p),
                }));
            }
        }
        return new() { Results = [.. results.Values] };
    }

    private static ErrorCode Move(RequestContext context, string path, string topic, int index)
    {
        var dir = LogDirs.Paths(context.Cluster, context.Broker.Id).IndexOf(path);
        if (dir < 0)
            return ErrorCode.LogDirNotFound;
        if (context.Node.FailedLogDirs.Contains(dir))
            return ErrorCode.KafkaStorageError;
        if (context.Cluster.Topics.Find(topic, index) is not { } partition)
            return ErrorCode.UnknownTopicOrPartition;
        if (!partition.Replicas.TryGetValue(context.Broker.Id, out var replica))
        {
            context.Node.PromisedLogDirs[(topic, index)] = dir;
            return ErrorCode.ReplicaNotAvailable;
        }
        if (replica.IsOffline)
            return ErrorCode.KafkaStorageError;
        if (dir != replica.LogDir && LogDirs.IsCordoned(context.Cluster, context.Broker.Id, path))
            return ErrorCode.InvalidReplicaAssignment;
        replica.LogDir = dir;
        return ErrorCode.None;
    }
}
