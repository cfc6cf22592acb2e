using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DescribeQuorum (55), v0-2. The active controller, its epoch, how far each voter and observer has come, the voters' endpoints: the only API
/// that names the controller. Brokers and controllers answer it. While there is no active controller the answer waits, as a broker's
/// forwarded request does, at most <see cref="Patience"/>.
/// </summary>
internal static class Api55DescribeQuorum
{
    public static AccessChecks<DescribeQuorumRequest, DescribeQuorumResponse> Access { get; } = new AccessChecks<DescribeQuorumRequest, DescribeQuorumResponse>((_, _, code, _) => new() { ErrorCode = code, ErrorMessage = "Cluster authorization failed." })
        .Cluster(AclOperation.Describe);

    private const string MetadataTopic = "__cluster_metadata";

    /// <summary>`default.api.timeout.ms` of Java clients: nobody waits longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<DescribeQuorumResponse?> HandleAsync(RequestContext context, DescribeQuorumRequest request)
    {
        var cluster = context.Cluster;
        if (!await cluster.Quorum.WaitUntilActiveAsync(Patience, context.Gone))
            return new() { ErrorCode = ErrorCode.RequestTimedOut, ErrorMessage = "The active controller was not found within the timeout." };
        // One that asks for anything else is refused whole (KafkaRaftClient.hasValidTopicPartition).
        if (request.Topics is not [{ TopicName: MetadataTopic, Partitions: [{ PartitionIndex: 0 }] }])
            return Unknown(request);
        return new()
        {
            ErrorMessage = "",
            Topics = [new() { TopicName = MetadataTopic, Partitions = [Describe(cluster)] }],
            Nodes = [.. cluster.Quorum.Voters.Select(id => new DescribeQuorumResponse.Node
            {
                NodeId = id,
                Listeners = [.. Listeners(cluster, id)],
            })],
        };
    }

    private static DescribeQuorumResponse Unknown(DescribeQuorumRequest request) => new()
    {
        ErrorMessage = "",
        Topics = [.. request.Topics.Select(t => new DescribeQuorumResponse.TopicData
        {
            TopicName = t.TopicName,
            Partitions = [.. t.Partitions.Select(p => new DescribeQuorumResponse.PartitionData
            {
                PartitionIndex = p.PartitionIndex,
                ErrorCode = ErrorCode.UnknownTopicOrPartition,
                ErrorMessage = "This server does not host this topic-partition.",
            })],
        })],
    };

    private static DescribeQuorumResponse.PartitionData Describe(ClusterState cluster) => new()
    {
        ErrorMessage = "",
        LeaderId = cluster.Quorum.LeaderId,
        LeaderEpoch = cluster.Quorum.Epoch,
        HighWatermark = cluster.Quorum.EndOffset,
        CurrentVoters = [.. cluster.Quorum.DescribeVoters().Select(r => Show(r, cluster.Quorum.IsDynamic ? cluster.Nodes.GetValueOrDefault(r.Id)?.DirectoryId ?? Guid.Empty : Guid.Empty))],
        Observers = [.. cluster.Quorum.DescribeObservers().Select(r => Show(r, cluster.Nodes[r.Id].DirectoryId))],
    };

    /// <summary>The voters of a quorum that is fixed by `controller.quorum.voters` are known without their directories.</summary>
    private static DescribeQuorumResponse.ReplicaState Show(QuorumReplica replica, Guid directory)
    {
        var at = replica.LastFetch?.ToUnixTimeMilliseconds() ?? -1;
        return new() { ReplicaId = replica.Id, ReplicaDirectoryId = directory, LogEndOffset = replica.EndOffset, LastFetchTimestamp = at, LastCaughtUpTimestamp = at };
    }

    /// <summary>Where voters are looked for, be they there or not.</summary>
    private static IEnumerable<DescribeQuorumResponse.Listener> Listeners(ClusterState cluster, int id)
    {
        var listeners = cluster.Nodes.TryGetValue(id, out var node) ? node.Config.ControllerListeners : [];
        if (cluster.Quorum.Addresses?.FirstOrDefault(a => a.Id == id) is not { } address)
            return listeners.Select(l => Show(l.Name, cluster.Machine.AddressOf(l)));
        var name = listeners.FirstOrDefault()?.Name ?? cluster.Nodes.Values.SelectMany(n => n.Config.ControllerListeners).First().Name;
        return [Show(name, cluster.Machine.Resolve(address.Host, address.Port))];
    }

    private static DescribeQuorumResponse.Listener Show(string name, (string Host, int Port) address) => new() { Name = name, Host = address.Host, Port = (ushort)address.Port };
}
