// More than 300 lines: one line an example, so that every check of the vocabulary can be read beside the others.
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Labs.Checks;
using KafkaQuiz.Labs.Evidence;
using static KafkaQuiz.Labs.Tests.TestEvidence;

namespace KafkaQuiz.Labs.Tests.Checks;

/// <summary>A check, what it is shown, and what must come of it.</summary>
internal sealed record CheckExample(Check Check, Scene Scene, CheckOutcome Outcome);

/// <summary>Each check of the vocabulary with evidence under which it holds, fails and cannot be graded.</summary>
internal static class CheckExamples
{
    private const string T = "orders-7f3k";
    private const string G = "billing-7f3k";
    private const CheckOutcome Holds = CheckOutcome.Holds;
    private const CheckOutcome Fails = CheckOutcome.Fails;
    private const CheckOutcome Unknown = CheckOutcome.NotGradable;

    private static readonly NumberCondition One = new(EqualTo: 1);
    private static readonly NumberCondition Two = new(EqualTo: 2);
    private static readonly NumberCondition Three = new(EqualTo: 3);
    private static readonly NumberCondition None = new(EqualTo: 0);
    private static readonly ClusterEvidence Hidden = Empty.WithTopic(T, Unread<TopicSeen>(NotGradableCause.NotAuthorized));
    private static readonly ClusterEvidence Topic = Empty.WithTopic(T, 3, 3);
    private static readonly ClusterEvidence Gone = Empty.WithoutTopic(T);
    private static readonly ClusterEvidence Offsets = Topic.WithOffsets(T, (0, 10), (2, 10), (0, 10));

    public static IReadOnlyList<CheckExample> All { get; } =
    [
        .. Combined(), .. Cluster(), .. Quorum(), .. Topics(), .. Leaders(), .. Configs(), .. LogOffsets(), .. Records(), .. Batches(), .. Commits(), .. Groups(), .. Disks(),
        .. Transactions(), .. Answers(), .. Facts(),
    ];

    private static CheckExample Of(Check check, ClusterEvidence now, CheckOutcome outcome, ClusterEvidence? start = null, params (string Task, ClusterEvidence Look)[] marks) =>
        new(check, new Scene(now, start, marks.ToDictionary(mark => mark.Task, mark => mark.Look)), outcome);

    private static IEnumerable<CheckExample> Combined() =>
    [
        Of(new AllOf([new TopicExists(T), new TopicPartitions(T, Three)]), Topic, Holds),
        Of(new AllOf([new TopicExists(T), new TopicPartitions(T, One)]), Topic, Fails),
        Of(new AllOf([new TopicExists(T), new TopicExists("other")]), Topic, Unknown),
        Of(new AnyOf([new TopicPartitions(T, One), new TopicExists(T)]), Topic, Holds),
        Of(new AnyOf([new TopicPartitions(T, One), new TopicPartitions(T, Two)]), Topic, Fails),
        Of(new AnyOf([new TopicPartitions(T, One), new TopicExists("other")]), Topic, Unknown),
        Of(new Not(new TopicExists(T)), Gone, Holds),
        Of(new Not(new TopicExists(T)), Topic, Fails),
        Of(new Not(new TopicExists(T)), Hidden, Unknown),
        // Before its task is done, "not grown since" is not known: it must not count as success.
        Of(new Not(new EndOffset(T, null, new("lost"), new(AtLeast: 1))), Offsets, Unknown),
    ];

