namespace KafkaQuiz.Labs.Evidence;

/// <summary>A consumer group.</summary>
/// <param name="State">Kafka's name of its state: <c>Stable</c>, <c>Empty</c>, <c>PreparingRebalance</c>, …</param>
/// <param name="Members">Its members by ascending id.</param>
/// <param name="Type"><c>classic</c> or <c>consumer</c> (KIP-848); null where not told.</param>
/// <param name="Protocol">The assignor in use; null or empty where there is none yet.</param>
public sealed record GroupSeen(string State, IReadOnlyList<MemberSeen> Members, string? Type = null, string? Protocol = null)
{
    /// <summary>True while partitions are being handed out: who owns what is then not yet decided.</summary>
    public bool IsRebalancing => State is "PreparingRebalance" or "CompletingRebalance" or "Assigning" or "Reconciling";
}

/// <summary>A member and the partitions that it owns.</summary>
public sealed record MemberSeen(string Id, string ClientId, IReadOnlyList<OwnedPartition> Owns)
{
    /// <summary>Address that the coordinator sees, as Kafka writes it: <c>/127.0.0.1</c>.</summary>
    public string? Host { get; init; }

    /// <summary><c>group.instance.id</c>; null for a dynamic member.</summary>
    public string? InstanceId { get; init; }

    /// <summary>What the coordinator wants it to own; null in classic groups.</summary>
    public IReadOnlyList<OwnedPartition>? Target { get; init; }
}

/// <summary>A partition that a member owns.</summary>
public sealed record OwnedPartition(string Topic, int Partition);

/// <summary>The coordinator of a group.</summary>
public sealed record CoordinatorSeen(int Broker);
