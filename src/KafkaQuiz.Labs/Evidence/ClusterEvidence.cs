namespace KafkaQuiz.Labs.Evidence;

/// <summary>
/// What was seen of a cluster: no more than the checks of one lab need. It is stored with every evaluation, so that a verdict can
/// be recomputed when the cluster is gone. Keys are names of topics and groups, and ids of brokers.
/// </summary>
public sealed record ClusterEvidence
{
    /// <summary>The form that is written now. Form 1 knew topics, topic configs, offsets, groups, commits and whole records only.</summary>
    public const int PresentForm = 2;

    /// <summary>Version of this form, for stored evidence of other versions.</summary>
    public int Form { get; init; } = PresentForm;

    /// <summary>When collecting ended, UTC.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The cluster itself.</summary>
    public required Reading<ClusterSeen> Cluster { get; init; }

    /// <summary>Partitions, replicas and leaders.</summary>
    public IReadOnlyDictionary<string, Reading<TopicSeen>> Topics { get; init; } = new Dictionary<string, Reading<TopicSeen>>();

    /// <summary>Configs of topics.</summary>
    public IReadOnlyDictionary<string, Reading<ConfigsSeen>> Configs { get; init; } = new Dictionary<string, Reading<ConfigsSeen>>();

    /// <summary>Configs of live brokers, by id; the dynamic default of the cluster under <see cref="ClusterDefault"/>.</summary>
    public IReadOnlyDictionary<string, Reading<ConfigsSeen>> BrokerConfigs { get; init; } = new Dictionary<string, Reading<ConfigsSeen>>();

    /// <summary>Earliest and end offsets of topics, and offsets by time.</summary>
    public IReadOnlyDictionary<string, Reading<OffsetsSeen>> Offsets { get; init; } = new Dictionary<string, Reading<OffsetsSeen>>();

    /// <summary>State and members of groups.</summary>
    public IReadOnlyDictionary<string, Reading<GroupSeen>> Groups { get; init; } = new Dictionary<string, Reading<GroupSeen>>();

    /// <summary>Coordinators of groups, whether the group is there or not.</summary>
    public IReadOnlyDictionary<string, Reading<CoordinatorSeen>> Coordinators { get; init; } = new Dictionary<string, Reading<CoordinatorSeen>>();

    /// <summary>Committed offsets of groups.</summary>
    public IReadOnlyDictionary<string, Reading<CommitsSeen>> Commits { get; init; } = new Dictionary<string, Reading<CommitsSeen>>();

    /// <summary>Records of topics.</summary>
    public IReadOnlyDictionary<string, Reading<RecordsSeen>> Records { get; init; } = new Dictionary<string, Reading<RecordsSeen>>();

    /// <summary>Producers that the leaders of a topic's partitions know.</summary>
    public IReadOnlyDictionary<string, Reading<ProducersSeen>> Producers { get; init; } = new Dictionary<string, Reading<ProducersSeen>>();

    /// <summary>Log directories of live brokers, by id.</summary>
    public IReadOnlyDictionary<string, Reading<LogDirsSeen>> LogDirs { get; init; } = new Dictionary<string, Reading<LogDirsSeen>>();

    /// <summary>The controller quorum; null where no check asks for it.</summary>
    public Reading<QuorumSeen>? Quorum { get; init; }

    /// <summary>Features; null where no check asks for them.</summary>
    public Reading<FeaturesSeen>? Features { get; init; }

    /// <summary>Reassignments under way in the whole cluster; null where no check asks for them.</summary>
    public Reading<ReassignmentsSeen>? Reassignments { get; init; }

    /// <summary>Transactions of every coordinator; null where no check asks for them.</summary>
    public Reading<TransactionsSeen>? Transactions { get; init; }

    /// <summary>Advertised listeners, and whether each answers; null where no check asks for them.</summary>
    public Reading<ListenersSeen>? Listeners { get; init; }

    /// <summary>The servers that the learner named, and what answers there; null where no check asks for them.</summary>
    public Reading<ServersSeen>? Servers { get; init; }

    /// <summary>What the learner wrote down, by id of the answer.</summary>
    public IReadOnlyDictionary<string, AnswerSeen> Answers { get; init; } = new Dictionary<string, AnswerSeen>();

    /// <summary>The key under which <see cref="BrokerConfigs"/> holds the dynamic default of the whole cluster.</summary>
    public const string ClusterDefault = "default";
}