    private static IEnumerable<CheckExample> Cluster()
    {
        var unseen = Empty with { Cluster = Unread<ClusterSeen>(NotGradableCause.Refused) };
        var other = Empty with { Cluster = Read(Empty.Cluster.Value! with { ClusterId = "formatted-anew" }) };
        var listeners = Empty with { Listeners = Read(new ListenersSeen([.. Enumerable.Range(1, 3).SelectMany(id => new[] { Listener(id, "INSIDE", $"kafka-{id}:29092", null), Listener(id, "OUTSIDE", $"localhost:909{id}", "cluster") })])) };
        var nameless = Empty with { Listeners = Read(new ListenersSeen([Listener(1, null, "kafka:9092", null), Listener(2, "A", "a:1", "cluster"), Listener(3, "A", "a:2", "cluster")])) };
        var guarded = Empty with { Listeners = Read(new ListenersSeen([Listener(1, "A", "a:1", "cluster"), Listener(2, "A", "a:2", null) with { Problem = new(NotGradableCause.Sasl, "a:2") }, Listener(3, "A", "a:3", "cluster")])) };
        var three = Empty with { Servers = Read(new ServersSeen([new("a:1", "x", null), new("b:1", "y", null), new("c:1", "z", null)])) };
        var one = Empty with { Servers = Read(new ServersSeen([new("a:1", "x", null), new("b:1", "x", null), new("c:1", "x", null)])) };
        var moving = Empty with { Reassignments = Read(new ReassignmentsSeen([new(T, 0, [1, 2, 3, 4], [4], [1])])) };
        var still = Empty with { Reassignments = Read(new ReassignmentsSeen([])) };
        var features = Empty with { Features = Read(new FeaturesSeen(new Dictionary<string, int> { ["metadata.version"] = 27 }, new Dictionary<string, LevelRange>())) };
        return
        [
            Of(new BrokerCount(Three), Empty, Holds),
            Of(new BrokerCount(Three), Empty.WithoutBroker(2), Fails),
            Of(new BrokerCount(Three), unseen, Unknown),
            Of(new LiveBrokers([1, 3], [2], null), Empty.WithoutBroker(2), Holds),
            Of(new LiveBrokers([1, 3], [2], null), Empty, Fails),
            Of(new LiveBrokers([], [], [1, 2]), Empty, Fails),
            Of(new LiveBrokers([1], [], null), unseen, Unknown),
            Of(new ClusterId(true), Empty, Holds, Empty),
            Of(new ClusterId(true), other, Fails, Empty),
            Of(new ClusterId(false), other, Holds, Empty),
            Of(new ClusterId(true), Empty, Unknown),
            Of(new FeatureLevel("metadata.version", new(AtLeast: 27)), features, Holds),
            Of(new FeatureLevel("metadata.version", new(AtLeast: 28)), features, Fails),
            Of(new FeatureLevel("kraft.version", new(AtLeast: 1)), features, Fails),
            Of(new FeatureLevel("metadata.version", One), Empty, Unknown),
            Of(new AdvertisedListeners(null, "OUTSIDE", new(Contains: "localhost:"), true, One), listeners, Holds),
            Of(new AdvertisedListeners(null, null, null, null, Two), listeners, Holds),
            Of(new AdvertisedListeners(null, null, null, true, null), listeners, Fails),
            Of(new AdvertisedListeners(2, "INSIDE", null, false, null), listeners, Holds),
            Of(new AdvertisedListeners(null, "OUTSIDE", new(Contains: "0.0.0.0"), null, null), listeners, Fails),
            Of(new AdvertisedListeners(null, "EXTERNAL", null, null, null), listeners, Fails),
            Of(new AdvertisedListeners(7, null, null, true, null), listeners, Fails),
            // A broker that nobody outside its container can reach is seen to be so, though its configs are not seen.
            Of(new AdvertisedListeners(null, null, null, true, null), nameless, Fails),
            Of(new AdvertisedListeners(null, null, null, null, Two), nameless, Unknown),
            Of(new AdvertisedListeners(null, null, null, true, null), Empty, Unknown),
            // One that asks for a password may be reachable for others; one that nobody reaches decides.
            Of(new AdvertisedListeners(null, null, null, true, null), guarded, Unknown),
            Of(new AdvertisedListeners(1, null, null, true, null), guarded, Holds),
            Of(new BootstrapServers(true, Three), one, Holds),
            Of(new BootstrapServers(true, Three), three, Fails),
            Of(new BootstrapServers(false, null), three, Holds),
            Of(new BootstrapServers(true, Two), one, Fails),
            Of(new BootstrapServers(true, null), Empty, Unknown),
            Of(new Reassignments(null, None), still, Holds),
            Of(new Reassignments(null, None), moving, Fails),
            Of(new Reassignments("another", None), moving, Holds),
            Of(new Reassignments(null, None), Empty, Unknown),
        ];
    }

    private static ListenerSeen Listener(int broker, string? name, string address, string? cluster) =>
        new(broker, name, address, cluster, cluster is null ? new NotGradable(NotGradableCause.AdvertisedAddress, address) : null);

