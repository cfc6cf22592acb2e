using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;

namespace KafkaQuiz.Differential.Tests.Scenarios;

/// <summary>What Confluent.Kafka (librdkafka) makes of both clusters.</summary>
[Collection(nameof(WholeClusters))]
public sealed class RealClientScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Scenario]
    public Task Admin_client_describes_the_cluster_topics_and_groups() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("described", [[1, 2, 3], [2, 3, 1]]);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = c.Cluster.BootstrapServers }).SetLogHandler((_, _) => { }).Build();
        var cluster = await admin.DescribeClusterAsync(new() { RequestTimeout = Patience, IncludeAuthorizedOperations = true });
        c.Record("DescribeCluster", new { cluster.ClusterId, Nodes = string.Join(' ', cluster.Nodes.Select(n => n.Id).Order()), Operations = Names(cluster.AuthorizedOperations) });
        var described = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic.Name, c.Own("nobody")]), new() { RequestTimeout = Patience, IncludeAuthorizedOperations = true }).ContinueWith(Described, TaskScheduler.Default);
        c.Record("DescribeTopics", new { Topics = described });
        var groups = await admin.DescribeConsumerGroupsAsync([c.Own("nobody")], new() { RequestTimeout = Patience }).ContinueWith(t => t.Exception?.InnerException?.Message ?? t.Result.ConsumerGroupDescriptions[0].State.ToString(), TaskScheduler.Default);
        c.Record("DescribeConsumerGroups", new { Answer = groups });
        var configs = await admin.DescribeConfigsAsync([new() { Type = ResourceType.Topic, Name = topic.Name }], new() { RequestTimeout = Patience });
        c.Record("DescribeConfigs", new { Entries = string.Join(' ', configs[0].Entries.Values.OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => $"{e.Name}={e.Value}/{e.Source}")) });
        var offsets = await admin.ListOffsetsAsync([new() { TopicPartition = new(topic.Name, 0), OffsetSpec = OffsetSpec.Latest() }], new() { RequestTimeout = Patience });
        c.Record("ListOffsets", new { offsets.ResultInfos[0].TopicPartitionOffsetError.Offset.Value, offsets.ResultInfos[0].TopicPartitionOffsetError.Error.Code });

        static string Described(Task<DescribeTopicsResult> task) => string.Join(" | ", (task.Exception?.InnerException is DescribeTopicsException e ? e.Results.TopicDescriptions : task.Result.TopicDescriptions).OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => $"{t.Name} {t.Error.Code} {Names(t.AuthorizedOperations)} {string.Join(' ', t.Partitions.Select(p => $"{p.Partition}:{p.Leader?.Id}:{string.Join(',', p.Replicas.Select(r => r.Id))}:{string.Join(',', p.ISR.Select(r => r.Id).Order())}"))}"));
    });

    [Scenario]
    public Task Producer_and_consumers_of_both_group_protocols_see_every_record_once() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("read", [[1, 2, 3], [2, 3, 1], [3, 1, 2]]);
        using (var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = c.Cluster.BootstrapServers, EnableIdempotence = true, LingerMs = 0 }).SetLogHandler((_, _) => { }).Build())
        {
            foreach (var i in Enumerable.Range(0, 30))
            {
                var sent = await producer.ProduceAsync(topic.Name, new() { Key = $"key-{i % 7}", Value = $"value-{i}" });
                c.Record("produced", new { sent.Partition.Value, Offset = sent.Offset.Value, sent.Status });
            }
        }
        foreach (var protocol in Enum.GetValues<GroupProtocol>())
        {
            var group = c.Own(protocol.ToString());
            var config = new ConsumerConfig { BootstrapServers = c.Cluster.BootstrapServers, GroupId = group, GroupProtocol = protocol, AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false };
            using (var consumer = new ConsumerBuilder<string, string>(config).SetLogHandler((_, _) => { }).Build())
            {
                consumer.Subscribe(topic.Name);
                var read = await Task.Run(() => Enumerable.Range(0, 30).Select(_ => consumer.Consume(Patience)).Select(r => r is null ? "nothing" : $"{r.Partition.Value}@{r.Offset.Value} {r.Message.Key}={r.Message.Value}").Order(StringComparer.Ordinal).ToList());
                c.Record("consumed", new { Records = string.Join(' ', read) });
                c.Record("committed", new { Offsets = string.Join(' ', consumer.Commit().OrderBy(o => o.Partition.Value).Select(o => $"{o.Partition.Value}@{o.Offset.Value}")), Assigned = consumer.Assignment.Count });
                consumer.Close();
            }
            using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = c.Cluster.BootstrapServers }).SetLogHandler((_, _) => { }).Build();
            var offsets = await admin.ListConsumerGroupOffsetsAsync([new(group, null)], new() { RequestTimeout = Patience });
            c.Record("offsets", new { Offsets = string.Join(' ', offsets[0].Partitions.OrderBy(p => p.Partition.Value).Select(p => $"{p.Partition.Value}@{p.Offset.Value}")) });
        }
    });

    [Scenario]
    public Task Transactional_producer_commits_and_aborts() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("written", [[1, 2, 3]]);
        var config = new ProducerConfig { BootstrapServers = c.Cluster.BootstrapServers, TransactionalId = c.Own("tx"), LingerMs = 0 };
        using (var producer = new ProducerBuilder<string, string>(config).SetLogHandler((_, _) => { }).Build())
        {
            producer.InitTransactions(Patience);
            foreach (var commits in new[] { true, false, true })
            {
                producer.BeginTransaction();
                var sent = await producer.ProduceAsync(topic.Name, new() { Key = "k", Value = commits.ToString() });
                c.Record("produced", new { sent.Offset.Value });
                if (commits)
                    producer.CommitTransaction(Patience);
                else
                    producer.AbortTransaction(Patience);
            }
        }
        foreach (var isolation in Enum.GetValues<IsolationLevel>())
        {
            using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig { BootstrapServers = c.Cluster.BootstrapServers, GroupId = "reader", IsolationLevel = isolation, EnablePartitionEof = true, AutoOffsetReset = AutoOffsetReset.Earliest }).SetLogHandler((_, _) => { }).Build();
            consumer.Assign(new TopicPartitionOffset(topic.Name, 0, 0));
            var read = await Task.Run(() =>
            {
                var seen = new List<string>();
                while (consumer.Consume(Patience) is { } result)
                {
                    seen.Add(result.IsPartitionEOF ? $"end at {result.Offset.Value}" : $"{result.Offset.Value} {result.Message.Value}");
                    if (result.IsPartitionEOF && result.Offset.Value >= 6)
                        break;
                }
                return seen;
            });
            c.Record("consumed", new { Records = string.Join(", ", read.Distinct()) });
        }
    });

    private static string Names(IEnumerable<AclOperation>? operations) => string.Join(',', (operations ?? []).Order());
}
