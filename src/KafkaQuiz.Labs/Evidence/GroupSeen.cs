namespace KafkaQuiz.Labs.Evidence;

/// <summary>A consumer group.</summary>
/// <param name="State">Kafka's name of its state: <c>Stable</c>, <c>Empty</c>, <c>PreparingRebalance</c>, …</param>
/// <param name="Members">Its members by ascending id.</param>
public sealed record GroupSeen(string State, IReadOnlyList<MemberSeen> Members)
{
    /// <summary>True while partitions are being handed out: who owns what is then not yet decided.</summary>
    public bool IsRebalancing => State is "PreparingRebalance" or "CompletingRebalance" or "Assigning" or "Reconciling";
}

/// <summary>A member and the partitions that it owns.</summary>
public sealed record MemberSeen(string Id, string ClientId, IReadOnlyList<OwnedPartition> Owns);

/// <summary>A partition that a member owns.</summary>
public sealed record OwnedPartition(string Topic, int Partition);
