namespace KafkaQuiz.Labs.Evidence;

/// <summary>
/// What was seen of a cluster: no more than the checks of one lab need. It is stored with every evaluation, so that a verdict can
/// be recomputed when the cluster is gone. Keys are names of topics and groups.
/// </summary>
public sealed record ClusterEvidence
{
    /// <summary>Version of this form, for stored evidence of later versions. Now 1.</summary>
    public int Form { get; init; } = 1;

    /// <summary>When collecting ended, UTC.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The cluster itself.</summary>
    public required Reading<ClusterSeen> Cluster { get; init; }

    /// <summary>Partitions, replicas and leaders.</summary>
    public IReadOnlyDictionary<string, Reading<TopicSeen>> Topics { get; init; } = new Dictionary<string, Reading<TopicSeen>>();

    /// <summary>Configs of topics.</summary>
    public IReadOnlyDictionary<string, Reading<ConfigsSeen>> Configs { get; init; } = new Dictionary<string, Reading<ConfigsSeen>>();

    /// <summary>Earliest and end offsets of topics.</summary>
    public IReadOnlyDictionary<string, Reading<OffsetsSeen>> Offsets { get; init; } = new Dictionary<string, Reading<OffsetsSeen>>();

    /// <summary>State and members of groups.</summary>
    public IReadOnlyDictionary<string, Reading<GroupSeen>> Groups { get; init; } = new Dictionary<string, Reading<GroupSeen>>();

    /// <summary>Committed offsets of groups.</summary>
    public IReadOnlyDictionary<string, Reading<CommitsSeen>> Commits { get; init; } = new Dictionary<string, Reading<CommitsSeen>>();

    /// <summary>Records of topics.</summary>
    public IReadOnlyDictionary<string, Reading<RecordsSeen>> Records { get; init; } = new Dictionary<string, Reading<RecordsSeen>>();
}