    private static IEnumerable<CheckExample> Quorum()
    {
        QuorumReplica Voter(int id, long ago = 100) => new(id, 100, ago, ago);
        var start = Empty.WithQuorum(1, 4, Voter(1), Voter(2), Voter(3));
        var moved = Empty.WithQuorum(2, 5, Voter(1, 60_000), Voter(2), Voter(3));
        var lost = Empty.WithQuorum(null, -1);
        var apart = Empty.WithQuorum(11, 4, Voter(11));
        var unseen = Empty with { Quorum = Unread<QuorumSeen>(NotGradableCause.NotAuthorized) };
        return
        [
            Of(new QuorumLeader(true, null, null), start, Holds),
            Of(new QuorumLeader(false, null, null), lost, Holds),
            Of(new QuorumLeader(false, null, null), start, Fails),
            Of(new QuorumLeader(null, 2, null), moved, Holds),
            Of(new QuorumLeader(null, 1, null), moved, Fails),
            Of(new QuorumLeader(null, null, false), moved, Holds, start),
            Of(new QuorumLeader(null, null, false), start, Fails, start),
            // No leader is not "another leader".
            Of(new QuorumLeader(null, null, false), lost, Fails, start),
            Of(new QuorumLeader(null, null, false), moved, Unknown),
            Of(new QuorumLeader(false, null, null), unseen, Unknown),
            Of(new QuorumEpoch(Since.Start, new(AtLeast: 1)), moved, Holds, start),
            Of(new QuorumEpoch(Since.Start, new(AtLeast: 1)), start, Fails, start),
            Of(new QuorumEpoch(null, new(EqualTo: 5)), moved, Holds),
            Of(new QuorumEpoch(Since.Start, new(AtLeast: 1)), lost, Fails, start),
            Of(new QuorumEpoch(new("lost"), new(AtLeast: 1)), moved, Holds, start, ("lost", start)),
            Of(new QuorumEpoch(Since.Start, new(AtLeast: 1)), moved, Unknown, Empty),
            Of(new QuorumVoters(null, true, Three), start, Holds),
            Of(new QuorumVoters(null, true, Three), moved, Fails),
            Of(new QuorumVoters(true, null, One), apart, Holds),
            Of(new QuorumVoters(true, null, Three), start, Fails),
            Of(new QuorumVoters(false, null, null), start, Holds),
            Of(new QuorumVoters(null, null, Three), lost, Fails),
            Of(new QuorumVoters(null, null, Three), unseen, Unknown),
        ];
    }

    private static IEnumerable<CheckExample> Topics() =>
    [
        Of(new TopicExists(T), Topic, Holds),
        Of(new TopicExists(T), Gone, Fails),
        Of(new TopicExists(T), Hidden, Unknown),
        Of(new TopicCreated(T), Topic, Holds, Gone),
        Of(new TopicCreated(T), Empty.WithTopic(T, 1, id: "new"), Holds, Topic),
        Of(new TopicCreated(T), Topic, Fails, Topic),
        Of(new TopicCreated(T), Topic, Unknown),
        Of(new TopicDeleted(T), Gone, Holds, Topic),
        Of(new TopicDeleted(T), Gone, Fails, Gone),
        Of(new TopicDeleted(T), Empty.WithTopic(T, 1, id: "new"), Fails, Topic),
        Of(new TopicDeleted(T), Gone, Unknown, Hidden),
        Of(new SameTopic(T), Topic, Holds, Topic),
        Of(new SameTopic(T), Empty.WithTopic(T, 3, 3, id: "new"), Fails, Topic),
        Of(new SameTopic(T), Topic, Unknown),
        Of(new TopicPartitions(T, Three), Topic, Holds),
        Of(new TopicPartitions(T, One), Topic, Fails),
        Of(new TopicPartitions(T, One), Hidden, Unknown),
        Of(new ReplicationFactor(T, null, Three), Topic, Holds),
        Of(new ReplicationFactor(T, 7, Three), Topic, Fails),
        Of(new ReplicationFactor(T, null, Three), Hidden, Unknown),
        Of(new InSyncReplicas(T, null, Three), Topic, Holds),
        Of(new InSyncReplicas(T, null, Three), Empty.WithTopic(T, 3, 3, inSync: 2), Fails),
        Of(new InSyncReplicas(T, null, Three), Hidden, Unknown),
        Of(new ReplicasOnBroker([T], 4, None), Topic, Holds),
        Of(new ReplicasOnBroker([T], 3, None), Topic, Fails),
        Of(new ReplicasOnBroker([T, "other"], 4, None), Topic, Unknown),
    ];

