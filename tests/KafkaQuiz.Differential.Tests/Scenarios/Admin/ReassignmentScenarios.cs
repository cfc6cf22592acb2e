using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Differential.Tests.Scenarios.Admin;

/// <summary>AlterPartitionReassignments, ListPartitionReassignments, ElectLeaders.</summary>
[Collection(nameof(WholeClusters))]
public sealed class ReassignmentScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    [Scenario]
    public Task Partition_moves_to_other_brokers() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("moved", [[1, 2], [2, 3]]);
        await c.ProduceAsync(topic, RecordSteps.Batch("a", "b"));
        await c.AskAsync(Move(topic.Name, 0, 3, 2));
        await c.UntilAsync(List(topic.Name), r => r.Topics.Count == 0);
        await c.DescribedAsync(topic.Name, 1, p => p.IsrNodes.Count == 2 && (p.PartitionIndex == 1 || p.LeaderId == p.ReplicaNodes[0]));
        await c.AskAsync(List(topic.Name));
        await c.AskUntilAsync(RecordSteps.FetchOf(topic, 0), r => r.Responses[0].Partitions[0].Records?.Length > 0, broker: 3);
        await c.AskUntilAsync(RecordSteps.FetchOf(topic, 0, wait: 0), r => r.Responses[0].Partitions[0].ErrorCode != Protocol.ErrorCode.None);
    });

    [Scenario]
    public Task Replicas_are_added_and_taken_away() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("factor", [[1]]);
        await c.AskAsync(Move(name, 0, 1, 2, 3));
        await c.DescribedAsync(name, 1, p => p.IsrNodes.Count == 3 && p.ReplicaNodes.Count == 3);
        var kept = Move(name, 0, 2);
        kept.AllowReplicationFactorChange = false;
        await c.AskAsync(kept);
        await c.AskAsync(kept, version: 0);
        await c.DescribedAsync(name, 1, p => p.ReplicaNodes.Count == 1 && p.LeaderId == 2);
    });

    [Scenario]
    public Task Moves_that_are_refused() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("kept", [[1, 2]]);
        await c.AskAsync(Move(name, 0, 1, 9));
        await c.AskAsync(Move(name, 0, 1, 1));
        await c.AskAsync(Move(name, 0, -1));
        await c.AskAsync(Move(name, 0));
        await c.AskAsync(Move(name, 7, 1));
        await c.AskAsync(Move(c.Own("nobody"), 0, 1));
        await c.AskAsync(Cancel(name, 0));
        await c.AskAsync(Cancel(name, 7));
        await c.AskAsync(Cancel(c.Own("nobody"), 0));
        await c.AskAsync(Move(name, 0, 1, 2));
        await c.AskAsync(new AlterPartitionReassignmentsRequest());
        await c.AskAsync(List(c.Own("nobody")));
        await c.AskAsync(List(name, 7));
        await c.AskAsync(new ListPartitionReassignmentsRequest { Topics = null });
        var twice = Move(name, 0, 2, 1);
        twice.Topics[0].Partitions.AddRange(Move(name, 0, 1, 3).Topics[0].Partitions);
        twice.Topics[0].Partitions.AddRange(Move(name, 5, 1, 3).Topics[0].Partitions);
        await c.AskAsync(twice);
    });

    [Scenario]
    public Task Preferred_leader_is_elected_when_it_is_not_the_leader() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("elected", [[1, 2], [2, 3]]);
        await c.AskAsync(Elect(0, name, 0, 1));
        await c.AskAsync(Move(name, 0, 2, 1));
        await c.DescribedAsync(name, 2, p => p.PartitionIndex == 1 || p.ReplicaNodes[0] == 2);
        await c.AskAsync(Elect(0, name, 0, 1));
        await c.DescribedAsync(name, 2, p => p.LeaderId == p.ReplicaNodes[0]);
        for (short version = 0; version <= 2; version++)
            await c.AskAsync(Elect(0, name, 0), version: version);
        await c.AskAsync(Elect(1, name, 0));
        await c.AskAsync(Elect(9, name, 0));
        await c.AskAsync(Elect(0, name, 7));
        await c.AskAsync(Elect(0, c.Own("nobody"), 0));
        await c.AskAsync(Elect(0, "", 0));
        await c.AskAsync(new ElectLeadersRequest { ElectionType = 0, TopicPartitions = [], TimeoutMs = 30_000 });
        await c.AskAsync(new ElectLeadersRequest { ElectionType = 1, TopicPartitions = null, TimeoutMs = 30_000 }, own: r => r.ReplicaElectionResults.RemoveAll(t => t.Topic != name));
    });

    private static AlterPartitionReassignmentsRequest Move(string topic, int partition, params int[] replicas) => new()
    {
        TimeoutMs = 30_000,
        Topics = [new() { Name = topic, Partitions = [new() { PartitionIndex = partition, Replicas = [.. replicas] }] }],
    };

    private static AlterPartitionReassignmentsRequest Cancel(string topic, int partition) => new()
    {
        TimeoutMs = 30_000,
        Topics = [new() { Name = topic, Partitions = [new() { PartitionIndex = partition, Replicas = null }] }],
    };

    private static ListPartitionReassignmentsRequest List(string topic, int partition = 0) => new() { TimeoutMs = 30_000, Topics = [new() { Name = topic, PartitionIndexes = [partition] }] };

    private static ElectLeadersRequest Elect(sbyte type, string topic, params int[] partitions) => new() { ElectionType = type, TimeoutMs = 30_000, TopicPartitions = [new() { Topic = topic, Partitions = [.. partitions] }] };
}
