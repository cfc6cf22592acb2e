namespace KafkaQuiz.Practice.Groups;

/// <summary>
/// A consumer group of whatever protocol: its id and its committed offsets. It outlives its coordinator as the records of
/// __consumer_offsets do: <see cref="Unload"/> leaves what those records would hold, <see cref="Load"/> starts from it. Only on the loop.
/// </summary>
/// <param name="cluster">All.</param>
/// <param name="id">Its id.</param>
/// <param name="before">The group of another protocol in whose place it comes, if any: the offsets are the id's, not the protocol's.</param>
internal abstract class Group(ClusterState cluster, string id, Group? before)
{
    public string Id { get; } = id;

    public ClusterState Cluster { get; } = cluster;

    /// <summary>Committed offsets by topic name and partition.</summary>
    public SortedDictionary<(string Topic, int Partition), CommittedOffset> Offsets { get; } = before?.Offsets ?? [];

    public GroupTimers Timers { get; } = new(cluster, id);

    /// <summary>Kafka's name of the protocol: classic, consumer.</summary>
    public abstract string Type { get; }

    /// <summary>Kafka's name of the state: Empty, PreparingRebalance, CompletingRebalance, Stable, Dead (classic); Empty, Assigning,
    /// Reconciling, Stable, Dead (consumer).</summary>
    public abstract string StateName { get; }

    /// <summary>"consumer" for consumers; "" for a group that only commits.</summary>
    public abstract string ProtocolType { get; }

    public abstract bool IsEmpty { get; }

    /// <summary>Whether a member reads the topic; offsets of such topics neither expire nor may be deleted.</summary>
    public abstract bool IsSubscribedTo(string topic);

    /// <summary>Whether a member, or anyone while the group is empty, may commit (Group.validateOffsetCommit).</summary>
    /// <param name="commit">By whom.</param>
    /// <returns>What is asked of each partition, null for nothing; it throws as this does.</returns>
    /// <exception cref="GroupException">It may not.</exception>
    public abstract Action<string, Guid, int>? CheckCommit(CommitClaim commit);

    /// <exception cref="GroupException">A member that names itself (OffsetFetch v9) is not of the group, or of another epoch.</exception>
    public abstract void CheckFetch(string? memberId, int memberEpoch);

    /// <exception cref="GroupException">NON_EMPTY_GROUP: offsets may not be deleted now.</exception>
    public abstract void CheckOffsetDelete();

    /// <summary>The time from which an offset's retention counts (offsetExpirationCondition); null while it does not.</summary>
    public abstract DateTimeOffset? RetainedSince(CommittedOffset offset);

    /// <summary>A broker becomes its coordinator: members' sessions start anew.</summary>
    public abstract void Load();

    /// <summary>Its coordinator stops being so: whoever waits is told NOT_COORDINATOR.</summary>
    public abstract void Unload();
}

/// <summary>Who commits.</summary>
/// <param name="MemberId">"" for none.</param>
/// <param name="InstanceId">Of a static member.</param>
/// <param name="Epoch">Generation, or member epoch; -1 for none.</param>
/// <param name="Version">Of OffsetCommit.</param>
/// <param name="IsTransactional">By TxnOffsetCommit.</param>
internal sealed record CommitClaim(string MemberId, string? InstanceId, int Epoch, short Version, bool IsTransactional = false);