    private static IEnumerable<CheckExample> Leaders()
    {
        var start = Empty.WithPartitions(T, "id", new(0, 1, [1, 2, 3], [1, 2, 3], 4), new(1, 2, [2, 3, 1], [2, 3, 1], 0));
        var moved = Empty.WithPartitions(T, "id", new(0, 2, [1, 2, 3], [2, 3], 5), new(1, 2, [2, 3, 1], [2, 3], 0));
        var made = Empty.WithPartitions(T, "new", new PartitionSeen(0, 1, [1, 2, 3], [1, 2, 3], 0));
        var orphan = Empty.WithPartitions(T, "id", new PartitionSeen(0, null, [1], [1], 5) { Eligible = [1] });
        var old = Empty.WithPartitions(T, "id", new PartitionSeen(0, 1, [1], [1]));
        return
        [
            Of(new LeaderEpoch(T, 0, false, Since.Start, new(AtLeast: 1)), moved, Holds, start),
            Of(new LeaderEpoch(T, null, false, Since.Start, new(AtLeast: 1)), moved, Fails, start),
            Of(new LeaderEpoch(T, null, true, Since.Start, new(AtLeast: 1)), moved, Holds, start),
            Of(new LeaderEpoch(T, null, true, Since.Start, new(AtLeast: 1)), start, Fails, start),
            Of(new LeaderEpoch(T, 0, false, null, new(EqualTo: 5)), moved, Holds),
            // A topic made again starts from nothing.
            Of(new LeaderEpoch(T, 0, false, Since.Start, new(AtLeast: 1)), made, Fails, start),
            Of(new LeaderEpoch(T, 0, false, new("lost"), new(AtLeast: 1)), moved, Unknown, start),
            Of(new LeaderEpoch(T, 0, false, null, One), old, Unknown),
            Of(new PartitionLeader(T, 0, null, 2, null), moved, Holds),
            Of(new PartitionLeader(T, null, null, 1, null), moved, Fails),
            Of(new PartitionLeader(T, 0, false, null, null), orphan, Holds),
            Of(new PartitionLeader(T, null, true, null, null), orphan, Fails),
            Of(new PartitionLeader(T, 0, null, null, false), moved, Holds, start),
            Of(new PartitionLeader(T, 0, null, null, false), moved, Unknown),
            Of(new PreferredLeaders([T]), start, Holds),
            Of(new PreferredLeaders([T]), moved, Fails),
            Of(new PreferredLeaders([T]), orphan, Fails),
            Of(new PreferredLeaders([T, "other"]), start, Unknown),
            Of(new EligibleLeaderReplicas(T, null, One), orphan, Holds),
            Of(new EligibleLeaderReplicas(T, 0, None), orphan, Fails),
            Of(new EligibleLeaderReplicas(T, null, One), old, Unknown),
        ];
    }

    private static IEnumerable<CheckExample> Configs()
    {
        var set = Topic.WithConfig(T, "retention.ms", "86400000");
        const string key = "log.retention.ms";
        ConfigLevel[] levels = [new(3, "86400000"), new(5, "604800000")];
        var everywhere = Empty.WithBrokerConfig("1", key, "86400000", 3, levels).WithBrokerConfig("2", key, "86400000", 3, levels).WithBrokerConfig("3", key, "86400000", 3, levels);
        var oneOnly = everywhere.WithBrokerConfig("2", key, "86400000", 2, new ConfigLevel(2, "86400000"), levels[0]);
        BrokerConfig Config(int? broker, bool clusterDefault, string? value, ConfigSource? source, ConfigSource[]? at = null, ConfigSource[]? notAt = null) =>
            new(broker, clusterDefault, key, value is null ? null : new(EqualTo: value), source, at ?? [], notAt ?? []);
        return
        [
            Of(new TopicConfig(T, "retention.ms", new(EqualTo: "86400000"), ConfigSource.Topic), set, Holds),
            Of(new TopicConfig(T, "retention.ms", new(EqualTo: "864000000"), null), set, Fails),
            // 1d is no number of milliseconds.
            Of(new TopicConfig(T, "retention.ms", new(EqualTo: "86400000"), null), Topic.WithConfig(T, "retention.ms", "1d"), Fails),
            Of(new TopicConfig(T, "retention.bytes", new(EqualTo: "1"), null), set, Unknown),
            Of(Config(null, false, "86400000", ConfigSource.DynamicDefault), everywhere, Holds),
            Of(Config(null, false, "86400000", ConfigSource.DynamicDefault), oneOnly, Fails),
            Of(Config(null, false, null, null, [ConfigSource.DynamicDefault], [ConfigSource.DynamicBroker, ConfigSource.Static]), everywhere, Holds),
            Of(Config(null, false, null, null, [ConfigSource.DynamicDefault], [ConfigSource.DynamicBroker]), oneOnly, Fails),
            Of(Config(2, false, "86400000", ConfigSource.DynamicBroker), oneOnly, Holds),
            Of(Config(7, false, "86400000", null), everywhere, Fails),
            Of(Config(null, true, "86400000", null), Empty.WithBrokerConfig("default", key, "86400000", 3), Holds),
            Of(Config(null, true, "86400000", null), Empty.WithoutBrokerConfig("default", key), Fails),
            Of(Config(null, true, "86400000", null), Empty, Unknown),
            Of(Config(null, false, "1", null), Empty.WithBrokerConfig("1", "other", "1", 5), Unknown),
        ];
    }

    private static IEnumerable<CheckExample> LogOffsets()
    {
        var later = Topic.WithOffsets(T, (5, 20), (2, 10), (0, 10));
        return
        [
            Of(new EndOffset(T, null, null, new(EqualTo: 40)), later, Holds),
            Of(new EndOffset(T, 0, Since.Start, new(EqualTo: 10)), later, Holds, Offsets),
            Of(new EndOffset(T, 0, new("lost"), None), later, Holds, Offsets, ("lost", later)),
            Of(new EndOffset(T, 0, new("lost"), None), later, Fails, Offsets, ("lost", Offsets)),
            Of(new EndOffset(T, 0, new("lost"), None), later, Unknown, Offsets),
            Of(new EarliestOffset(T, null, null, new(EqualTo: 7)), later, Holds),
            Of(new EarliestOffset(T, 0, Since.Start, new(AtLeast: 1)), later, Holds, Offsets),
            Of(new EarliestOffset(T, 1, Since.Start, new(AtLeast: 1)), later, Fails, Offsets),
            Of(new EarliestOffset(T, 0, null, One), Topic, Unknown),
        ];
    }

