using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Differential.Tests.Scenarios.Configs;

/// <summary>DescribeConfigs, IncrementalAlterConfigs, AlterConfigs, ListConfigResources. What is changed for the cluster is taken back.</summary>
[Collection(nameof(WholeClusters))]
public sealed class ConfigScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    private const sbyte Topic = 2, Broker = 4, Logger = 8, ClientMetrics = 16, Group = 32;
    private const sbyte Set = 0, Delete = 1, Append = 2, Subtract = 3;

    [Scenario]
    public Task Every_config_of_a_topic_with_its_synonyms_and_documentation() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("described", [[1, 2, 3]], ("retention.ms", "60000"), ("cleanup.policy", "compact"));
        await c.AskAsync(Describe(Topic, name, documentation: true));
        for (short version = 1; version <= 3; version++)
            await c.AskAsync(Describe(Topic, name), version: version);
    });

    [Scenario]
    public Task Every_config_of_a_broker_with_its_synonyms_and_documentation() => CompareAsync(async c => await c.AskAsync(Describe(Broker, "1", documentation: true)));

    [Scenario]
    public Task Configs_of_a_broker_are_its_own_to_tell() => CompareAsync(async c =>
    {
        await c.AskAsync(Describe(Broker, "2", ["num.partitions"]), broker: 1);
        await c.AskAsync(Describe(Broker, "2", ["num.partitions"]), broker: 2);
        await c.AskAsync(Describe(Broker, "9", ["num.partitions"]));
        await c.AskAsync(Describe(Broker, "-1", ["num.partitions"]));
        await c.AskAsync(Describe(Broker, "one", ["num.partitions"]));
        await c.AskAsync(Describe(Broker, ""));
    });

    [Scenario]
    public Task Keys_that_are_asked_for_known_and_unknown() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("described", [[1]]);
        await c.AskAsync(Describe(Topic, name, ["retention.ms", "no.such.config", "retention.ms"]));
        await c.AskAsync(Describe(Topic, name, []));
        await c.AskAsync(Describe(Topic, c.Own("nobody")));
        await c.AskAsync(Describe(Topic, "bad name"));
        await c.AskAsync(Describe(Topic, ""));
        foreach (sbyte type in new sbyte[] { 0, 1, 3, 64, -1, 127 })
            await c.AskAsync(Describe(type, "x"));
        var twice = Describe(Topic, name, ["retention.ms"]);
        twice.Resources.AddRange(Describe(Topic, name, ["segment.ms"]).Resources);
        twice.Resources.AddRange(Describe(Topic, c.Own("nobody"), ["segment.ms"]).Resources);
        await c.AskAsync(twice);
    });

    [Scenario]
    public Task Groups_and_client_metrics() => CompareAsync(async c =>
    {
        await c.AskAsync(Describe(Group, c.Own("group")));
        await c.AskAsync(Change(Group, c.Own("group"), ("consumer.session.timeout.ms", Set, "46000")));
        await c.AskAsync(Change(Group, c.Own("group"), ("consumer.session.timeout.ms", Set, "1")));
        await c.AskAsync(Change(Group, c.Own("group"), ("no.such.config", Set, "1")));
        await c.AskAsync(Change(Group, "", ("consumer.session.timeout.ms", Set, "46000")));
        await SettledAsync(c, Group, c.Own("group"), "consumer.session.timeout.ms", "46000");
        await c.AskAsync(Describe(Group, c.Own("group")));
        await c.AskAsync(Describe(Group, ""));
        await c.AskAsync(Describe(ClientMetrics, c.Own("metrics")));
        await c.AskAsync(Change(ClientMetrics, c.Own("metrics"), ("interval.ms", Set, "5000"), ("metrics", Set, "org.apache.kafka."), ("match", Set, "client_id=a.*")));
        await c.AskAsync(Change(ClientMetrics, c.Own("metrics"), ("interval.ms", Set, "1")));
        await c.AskAsync(Change(ClientMetrics, c.Own("metrics"), ("match", Set, "nonsense")));
        await c.AskAsync(Change(ClientMetrics, "", ("interval.ms", Set, "5000")));
        await SettledAsync(c, ClientMetrics, c.Own("metrics"), "interval.ms", "5000");
        await c.AskAsync(Describe(ClientMetrics, c.Own("metrics")));
        await c.AskAsync(Describe(ClientMetrics, ""));
        await c.AskAsync(new ListConfigResourcesRequest { ResourceTypes = [Group, ClientMetrics] });
        await c.AskAsync(new ListConfigResourcesRequest(), version: 0);
        await c.AskAsync(new ListConfigResourcesRequest { ResourceTypes = [Broker, Logger] });
        await c.AskAsync(new ListConfigResourcesRequest { ResourceTypes = [99] });
        await c.AskAsync(Change(Group, c.Own("group"), ("consumer.session.timeout.ms", Delete, null)));
        await c.AskAsync(Change(ClientMetrics, c.Own("metrics"), ("interval.ms", Delete, null), ("metrics", Delete, null), ("match", Delete, null)));
    });

    [Scenario]
    public Task Every_operation_on_a_topic() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("changed", [[1, 2, 3]]);
        foreach (var (config, operation, value) in new (string, sbyte, string?)[]
        {
            ("retention.ms", Set, "1000"), ("cleanup.policy", Append, "compact"), ("cleanup.policy", Append, "compact"), ("cleanup.policy", Subtract, "delete"),
            ("cleanup.policy", Subtract, "nonsense"), ("retention.ms", Append, "1"), ("retention.ms", Delete, null), ("retention.ms", Delete, "ignored"), ("retention.ms", 9, "1"), ("retention.ms", -1, "1"),
            ("retention.ms", Set, null), ("retention.ms", Set, ""), ("retention.ms", Set, "x"), ("no.such.config", Set, "1"), ("no.such.config", Delete, null), ("min.insync.replicas", Set, "4"), ("", Set, "1"),
            ("leader.replication.throttled.replicas", Append, "0:1"), ("leader.replication.throttled.replicas", Append, "1:2"), ("leader.replication.throttled.replicas", Set, "x"),
        })
            await c.AskAsync(Change(Topic, name, (config, operation, value)));
        await SettledAsync(c, Topic, name, "leader.replication.throttled.replicas", "0:1,1:2");
        await c.AskAsync(Describe(Topic, name));
    });

    [Scenario]
    public Task Changes_of_several_resources_succeed_and_fail_apart() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("changed", [[1, 2, 3]]);
        var request = Change(Topic, name, ("retention.ms", Set, "1000"), ("segment.ms", Set, "1000"));
        request.Resources.AddRange(Change(Topic, c.Own("nobody"), ("retention.ms", Set, "1000")).Resources);
        request.Resources.AddRange(Change(Topic, "bad name", ("retention.ms", Set, "1000")).Resources);
        request.Resources.AddRange(Change(Broker, "9", ("log.retention.ms", Set, "1000")).Resources);
        request.Resources.AddRange(Change(99, "x", ("y", Set, "1000")).Resources);
        await c.AskAsync(request);
        await c.AskAsync(Change(Topic, name, ("retention.ms", Set, "1"), ("retention.ms", Set, "2")));
        request = Change(Topic, name, ("retention.ms", Set, "1"));
        request.Resources.AddRange(Change(Topic, name, ("segment.ms", Set, "1")).Resources);
        await c.AskAsync(request);
        request = Change(Topic, name, ("retention.ms", Set, "77"));
        request.ValidateOnly = true;
        await c.AskAsync(request);
        await SettledAsync(c, Topic, name, "segment.ms", "1000");
        await c.AskAsync(Describe(Topic, name, ["retention.ms", "segment.ms"]));
    });

    [Scenario]
    public Task Old_alteration_replaces_everything() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("replaced", [[1, 2, 3]], ("retention.ms", "60000"), ("segment.ms", "60000"));
        foreach (var configs in new (string, string?)[][] { [("retention.ms", "1000")], [("no.such", "1")], [("retention.ms", null)], [("retention.ms", "x")], [("segment.ms", "5000")] })
            await c.AskAsync(new AlterConfigsRequest { Resources = [new() { ResourceType = Topic, ResourceName = name, Configs = [.. configs.Select(p => new AlterConfigsRequest.AlterableConfig { Name = p.Item1, Value = p.Item2 })] }] });
        await SettledAsync(c, Topic, name, "segment.ms", "5000");
        await c.AskAsync(Describe(Topic, name, ["retention.ms", "segment.ms"]));
        await c.AskAsync(new AlterConfigsRequest { Resources = [new() { ResourceType = Topic, ResourceName = c.Own("nobody") }], ValidateOnly = true });
    });

    [Scenario]
    public Task Topic_over_broker_over_cluster_over_file() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("layered", [[1, 2, 3]]);
        foreach (var (type, resource, config, value) in new[] { (Broker, "", "log.retention.ms", "1111"), (Broker, "1", "log.retention.ms", "2222"), (Topic, name, "retention.ms", "3333") })
        {
            await c.AskAsync(Change(type, resource, (config, Set, value)));
            await SettledAsync(c, type, resource, config, value);
            await SettledAsync(c, Topic, name, "retention.ms", value);
            await c.AskAsync(Describe(Topic, name, ["retention.ms"]));
            await c.AskAsync(Describe(Broker, "1", ["log.retention.ms"]));
            await c.AskAsync(Describe(Broker, ""));
        }
        await c.AskAsync(Change(Broker, "1", ("log.retention.ms", Delete, null)));
        await c.AskAsync(Change(Broker, "", ("log.retention.ms", Delete, null)));
        await SettledAsync(c, Broker, "1", "log.retention.ms", null);
        await c.AskAsync(Describe(Broker, "1", ["log.retention.ms"]));
    });

    [Scenario]
    public Task Configs_of_brokers_that_cannot_be_set() => CompareAsync(async c =>
    {
        foreach (var (broker, config, value) in new (string, string, string?)[]
        {
            ("1", "node.id", "7"), ("1", "log.dirs", "/elsewhere"), ("", "listeners", "PLAINTEXT://:1"), ("1", "no.such.config", "1"), ("", "no.such.config", "1"), ("1", "num.io.threads", "0"), ("1", "num.io.threads", "x"),
            ("1", "num.io.threads", "1000"), ("", "log.cleaner.threads", "0"), ("", "background.threads", "100"), ("1", "log.retention.ms", "-5"), ("9", "log.retention.ms", "1"), ("x", "log.retention.ms", "1"), ("", "advertised.listeners", "x"),
            ("", "min.insync.replicas", "0"), ("1", "min.insync.replicas", "2"), ("1", "max.connections", "-1"), ("", "message.max.bytes", "-1"), ("1", "unclean.leader.election.enable", "maybe"), ("1", "log.retention.ms", null),
        })
        {
            var request = Change(Broker, broker, (config, Set, value));
            request.ValidateOnly = true;
            await c.AskAsync(request);
        }
    });

    private static DescribeConfigsRequest Describe(sbyte type, string name, string[]? keys = null, bool documentation = false) => new()
    {
        IncludeSynonyms = true,
        IncludeDocumentation = documentation,
        Resources = [new() { ResourceType = type, ResourceName = name, ConfigurationKeys = keys is null ? null : [.. keys] }],
    };

    private static IncrementalAlterConfigsRequest Change(sbyte type, string name, params (string Name, sbyte Operation, string? Value)[] configs) => new()
    {
        Resources = [new() { ResourceType = type, ResourceName = name, Configs = [.. configs.Select(c => new IncrementalAlterConfigsRequest.AlterableConfig { Name = c.Name, ConfigOperation = c.Operation, Value = c.Value })] }],
    };

    /// <summary>Brokers hear of a change a little after the controller took it.</summary>
    private static async Task SettledAsync(Conversation c, sbyte type, string name, string config, string? value) => await c.UntilAsync(
        Describe(type, name, [config]), r => r.Results[0].Configs.SingleOrDefault()?.Value is var now && now == value);
}
