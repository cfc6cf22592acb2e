using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Tests;

/// <summary>Evidence written by hand.</summary>
internal static class TestEvidence
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Source Source = new("Metadata", "127.0.0.1:9092", Noon);

    public static ClusterEvidence Empty { get; } = new()
    {
        TakenAt = Noon,
        Cluster = Read(new ClusterSeen("cluster", [.. Enumerable.Range(1, 3).Select(id => new BrokerSeen(id, "127.0.0.1", 9090 + id, null))])),
    };

    public static Reading<T> Read<T>(T? value)
        where T : class => new(Source, value);

    public static Reading<T> Unread<T>(NotGradableCause cause)
        where T : class => new(Source, null, new NotGradable(cause, "somewhere"));

    public static ClusterEvidence At(this ClusterEvidence evidence, double seconds) => evidence with { TakenAt = Noon.AddSeconds(seconds) };

    public static ClusterEvidence WithTopic(this ClusterEvidence evidence, string name, int partitions, int replicas = 1, string id = "id", int? inSync = null) =>
        evidence with { Topics = Put(evidence.Topics, name, Read(Topic(partitions, replicas, id, inSync))) };

    public static ClusterEvidence WithoutTopic(this ClusterEvidence evidence, string name) =>
        evidence with
        {
            Topics = Put(evidence.Topics, name, Read<TopicSeen>(null)),
            Offsets = Put(evidence.Offsets, name, Read<OffsetsSeen>(null)),
            Records = Put(evidence.Records, name, Read<RecordsSeen>(null)),
            Configs = Put(evidence.Configs, name, Read<ConfigsSeen>(null)),
        };

    public static ClusterEvidence WithTopic(this ClusterEvidence evidence, string name, Reading<TopicSeen> reading) =>
        evidence with { Topics = Put(evidence.Topics, name, reading) };

    public static ClusterEvidence WithOffsets(this ClusterEvidence evidence, string name, params (long Earliest, long End)[] partitions) =>
        evidence with { Offsets = Put(evidence.Offsets, name, Read(new OffsetsSeen([.. partitions.Select((p, i) => new PartitionOffsets(i, p.Earliest, p.End))]))) };

    public static ClusterEvidence WithConfig(this ClusterEvidence evidence, string name, string key, string? value, int source = 1) =>
        evidence with { Configs = Put(evidence.Configs, name, Read(new ConfigsSeen(new Dictionary<string, ConfigSeen> { [key] = new(value, source) }))) };

    public static ClusterEvidence WithCommits(this ClusterEvidence evidence, string group, params CommitSeen[] commits) =>
        evidence with { Commits = Put(evidence.Commits, group, Read(commits.Length == 0 ? null : new CommitsSeen(commits))) };

    public static ClusterEvidence WithGroup(this ClusterEvidence evidence, string group, string state, params OwnedPartition[][] members) =>
        evidence with { Groups = Put(evidence.Groups, group, Read(new GroupSeen(state, [.. members.Select((owns, i) => new MemberSeen($"m{i}", $"client-{i}", owns))]))) };

    public static ClusterEvidence WithRecords(this ClusterEvidence evidence, string topic, bool complete, params RecordSeen[] records) =>
        evidence with { Records = Put(evidence.Records, topic, Read(new RecordsSeen(records, complete, new Dictionary<int, long>()))) };

    public static ClusterEvidence WithPartitions(this ClusterEvidence evidence, string name, string id, params PartitionSeen[] partitions) =>
        evidence.WithTopic(name, Read(new TopicSeen(id, partitions)));

    public static ClusterEvidence WithoutBroker(this ClusterEvidence evidence, int id) =>
        evidence with { Cluster = Read(evidence.Cluster.Value! with { Brokers = [.. evidence.Cluster.Value.Brokers.Where(broker => broker.Id != id)] }) };

    public static ClusterEvidence WithBrokerConfig(this ClusterEvidence evidence, string broker, string key, string? value, int source, params ConfigLevel[] levels) =>
        evidence with { BrokerConfigs = Put(evidence.BrokerConfigs, broker, Read(new ConfigsSeen(new Dictionary<string, ConfigSeen> { [key] = new(value, source) { Levels = levels } }))) };

    public static ClusterEvidence WithoutBrokerConfig(this ClusterEvidence evidence, string broker, string key) =>
        evidence with { BrokerConfigs = Put(evidence.BrokerConfigs, broker, Read(new ConfigsSeen(new Dictionary<string, ConfigSeen>()) { Absent = [key] })) };

    public static ClusterEvidence WithTimes(this ClusterEvidence evidence, string name, params TimeOffset[] times) =>
        evidence with { Offsets = Put(evidence.Offsets, name, Read(evidence.Offsets[name].Value! with { ByTime = times })) };

    public static ClusterEvidence WithGroup(this ClusterEvidence evidence, string group, GroupSeen seen) => evidence with { Groups = Put(evidence.Groups, group, Read(seen)) };

    public static ClusterEvidence WithCoordinator(this ClusterEvidence evidence, string group, int? broker) =>
        evidence with { Coordinators = Put(evidence.Coordinators, group, Read(broker is { } id ? new CoordinatorSeen(id) : null)) };

    public static ClusterEvidence WithQuorum(this ClusterEvidence evidence, int? leader, int epoch, params QuorumReplica[] voters) =>
        evidence with { Quorum = Read(new QuorumSeen(leader, epoch, leader is null ? -1 : 100, voters, [])) };

    public static ClusterEvidence WithLogDirs(this ClusterEvidence evidence, int broker, params LogDirSeen[] dirs) =>
        evidence with { LogDirs = Put(evidence.LogDirs, $"{broker}", Read(new LogDirsSeen(dirs))) };

    public static ClusterEvidence WithDigest(this ClusterEvidence evidence, string topic, RecordDigest digest) =>
        evidence with { Records = Put(evidence.Records, topic, Read(new RecordsSeen([], false, new Dictionary<int, long>()) { Digests = [digest] })) };

    public static ClusterEvidence WithAnswer(this ClusterEvidence evidence, string id, string text, decimal? number = null) =>
        evidence with { Answers = new Dictionary<string, AnswerSeen>(evidence.Answers) { [id] = new(text, number, Noon) } };

    private static TopicSeen Topic(int partitions, int replicas, string id, int? inSync) =>
        new(id, [.. Enumerable.Range(0, partitions).Select(p => new PartitionSeen(
            p, 1, [.. Enumerable.Range(1, replicas)], [.. Enumerable.Range(1, inSync ?? replicas)]))]);

    private static Dictionary<string, Reading<T>> Put<T>(IReadOnlyDictionary<string, Reading<T>> readings, string name, Reading<T> reading)
        where T : class => new(readings) { [name] = reading };
}