    private static IEnumerable<CheckExample> Records()
    {
        RecordSeen Value(int partition, long offset, string value, string? key = null) => new(partition, offset, key, value);
        var keyed = Offsets.WithRecords(T, true, Value(0, 0, "v", "a"), Value(0, 1, "v", "a"), Value(2, 0, "v", "b"));
        var split = Offsets.WithRecords(T, true, Value(0, 0, "v", "a"), Value(1, 5, "v", "a"), Value(2, 0, "v", "b"));
        var unkeyed = Offsets.WithRecords(T, true, Value(0, 0, "v"), Value(1, 5, "v", "a"), Value(2, 0, "v", "b"));
        var whole = Offsets.WithRecords(T, true, Value(0, 0, "order-1"), Value(1, 5, "order-2"), Value(2, 0, "order-3"), Value(2, 1, "heartbeat"));
        var gap = Offsets.WithRecords(T, true, Value(0, 0, "order-1"), Value(2, 0, "order-3"));
        var twice = Offsets.WithRecords(T, true, Value(0, 0, "order-1"), Value(1, 5, "order-2"), Value(1, 6, "order-2"), Value(2, 0, "order-3"));
        var partly = Offsets.WithRecords(T, false, Value(0, 0, "order-1"));
        var count = new RecordCount(T, null, null, null, new(EqualTo: "order-2"), One);
        return
        [
            Of(count, whole, Holds),
            Of(count, twice, Fails),
            Of(count, partly, Unknown),
            Of(new KeyPlacement(T, null, 2, 2, false), keyed, Holds),
            Of(new KeyPlacement(T, null, 2, 3, false), keyed, Fails),
            Of(new KeyPlacement(T, null, 3, 2, false), keyed, Fails),
            Of(new KeyPlacement(T, null, 2, 2, false), split, Fails),
            Of(new KeyPlacement(T, null, 2, 2, false), unkeyed, Fails),
            Of(new KeyPlacement(T, null, 2, 2, true), unkeyed, Holds),
            Of(new KeyPlacement(T, null, 1, 1, false), partly, Unknown),
            Of(new ValueSequence(T, null, null, "order-#", 1, 3, true), whole, Holds),
            Of(new ValueSequence(T, null, null, "order-#", 1, 3, false), gap, Fails),
            Of(new ValueSequence(T, null, null, "order-#", 1, 3, false), twice, Holds),
            Of(new ValueSequence(T, null, null, "order-#", 1, 3, true), twice, Fails),
            Of(new ValueSequence(T, 0, null, "order-#", 1, 1, true), whole, Holds),
            Of(new ValueSequence(T, null, null, "order-#", 1, 3, false), partly, Unknown),
        ];
    }

    private static IEnumerable<CheckExample> Batches()
    {
        BatchesDigest zstd = new(4, new Dictionary<string, long> { ["zstd"] = 4 }, 4, [1001], 0, 0, 0, null, 4000);
        ClusterEvidence Seen(BatchesDigest batches, bool complete = true, string since = "") => Offsets.WithDigest(T, new RecordDigest("batches" + since, complete, 100) { Batches = batches });
        RecordBatches Asked(string[]? codecs = null, bool? producer = null, bool? sequences = null, bool? transactional = null, NumberCondition? mean = null, Since? since = null) =>
            new(T, null, since, codecs ?? [], producer, sequences, transactional, null, mean, null);
        var plain = zstd with { Codecs = new Dictionary<string, long> { ["none"] = 4 }, WithProducerId = 0, ProducerIds = [] };
        return
        [
            Of(Asked(["zstd", "lz4"], producer: true, sequences: true, mean: new(AtLeast: 20)), Seen(zstd), Holds),
            Of(Asked(["zstd"]), Seen(zstd with { Codecs = new Dictionary<string, long> { ["zstd"] = 3, ["none"] = 1 } }), Fails),
            Of(Asked(producer: true), Seen(plain), Fails),
            Of(Asked(producer: false), Seen(plain), Holds),
            Of(Asked(sequences: true), Seen(zstd with { SequenceGaps = 1, Gap = new(0, 1001, 50, 50, 60) }), Fails),
            Of(Asked(transactional: true), Seen(zstd), Fails),
            Of(Asked(mean: new(AtLeast: 26)), Seen(zstd), Fails),
            Of(Asked(producer: true), Seen(zstd with { Count = 0, WithProducerId = 0, Codecs = new Dictionary<string, long>() }), Fails),
            // What was read decides against, however much was not read; for it only the whole does.
            Of(Asked(producer: true), Seen(plain, complete: false), Fails),
            Of(Asked(producer: true), Seen(zstd, complete: false), Unknown),
            Of(Asked(producer: true, since: Since.Start), Seen(zstd, since: " since=start"), Holds, Offsets),
            Of(Asked(producer: true, since: Since.Start), Seen(zstd), Unknown, Offsets),
        ];
    }

