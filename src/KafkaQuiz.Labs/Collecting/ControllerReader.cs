using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>What only the active controller knows: the quorum, and reassignments under way.</summary>
internal sealed class ControllerReader
{
    private readonly ForwardedAsk<DescribeQuorumResponse> _quorum = new("quorum");
    private readonly ForwardedAsk<ListPartitionReassignmentsResponse> _reassignments = new("reassignments");

    public async Task<Reading<QuorumSeen>?> QuorumAsync(Collection look)
    {
        if (!look.Needs.Quorum) return null;
        var asked = new DescribeQuorumRequest { Topics = [new() { TopicName = "__cluster_metadata", Partitions = [new() { PartitionIndex = 0 }] }] };
        var broker = look.Links.Target.Bootstrap[0];
        var reading = await look.ReadAsync(ApiKey.DescribeQuorum, broker, async () =>
        {
            (var answer, broker) = await _quorum.AskAsync(look, () => asked);
            return answer is null ? NoLeader : Quorum(look, answer);
        });
        return reading with { Source = reading.Source with { Broker = broker.ToString() } };
    }

    public async Task<Reading<ReassignmentsSeen>?> ReassignmentsAsync(Collection look)
    {
        if (!look.Needs.Reassignments) return null;
        var broker = look.Links.Target.Bootstrap[0];
        var reading = await look.ReadAsync(ApiKey.ListPartitionReassignments, broker, async () =>
        {
            (var answer, broker) = await _reassignments.AskAsync(look, () => new ListPartitionReassignmentsRequest { Topics = null, TimeoutMs = 60_000 });
            if (answer is null) throw new Egress.NotGradableException(new NotGradable(NotGradableCause.TimedOut, broker.ToString()));
            look.Require(answer.ErrorCode, "reassignments");
            return new ReassignmentsSeen([.. answer.Topics.SelectMany(topic => topic.Partitions.Select(p => new ReassignmentSeen(
                topic.Name, p.PartitionIndex, [.. p.Replicas], [.. p.AddingReplicas], [.. p.RemovingReplicas]))).Take(EvidenceLimits.Entries)]);
        });
        return reading with { Source = reading.Source with { Broker = broker.ToString() } };
    }

    private static QuorumSeen NoLeader { get; } = new(null, -1, -1, [], []);

    private static QuorumSeen Quorum(Collection look, DescribeQuorumResponse answer)
    {
        var partition = answer.Topics.FirstOrDefault()?.Partitions.FirstOrDefault();
        var error = answer.ErrorCode != ErrorCode.None ? answer.ErrorCode : partition?.ErrorCode ?? ErrorCode.UnknownServerError;
        // What a broker says that found no controller, or one that has just lost its office.
        if (error is ErrorCode.RequestTimedOut or ErrorCode.NotLeaderOrFollower or ErrorCode.NotController or ErrorCode.LeaderNotAvailable or ErrorCode.BrokerNotAvailable) return NoLeader;
        look.Require(error, "quorum");
        if (partition!.LeaderId < 0) return NoLeader;
        var now = partition.CurrentVoters.Where(voter => voter.ReplicaId == partition.LeaderId).Select(voter => voter.LastFetchTimestamp).FirstOrDefault(-1);
        return new QuorumSeen(partition.LeaderId, partition.LeaderEpoch, partition.HighWatermark, Replicas(partition.CurrentVoters, now), Replicas(partition.Observers, now));
    }

    /// <summary>Times count from the leader's own, which it fills in with its present time (KIP-836): clocks need not agree.</summary>
    private static IReadOnlyList<QuorumReplica> Replicas(List<DescribeQuorumResponse.ReplicaState> replicas, long now) =>
    [
        .. replicas.DistinctBy(r => r.ReplicaId).OrderBy(r => r.ReplicaId).Take(EvidenceLimits.Brokers).Select(r => new QuorumReplica(r.ReplicaId, r.LogEndOffset, Ago(r.LastFetchTimestamp, now), Ago(r.LastCaughtUpTimestamp, now))),
    ];

    private static long? Ago(long at, long now) => at >= 0 && now >= 0 ? Math.Max(0, now - at) : null;
}
