using System.Text.Json;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Content;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.LocalKafka;
using KafkaQuiz.Labs.Tallies;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.Practice;
using KafkaQuiz.TestKit;

namespace KafkaQuiz.Labs.Tests.Collecting;

/// <summary>The whole state of a cluster that nobody else works on, before and after grading every lab on it.</summary>
public sealed class GradersAreReadOnlyTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grading_every_lab_leaves_a_cluster_as_it_was()
    {
        var home = KafkaHome.Find(out var reason);
        Assert.SkipWhen(home is null, $"Needs a cluster of its own: {reason}");
        await using var cluster = await LocalCluster.StartAsync(home!, 1, Cancel);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = cluster.BootstrapServers, AllowAutoCreateTopics = false }).Build();
        var labs = ContentLoader.Load(Repository.Root).Content!.Labs.Select((lab, seed) => lab.For((ulong)seed)).ToList();
        // One topic that a lab asks about is there, the others are not.
        await admin.CreateTopicsAsync([new TopicSpecification { Name = labs[0].Vars["topic"], NumPartitions = 6, ReplicationFactor = 1, Configs = new() { ["retention.ms"] = "1000000" } }]);
        while (admin.GetMetadata(labs[0].Vars["topic"], TimeSpan.FromSeconds(10)).Topics[0].Partitions is not { Count: 6 } partitions || partitions.Any(p => p.Leader < 0))
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancel);
        var before = await StateAsync(admin);
        Assert.DoesNotContain("__consumer_offsets", before, StringComparison.Ordinal);

        foreach (var lab in labs)
        {
            await using var connection = await ClusterConnection.OpenAsync(
                new ClusterTarget(ClusterTarget.ParseBootstrap(cluster.BootstrapServers, out _)!), new EgressPolicy(), TimeProvider.System, Cancel);
            var needs = EvidenceNeeds.Of(lab);
            var baseline = await connection.CollectAsync(needs, null, null, Cancel);
            var again = await connection.CollectAsync(needs, baseline, LabMemory.Empty, Cancel);
            Assert.Equal(lab.Definition.Cluster.Brokers > 1, LabGrader.Grade(lab, baseline, LabMemory.Empty, again).Verdict.Fault is not null);
        }

        await AskEverythingAsync(cluster.BootstrapServers, labs[0].Vars["topic"], needsOfAll: true);

        Assert.Equal(before, await StateAsync(admin));
    }

    [Fact]
    public async Task Asking_for_everything_leaves_a_practice_cluster_as_it_was()
    {
        await using var cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 3 }, Cancel);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = cluster.BootstrapServers, AllowAutoCreateTopics = false }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = "there", NumPartitions = 3, ReplicationFactor = 3 }]);
        var before = await StateAsync(admin);
        Assert.DoesNotContain("__consumer_offsets", before, StringComparison.Ordinal);
        await AskEverythingAsync(cluster.BootstrapServers, "there", needsOfAll: false);
        Assert.Equal(before, await StateAsync(admin));
    }

    /// <summary>Every kind of evidence, of things that are there and of things that are not: twice, as a watch does.</summary>
    private static async Task AskEverythingAsync(string servers, string topic, bool needsOfAll)
    {
        await using var connection = await ClusterConnection.OpenAsync(new ClusterTarget(ClusterTarget.ParseBootstrap(servers, out _)!), new EgressPolicy(), TimeProvider.System, Cancel);
        var needs = new EvidenceNeeds();
        foreach (var name in new[] { topic, "absent" })
        {
            needs.EligibleOf(name);
            needs.ConfigOf(name, "retention.ms");
            needs.OffsetAt(name, 1);
            needs.Ask(new CountQuestion(name, null, null, null, null));
            needs.Ask(new BatchesQuestion(name, null, Content.Labs.Since.Start));
            needs.Group(name);
            needs.CoordinatorOf(name);
            needs.CommitsOf(name);
            needs.Transaction(name);
            if (!needsOfAll) continue;
            needs.ProducersOf(name);
            needs.LogDirsOf(name);
        }
        if (needsOfAll) needs.NeedTransactions();
        needs.BrokerConfig("log.dirs");
        needs.DefaultConfig("log.retention.ms");
        needs.NeedQuorum();
        needs.NeedFeatures();
        needs.NeedReassignments();
        needs.NeedListeners();
        needs.NeedServers();
        var baseline = await connection.CollectAsync(needs, null, null, Cancel);
        var again = await connection.CollectAsync(needs, baseline, null, Cancel);
        Assert.Null(again.Topics["absent"].Value);
        Assert.Null(again.Groups["absent"].Value);
        Assert.Null(again.Groups["absent"].Fault);
        Assert.Null(again.Coordinators[topic].Value);
    }

    /// <summary>Topics with partitions, replicas, ISR, configs and offsets. That a group exists shows in __consumer_offsets.</summary>
    private static async Task<string> StateAsync(IAdminClient admin)
    {
        var metadata = admin.GetMetadata(TimeSpan.FromSeconds(10));
        var topics = metadata.Topics.OrderBy(topic => topic.Topic, StringComparer.Ordinal).ToList();
        var specs = topics.SelectMany(topic => topic.Partitions.Select(p => new TopicPartition(topic.Topic, p.PartitionId))).ToList();
        var ends = await EndsAsync(admin, specs);
        var configs = await admin.DescribeConfigsAsync(topics.Select(topic => new ConfigResource { Type = ResourceType.Topic, Name = topic.Topic }), new DescribeConfigsOptions());
        return JsonSerializer.Serialize(new
        {
            Topics = topics.Select(t => new { t.Topic, Partitions = t.Partitions.Select(p => new { p.PartitionId, p.Leader, p.Replicas, p.InSyncReplicas }) }),
            Ends = ends.ResultInfos.Select(info => $"{info.TopicPartitionOffsetError.TopicPartition} {info.TopicPartitionOffsetError.Offset}").Order(StringComparer.Ordinal),
            Configs = configs.Select(c => new { c.ConfigResource.Name, Entries = c.Entries.Values.OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => $"{e.Name}={e.Value} {e.Source}") }),
        });
    }

    /// <summary>End offsets; a leader that has just been elected may not know it yet.</summary>
    private static async Task<ListOffsetsResult> EndsAsync(IAdminClient admin, List<TopicPartition> partitions)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await admin.ListOffsetsAsync(partitions.Select(p => new TopicPartitionOffsetSpec { TopicPartition = p, OffsetSpec = OffsetSpec.Latest() }), new ListOffsetsOptions());
            }
            catch (ListOffsetsException fault)
            {
                Assert.True(attempt < 50, string.Join("; ", fault.Result.ResultInfos.Select(info => info.TopicPartitionOffsetError.Error)));
                await Task.Delay(TimeSpan.FromMilliseconds(100), Cancel);
            }
        }
    }
}