    private static IEnumerable<CheckExample> Commits()
    {
        var end = Offsets.WithCommits(G, new CommitSeen(T, 0, 10), new CommitSeen(T, 1, 10), new CommitSeen(T, 2, 10));
        var partly = Offsets.WithCommits(G, new CommitSeen(T, 0, 10));
        var none = Offsets.WithCommits(G);
        var unseen = Offsets with { Commits = new Dictionary<string, Reading<CommitsSeen>> { [G] = Unread<CommitsSeen>(NotGradableCause.NotAuthorized) } };
        var timed = Offsets.WithTimes(T, new(5_000, 0, 10), new(5_000, 1, 10), new(5_000, 2, null)).WithCommits(G, new CommitSeen(T, 0, 10), new CommitSeen(T, 1, 10), new CommitSeen(T, 2, 10));
        return
        [
            Of(new CommittedOffset(G, T, null, new(EqualTo: 10)), end, Holds),
            Of(new CommittedOffset(G, T, null, new(EqualTo: 10)), partly, Fails),
            Of(new CommittedOffset(G, T, null, new(EqualTo: 10)), unseen, Unknown),
            Of(new CommittedPosition(G, T, null, LogPlace.End, 0), end, Holds),
            Of(new CommittedPosition(G, T, null, LogPlace.End, 0), partly, Fails),
            Of(new CommittedPosition(G, T, null, LogPlace.End, 0), none, Fails),
            Of(new CommittedPosition(G, T, 1, LogPlace.Earliest, 0), end, Fails),
            // Where all records are older than the time, Kafka's tool takes the end.
            Of(new CommittedPosition(G, T, null, LogPlace.Time, 5_000), timed, Holds),
            Of(new CommittedPosition(G, T, null, LogPlace.Time, 5_000), timed.WithCommits(G, new CommitSeen(T, 0, 10)), Fails),
            Of(new CommittedPosition(G, T, null, LogPlace.Time, 6_000), timed, Unknown),
            Of(new GroupLag(G, T, None), end, Holds),
            Of(new GroupLag(G, T, None), partly, Fails),
            Of(new GroupLag(G, T, None), unseen, Unknown),
            Of(new GroupExists(G), Offsets.WithCommits(G, new CommitSeen(T, 0, 1)).WithGroup(G, new GroupSeen("Empty", [])), Holds),
            Of(new GroupExists(G), none with { Groups = new Dictionary<string, Reading<GroupSeen>> { [G] = Read<GroupSeen>(null) } }, Fails),
            Of(new GroupExists(G), none, Unknown),
        ];
    }

    private static IEnumerable<CheckExample> Groups()
    {
        MemberSeen Member(string client, string? instance, params int[] owns) =>
            new(client, client, [.. owns.Select(p => new OwnedPartition(T, p))]) { InstanceId = instance, Host = "/127.0.0.1" };
        var stable = Topic.WithGroup(G, new GroupSeen("Stable", [Member("app-1", "i-1", 0), Member("app-2", null, 1, 2), Member("other", null)], "consumer", "uniform"));
        var rebalancing = Topic.WithGroup(G, new GroupSeen("PreparingRebalance", [Member("app-1", null)], "classic", ""));
        var gone = Topic with { Groups = new Dictionary<string, Reading<GroupSeen>> { [G] = Read<GroupSeen>(null) } };
        return
        [
            Of(new GroupState(G, ["stable"]), stable, Holds),
            Of(new GroupState(G, ["empty"]), stable, Fails),
            Of(new GroupState(G, ["empty"]), Topic, Unknown),
            Of(new GroupType(G, "consumer"), stable, Holds),
            Of(new GroupType(G, "consumer"), rebalancing, Fails),
            Of(new GroupType(G, "consumer"), Topic.WithGroup(G, "Stable"), Unknown),
            Of(new GroupProtocol(G, new(EqualTo: "uniform")), stable, Holds),
            Of(new GroupProtocol(G, new(EqualTo: "range")), stable, Fails),
            Of(new GroupProtocol(G, new(EqualTo: "range")), gone, Fails),
            Of(new GroupProtocol(G, new(EqualTo: "range")), rebalancing, Unknown),
            Of(new GroupCoordinator(G, 2, null), Topic.WithCoordinator(G, 2), Holds),
            Of(new GroupCoordinator(G, 1, null), Topic.WithCoordinator(G, 2), Fails),
            Of(new GroupCoordinator(G, null, false), Topic.WithCoordinator(G, 2), Holds, Topic.WithCoordinator(G, 1)),
            Of(new GroupCoordinator(G, 1, null), Topic.WithCoordinator(G, null), Fails),
            Of(new GroupCoordinator(G, null, true), Topic.WithCoordinator(G, 2), Unknown, Topic.WithCoordinator(G, null)),
            Of(new GroupMembers(G, true, One), stable, Holds),
            Of(new GroupMembers(G, null, Two, ClientId: new(Contains: "app-")), stable, Holds),
            Of(new GroupMembers(G, null, One, InstanceId: new(EqualTo: "i-1")), stable, Holds),
            Of(new GroupMembers(G, null, Three, Host: new(EqualTo: "/10.0.0.1")), stable, Fails),
            Of(new GroupMembers(G, null, One), rebalancing, Unknown),
            Of(new GroupAssignment(G, T, [2, 1, 0]), stable, Holds),
            Of(new GroupAssignment(G, T, [1, 1, 1]), stable, Fails),
            Of(new GroupAssignment(G, T, [1]), rebalancing, Unknown),
        ];
    }

