using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol.Messages;
using static KafkaQuiz.Differential.Tests.Recording.RecordSteps;

namespace KafkaQuiz.Differential.Tests.Scenarios.Failures;

/// <summary>Brokers that die, stop and hang; what the others say meanwhile and after the return.</summary>
[Collection(nameof(BrokenBrokers))]
public sealed class BrokerLossScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    [Scenario]
    public Task Leader_that_is_killed_is_replaced_and_comes_back_as_a_follower() => CompareAsync(async c =>
    {
        var lead = await c.TopicAsync("lead", [[3, 1, 2]]);
        var alone = await c.TopicAsync("alone", [[3]]);
        var eligible = await c.TopicAsync("eligible", [[3, 2]], ("min.insync.replicas", "2"));
        foreach (var topic in new[] { lead, alone, eligible })
            await c.ProduceAsync(topic, Batch("before"), broker: 3);
        await c.Cluster.KillAsync(3);
        await c.WhileBrokenAsync(3, async () =>
        {
            await c.FencedAsync(3);
            await c.DescribedAsync(lead.Name, 1, p => p.LeaderId == 1 && p.IsrNodes.Count == 2);
            await c.DescribedAsync(alone.Name, 1, p => p.LeaderId == -1);
            await c.DescribedAsync(eligible.Name, 1, p => p.LeaderId == 2 && p.IsrNodes.Count == 1);
            for (short version = 1; version <= 13; version += 4)
                await c.AskAsync(new MetadataRequest { Topics = [new() { Name = lead.Name }, new() { Name = alone.Name }, new() { Name = eligible.Name }], AllowAutoTopicCreation = false }, version: version);
            await c.AskAsync(new DescribeClusterRequest { IncludeFencedBrokers = true });
            await c.AskAsync(new DescribeClusterRequest());
            await c.ProduceOnceLedAsync(lead, Batch("while it is gone"), 1);
            await c.ProduceAsync(lead, Batch("to a follower"), broker: 2);
            await c.ProduceAsync(alone, Batch("to nobody"));
            await c.ProduceOnceLedAsync(eligible, Batch("too few in sync"), 2);
            await c.ProduceAsync(eligible, Batch("leader alone"), broker: 2, acks: 1);
            await c.AskAsync(FetchOf(lead, 0, epoch: 0, wait: 50));
            await c.AskAsync(FetchOf(lead, 0, epoch: 1));
            await c.AskAsync(FetchOf(lead, 1, epoch: 1, lastEpoch: 0));
            await c.AskAsync(FetchOf(alone, 0, wait: 50));
            foreach (var epoch in new[] { 0, 1, 2 })
                await c.AskAsync(new OffsetForLeaderEpochRequest { ReplicaId = -1, Topics = [new() { Topic = lead.Name, Partitions = [new() { LeaderEpoch = epoch }] }] });
            foreach (sbyte type in new sbyte[] { 0, 1 })
                await c.AskAsync(new ElectLeadersRequest { ElectionType = type, TimeoutMs = 30_000, TopicPartitions = [new() { Topic = lead.Name, Partitions = [0] }, new() { Topic = alone.Name, Partitions = [0] }] });
        });
        foreach (var topic in new[] { lead, alone, eligible })
            await c.DescribedAsync(topic.Name, 1, p => p.IsrNodes.Count == p.ReplicaNodes.Count && p.LeaderId == 3);
        await c.AskUntilAsync(FetchOf(lead, 0), r => r.Responses[0].Partitions[0].HighWatermark == 2, broker: 3);
        await c.ProduceOnceLedAsync(eligible, Batch("again"), 3);
        await c.AskUntilAsync(FetchOf(alone, 0), r => r.Responses[0].Partitions[0].Records?.Length > 0, broker: 3);
    });

    [Scenario]
    public Task Topics_are_made_and_moved_while_a_broker_is_fenced() => CompareAsync(async c =>
    {
        var there = await c.TopicAsync("there", [[1, 2]]);
        await c.Cluster.KillAsync(3);
        await c.WhileBrokenAsync(3, async () =>
        {
            await c.FencedAsync(3);
            foreach (var (name, partitions, replicas) in new (string, int, short)[] { ("two", 2, 2), ("three", 1, 3), ("four", 1, 4) })
                await c.AskAsync(new CreateTopicsRequest { TimeoutMs = 30_000, Topics = [new() { Name = c.Own(name), NumPartitions = partitions, ReplicationFactor = replicas }] });
            foreach (var (name, brokers) in new (string, int[])[] { ("on-the-dead", [3]), ("on-the-dead-too", [3, 1]), ("on-the-dead-last", [1, 3]) })
                await c.AskAsync(new CreateTopicsRequest { TimeoutMs = 30_000, Topics = [new() { Name = c.Own(name), NumPartitions = -1, ReplicationFactor = -1, Assignments = [new() { BrokerIds = [.. brokers] }] }] });
            await c.AskUntilAsync(new DescribeTopicPartitionsRequest { Topics = [new() { Name = c.Own("on-the-dead-too") }, new() { Name = c.Own("on-the-dead-last") }, new() { Name = c.Own("on-the-dead") }] }, r => r.Topics.Count(t => t.Partitions.Count == 1) >= 2);
            await c.AskAsync(new CreatePartitionsRequest { TimeoutMs = 30_000, Topics = [new() { Name = there.Name, Count = 2, Assignments = [new() { BrokerIds = [3, 1] }] }] });
            await c.AskAsync(new AlterPartitionReassignmentsRequest { TimeoutMs = 30_000, Topics = [new() { Name = there.Name, Partitions = [new() { PartitionIndex = 0, Replicas = [3, 1] }] }] });
            await c.AskAsync(new ListPartitionReassignmentsRequest { TimeoutMs = 30_000, Topics = [new() { Name = there.Name, PartitionIndexes = [0, 1] }] });
            await c.DescribedAsync(there.Name, 1, p => p.PartitionIndex == 1 || p.ReplicaNodes.Count == 3);
            await c.AskAsync(new AlterPartitionReassignmentsRequest { TimeoutMs = 30_000, Topics = [new() { Name = there.Name, Partitions = [new() { PartitionIndex = 0, Replicas = null }] }] });
            await c.AskAsync(new ListPartitionReassignmentsRequest { TimeoutMs = 30_000, Topics = [new() { Name = there.Name, PartitionIndexes = [0, 1] }] });
            await c.DescribedAsync(there.Name, 1, p => p.ReplicaNodes.Count == 2);
        });
        await c.DescribedAsync(there.Name, 1, p => p.IsrNodes.Count == 2);
    });

    [Scenario]
    public Task Broker_that_is_stopped_hands_over_at_once() => CompareAsync(async c =>
    {
        var lead = await c.TopicAsync("lead", [[2, 3, 1], [1, 2, 3]]);
        var three = await c.TopicAsync("three", [[1, 2, 3]], ("min.insync.replicas", "3"));
        await c.ProduceAsync(lead, Batch("before"), broker: 2);
        await c.Cluster.StopAsync(2);
        await c.WhileBrokenAsync(2, async () =>
        {
            await c.FencedAsync(2);
            await c.DescribedAsync(lead.Name, 1, p => p.LeaderId != 2 && p.IsrNodes.Count == 2);
            await c.DescribedAsync(three.Name, 1, p => p.IsrNodes.Count == 2);
            await c.AskUntilAsync(new DescribeClusterRequest { IncludeFencedBrokers = true }, r => r.Brokers.Exists(b => b.IsFenced));
            await c.ProduceAsync(three, Batch("too few"));
            await c.ProduceAsync(three, Batch("leader alone"), acks: 1);
            await c.FetchAsync(three, 0, wait: 50);
            await c.ProduceOnceLedAsync(lead, Batch("after"), 3);
            await c.AskAsync(new AlterPartitionReassignmentsRequest { TimeoutMs = 30_000, Topics = [new() { Name = lead.Name, Partitions = [new() { PartitionIndex = 1, Replicas = [1, 3] }] }] });
            await c.DescribedAsync(lead.Name, 1, p => p.PartitionIndex == 0 || p.ReplicaNodes.Count == 2);
        });
        await c.DescribedAsync(lead.Name, 2, p => p.LeaderId == p.ReplicaNodes[0] && p.IsrNodes.Count == p.ReplicaNodes.Count);
        await c.ProduceAsync(three, Batch("again"));
        await c.FetchAsync(three, 0);
    });

    [Scenario]
    public Task Broker_that_hangs_leaves_the_isr_and_returns() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("followed", [[1, 2, 3]], ("min.insync.replicas", "2"));
        await c.ProduceAsync(topic, Batch("before"));
        await c.Cluster.HangAsync(2);
        await c.WhileBrokenAsync(2, async () =>
        {
            await c.ProduceAsync(topic, Batch("waits for the hung one"), timeout: 60_000);
            await c.FencedAsync(2);
            await c.DescribedAsync(topic.Name, 1, p => p.IsrNodes.Count == 2);
            await c.ProduceAsync(topic, Batch("need not wait"));
        });
        await c.DescribedAsync(topic.Name, 2, p => p.IsrNodes.Count == 3);
        await c.AskUntilAsync(FetchOf(topic, 0), r => r.Responses[0].Partitions[0].HighWatermark == 3, broker: 2);
    });
}
