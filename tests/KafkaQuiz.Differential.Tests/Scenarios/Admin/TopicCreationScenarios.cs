using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol.Messages;
using static KafkaQuiz.Protocol.Messages.CreateTopicsRequest;

namespace KafkaQuiz.Differential.Tests.Scenarios.Admin;

/// <summary>CreateTopics: what is refused, what is taken, and what the answer says of it.</summary>
[Collection(nameof(WholeClusters))]
public sealed class TopicCreationScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    [Scenario]
    public Task Names_that_no_topic_may_have() => CompareAsync(async c =>
    {
        foreach (var name in new[] { "", ".", "..", "with blank", "with/slash", "토픽", "quote'", new string('a', 249 + 1), "__cluster_metadata" })
            await c.AskAsync(Create(Topic(name, 1, 3)));
    });

    [Scenario]
    public Task Name_of_249_characters_is_taken() => CompareAsync(async c =>
    {
        var name = c.Own("").PadRight(249, 'x');
        await c.AskAsync(Create(Topic(name, 1, 3)));
        await c.TopicIsKnownAsync(name, 1);
    });

    [Scenario]
    public Task Name_that_differs_from_another_only_in_dot_and_underscore_is_refused() => CompareAsync(async c =>
    {
        await c.AskAsync(Create(Topic(c.Own("a.b"), 1, 3)));
        await c.AskAsync(Create(Topic(c.Own("a_b"), 1, 3)));
        await c.AskAsync(Create(Topic(c.Own("a.b"), 1, 3)));
    });

    [Scenario]
    public Task Counts_of_partitions_and_replicas_out_of_range() => CompareAsync(async c =>
    {
        foreach (var (partitions, replicas) in new (int, short)[] { (0, 1), (-2, 1), (1, 0), (1, -2), (1, 4), (1, short.MaxValue), (0, 0), (-1, 4), (0, 4) })
            await c.AskAsync(Create(Topic(c.Own("out-of-range"), partitions, replicas)));
    });

    [Scenario]
    public Task Counts_of_minus_one_are_the_brokers_defaults() => CompareAsync(async c =>
    {
        await c.AskAsync(Create(Topic(c.Own("both"), -1, -1)));
        await c.AskAsync(Create(Topic(c.Own("partitions"), -1, 1)));
        await c.AskAsync(Create(Topic(c.Own("replicas"), 1, -1)));
        await c.AskAsync(Create(Topic(c.Own("old"), -1, -1)), version: 2);
        await c.AskAsync(Create(Topic(c.Own("oldest-with-defaults"), -1, -1)), version: 4);
    });

    [Scenario]
    public Task Assignments_by_hand_that_are_wrong() => CompareAsync(async c =>
    {
        var name = c.Own("assigned");
        await c.AskAsync(Create(Assigned(name, (0, [1]), (2, [2]))));
        await c.AskAsync(Create(Assigned(name, (1, [1]))));
        await c.AskAsync(Create(Assigned(name, (-1, [1]))));
        await c.AskAsync(Create(Assigned(name, (0, [1, 1]))));
        await c.AskAsync(Create(Assigned(name, (0, [1, 9]))));
        await c.AskAsync(Create(Assigned(name, (0, [-1]))));
        await c.AskAsync(Create(Assigned(name, (0, []))));
        await c.AskAsync(Create(Assigned(name, (0, [1, 2]), (1, [1]))));
        await c.AskAsync(Create(Assigned(name, (0, [1]), (0, [2]))));
    });

    [Scenario]
    public Task Assignments_by_hand_beside_counts() => CompareAsync(async c =>
    {
        var name = c.Own("assigned");
        foreach (var (partitions, replicas) in new (int, short)[] { (1, -1), (-1, 1), (1, 1), (2, 2), (0, 0) })
        {
            var topic = Assigned(name, (0, [1]));
            (topic.NumPartitions, topic.ReplicationFactor) = (partitions, replicas);
            await c.AskAsync(Create(topic));
        }
    });

    [Scenario]
    public Task Assignments_by_hand_are_kept_in_their_order() => CompareAsync(async c =>
    {
        var name = c.Own("assigned");
        await c.AskAsync(Create(Assigned(name, (1, [3, 1]), (0, [2, 3]), (2, [1, 2]))));
        await c.TopicIsKnownAsync(name, 3);
        await c.AskAsync(new MetadataRequest { Topics = [new() { Name = name }] });
        await c.AskAsync(new DescribeTopicPartitionsRequest { Topics = [new() { Name = name }] });
    });

    [Scenario]
    public Task Topic_twice_in_one_request_or_there_already() => CompareAsync(async c =>
    {
        var (twice, there, good) = (c.Own("twice"), c.Own("there"), c.Own("good"));
        await c.AskAsync(Create(Assigned(there, (0, [1]))));
        await c.AskAsync(Create(Assigned(twice, (0, [1])), Assigned(twice, (0, [2])), Assigned(there, (0, [1])), Assigned(good, (0, [1]))));
        await c.TopicIsKnownAsync(good, 1);
        await c.AskAsync(new MetadataRequest { Topics = [new() { Name = twice }, new() { Name = good }], AllowAutoTopicCreation = false });
    });

    [Scenario]
    public Task Validation_alone_answers_as_if_and_creates_nothing() => CompareAsync(async c =>
    {
        var name = c.Own("validated");
        var request = Create(Topic(name, 3, 2, ("retention.ms", "1000")), Topic(c.Own("bad"), 1, 9), Topic("bad name", 1, 1));
        request.ValidateOnly = true;
        await c.AskAsync(request);
        await c.AskAsync(request, version: 5);
        await c.AskAsync(new MetadataRequest { Topics = [new() { Name = name }], AllowAutoTopicCreation = false });
    });

    [Scenario]
    public Task Configs_of_a_new_topic_good_and_bad() => CompareAsync(async c =>
    {
        await c.AskAsync(Create(Topic(c.Own("good"), 1, 3, ("cleanup.policy", "compact"), ("min.insync.replicas", "2"), ("retention.ms", "-1"), ("compression.type", "zstd"))));
        foreach (var (config, value) in new (string, string?)[] { ("no.such.config", "1"), ("retention.ms", "abc"), ("retention.ms", "-2"), ("cleanup.policy", "shred"), ("min.insync.replicas", "0"), ("retention.ms", null), ("segment.bytes", "13"), ("min.insync.replicas", "9") })
            await c.AskAsync(Create(Topic(c.Own("bad-" + config), 1, 3, (config, value))));
        await c.AskAsync(Create(Topic(c.Own("twice"), 1, 3, ("retention.ms", "1000"), ("retention.ms", "2000"))));
        await c.AskAsync(Create(Topic(c.Own("clash"), 1, 3, ("min.cleanable.dirty.ratio", "2"), ("no.such", "x"))));
    });

    [Scenario]
    public Task Every_version_of_the_answer() => CompareAsync(async c =>
    {
        for (short version = 2; version <= 7; version++)
            await c.AskAsync(Create(Assigned(c.Own("v" + version), (0, [1, 2]))), version: version);
    });

    [Scenario]
    public Task Request_for_no_topic_at_all() => CompareAsync(async c => await c.AskAsync(Create()));

    private static CreateTopicsRequest Create(params CreatableTopic[] topics) => new() { TimeoutMs = 30_000, Topics = [.. topics] };

    private static CreatableTopic Topic(string name, int partitions, short replicas, params (string Name, string? Value)[] configs) => new()
    {
        Name = name,
        NumPartitions = partitions,
        ReplicationFactor = replicas,
        Configs = [.. configs.Select(c => new CreatableTopicConfig { Name = c.Name, Value = c.Value })],
    };

    private static CreatableTopic Assigned(string name, params (int Partition, int[] Brokers)[] assignments) => new()
    {
        Name = name,
        NumPartitions = -1,
        ReplicationFactor = -1,
        Assignments = [.. assignments.Select(a => new CreatableReplicaAssignment { PartitionIndex = a.Partition, BrokerIds = [.. a.Brokers] })],
    };
}