    private static IEnumerable<CheckExample> Disks()
    {
        LogDirSeen Dir(string path, params (int Partition, long Size, bool Future)[] replicas) =>
            new(path, null, [.. replicas.Select(r => new ReplicaSeen(T, r.Partition, r.Size, 0, r.Future))]);
        var one = Empty.WithTopic(T, 2, 1).WithLogDirs(1, Dir("/a", (0, 1_000, false), (1, 3_000, false)), Dir("/b"));
        var two = Empty.WithTopic(T, 2, 1).WithLogDirs(1, Dir("/a", (0, 1_500, false)), Dir("/b", (1, 3_000, false)));
        var underWay = Empty.WithTopic(T, 2, 1).WithLogDirs(1, Dir("/a", (0, 1_500, false), (1, 3_000, false)), Dir("/b", (1, 500, true)));
        var offline = Empty.WithTopic(T, 2, 1) with { LogDirs = new Dictionary<string, Reading<LogDirsSeen>> { ["1"] = Unread<LogDirsSeen>(NotGradableCause.TimedOut) } };
        return
        [
            Of(new LogSize(T, null, null, false, null, new(AtMost: 3_000)), one, Holds),
            Of(new LogSize(T, null, null, false, null, new(AtMost: 2_000)), one, Fails),
            Of(new LogSize(T, null, null, true, null, new(EqualTo: 4_000)), one, Holds),
            Of(new LogSize(T, 0, 1, false, Since.Start, new(AtLeast: 500)), two, Holds, one),
            Of(new LogSize(T, null, null, true, Since.Start, new(AtLeast: 501)), two, Fails, one),
            Of(new LogSize(T, null, 9, false, null, One), one, Fails),
            Of(new LogSize(T, null, null, false, null, One), offline, Unknown),
            Of(new LogDirs(1, null, Two), one, Holds),
            Of(new LogDirs(1, T, Two), two, Holds),
            Of(new LogDirs(1, T, Two), one, Fails),
            Of(new LogDirs(null, null, Two), one, Unknown),
            Of(new ReplicaMoved(T, 1, 1), two, Holds, one),
            Of(new ReplicaMoved(T, 0, 1), two, Fails, one),
            Of(new ReplicaMoved(T, 1, 1), underWay, Fails, one),
            Of(new ReplicaMoved(T, 1, 1), two, Unknown),
        ];
    }

    private static IEnumerable<CheckExample> Transactions()
    {
        ClusterEvidence Producers(params ProducerSeen[] producers) => Topic with { Producers = new Dictionary<string, Reading<ProducersSeen>> { [T] = Read(new ProducersSeen(producers)) } };
        var open = Producers(new ProducerSeen(0, 7, 0, 3, 1, 12), new ProducerSeen(0, 8, 0, 3, 1, null));
        var known = open with { Transactions = Read(new TransactionsSeen([new("tx", 7, "Ongoing")])) };
        var forgotten = open with { Transactions = Read(new TransactionsSeen([new("tx", 7, "CompleteCommit")])) };
        return
        [
            Of(new TransactionState("tx", ["ongoing"]), known, Holds),
            Of(new TransactionState("tx", ["complete-commit", "complete-abort"]), known, Fails),
            Of(new TransactionState("other", ["ongoing"]), known, Fails),
            Of(new TransactionState("tx", ["ongoing"]), Topic, Unknown),
            Of(new OpenTransactions(T, false, None), Producers(), Holds),
            Of(new OpenTransactions(T, false, None), open, Fails),
            Of(new OpenTransactions(T, true, None), known, Holds),
            Of(new OpenTransactions(T, true, None), forgotten, Fails),
            Of(new OpenTransactions(T, true, None), open, Unknown),
        ];
    }

    private static IEnumerable<CheckExample> Answers()
    {
        var said = Empty.WithAnswer("error", " NotEnoughReplicas ").WithAnswer("size", "1,234.5 GB", 1234.5m).WithAnswer("words", "많이");
        return
        [
            Of(new AnswerGiven("error"), said, Holds),
            Of(new AnswerGiven("other"), said, Fails),
            Of(new AnswerText("error", false, new(EqualTo: "NOTENOUGHREPLICAS")), said, Holds),
            Of(new AnswerText("error", true, new(EqualTo: "NOTENOUGHREPLICAS")), said, Fails),
            Of(new AnswerText("error", false, new(OneOf: ["a", "b"])), said, Fails),
            Of(new AnswerText("other", false, new(Not: "a")), said, Fails),
            Of(new AnswerNumber("size", 1234.5m, null, null, Tolerance.Exact), said, Holds),
            Of(new AnswerNumber("size", 1200, null, null, new(0.05m, true)), said, Holds),
            Of(new AnswerNumber("size", 1200, null, null, new(0.02m, true)), said, Fails),
            Of(new AnswerNumber("size", null, 1, 2, Tolerance.Exact), said, Fails),
            Of(new AnswerNumber("words", 1, null, null, Tolerance.Exact), said, Fails),
        ];
    }

    private static IEnumerable<CheckExample> Facts()
    {
        var later = Topic.WithLogDirs(1, new LogDirSeen("/a", null, [new(T, 0, 51_000, 0, false)])).WithLogDirs(2, new LogDirSeen("/a", null, [])).WithLogDirs(3, new LogDirSeen("/b", null, [])).At(50)
            .WithQuorum(2, 5, new QuorumReplica(2, 1, 0, 0)).WithCoordinator(G, 3).WithPartitionLeader();
        var earlier = Topic.WithLogDirs(1, new LogDirSeen("/a", null, [new(T, 0, 1_000, 0, false)])).WithLogDirs(2).WithLogDirs(3);
        var said = later.WithAnswer("number", "2", 2).WithAnswer("rate", "1000", 1000).WithAnswer("path", "/a").WithAnswer("id", "cluster").WithAnswer("isr", "2, 1");
        AnswerFact Fact(string answer, Fact fact, decimal tolerance = 0) => new(answer, fact, new(tolerance, tolerance > 0));
        return
        [
            Of(Fact("number", new("active-controller")), said, Holds),
            Of(Fact("number", new("coordinator") { Group = G }), said, Fails),
            Of(Fact("number", new("partition-leader") { Topic = T, Partition = 0 }), said, Holds),
            Of(Fact("id", new("cluster-id")), said, Holds),
            Of(Fact("number", new("cluster-id")), said, Fails),
            Of(Fact("path", new("log-dir") { Topic = T, Partition = 0, Broker = 1 }), said, Holds),
            Of(Fact("path", new("log-dir") { Topic = T, Partition = 0 }), said, Holds),
            Of(Fact("id", new("log-dir") { Topic = T, Partition = 0 }), said, Fails),
            // 51,000 bytes of 51 kept records.
            Of(Fact("rate", new("bytes-per-record") { Topic = T }), said.WithOffsets(T, (49, 100)), Holds),
            Of(Fact("rate", new("bytes-per-record") { Topic = T }), said.WithOffsets(T, (0, 100)), Fails),
            Of(Fact("rate", new("bytes-per-record") { Topic = T }), said.WithOffsets(T, (100, 100)), Fails),
            Of(Fact("rate", new("bytes-per-record") { Topic = T }), Topic.WithOffsets(T, (0, 51)).WithAnswer("rate", "1", 1), Unknown),
            Of(Fact("isr", new("in-sync-replicas") { Topic = T, Partition = 0 }), said, Holds),
            Of(Fact("rate", new("growth-rate") { Topic = T, Since = Since.Start }, 0.05m), said, Holds, earlier),
            Of(Fact("number", new("growth-rate") { Topic = T, Since = Since.Start }, 0.05m), said, Fails, earlier),
            Of(Fact("rate", new("growth-rate") { Topic = T, Since = new("a"), Until = "b" }), said, Unknown, earlier, ("a", earlier)),
            Of(Fact("path", new("active-controller")), said, Fails),
            Of(Fact("missing", new("active-controller")), said, Fails),
            Of(Fact("number", new("voters")), Topic.WithAnswer("number", "2", 2), Unknown),
        ];
    }

    private static ClusterEvidence WithPartitionLeader(this ClusterEvidence evidence) => evidence.WithPartitions(T, "id", new PartitionSeen(0, 2, [1, 2], [1, 2], 3));
}
