using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;
using static KafkaQuiz.Differential.Tests.Recording.RecordSteps;

namespace KafkaQuiz.Differential.Tests.Scenarios.Fetch;

/// <summary>ListOffsets, OffsetForLeaderEpoch and DeleteRecords.</summary>
[Collection(nameof(WholeClusters))]
public sealed class OffsetScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    private static readonly int[][] Everywhere = [[1, 2, 3]];

    private static long Then(long after) => Symbols.Then.ToUnixTimeMilliseconds() + after;

    [Scenario]
    public Task Earliest_and_latest_in_every_version() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        for (short version = 1; version <= 11; version++)
        {
            await c.AskAsync(List(topic.Name, -2), version: version);
            await c.AskAsync(List(topic.Name, -1), version: version);
        }
    });

    [Scenario]
    public Task Special_timestamps_need_their_versions() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        foreach (var (timestamp, version) in new (long, short)[] { (-3, 6), (-3, 7), (-3, 11), (-4, 7), (-4, 8), (-4, 11), (-5, 8), (-5, 9), (-5, 11), (-6, 10), (-6, 11), (-7, 11), (long.MinValue, 11) })
            await c.AskAsync(List(topic.Name, timestamp), version: version);
    });

    [Scenario]
    public Task Offsets_by_time() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        foreach (var after in new long[] { -1, 0, 1, 100, 101, 150, 500, 501, 3_000_000 })
            await c.AskAsync(List(topic.Name, Then(after)));
        await c.AskAsync(List(topic.Name, 0));
    });

    [Scenario]
    public Task Offsets_of_an_empty_partition() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("empty", Everywhere);
        foreach (var timestamp in new[] { -1, -2, -3, -4, -5, Then(0) })
            await c.AskAsync(List(topic.Name, timestamp));
    });

    [Scenario]
    public Task Offsets_of_partitions_elsewhere_and_of_wrong_epochs() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("led", [[1, 2], [2, 3]]);
        await c.AskAsync(List(topic.Name, -1), broker: 2);
        await c.AskAsync(List(topic.Name, -1, partition: 1));
        await c.AskAsync(List(topic.Name, -1, partition: 9));
        await c.AskAsync(List(c.Own("nobody"), -1));
        foreach (var epoch in new[] { 0, 1, 7 })
            await c.AskAsync(List(topic.Name, -1, epoch: epoch));
        var twice = List(topic.Name, -1);
        twice.Topics[0].Partitions.Add(new() { PartitionIndex = 0, Timestamp = -2 });
        await c.AskAsync(twice);
        var isolated = List(topic.Name, -1);
        isolated.IsolationLevel = 1;
        await c.AskAsync(isolated);
    });

    [Scenario]
    public Task End_offset_of_an_epoch() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        foreach (var (current, epoch) in new[] { (-1, 0), (0, 0), (-1, 1), (-1, -1), (1, 0), (-1, 99), (-1, -5) })
        {
            await c.AskAsync(EpochEnd(topic.Name, current, epoch), version: 4);
            await c.AskAsync(EpochEnd(topic.Name, current, epoch), version: 2);
        }
        await c.AskAsync(EpochEnd(topic.Name, -1, 0), broker: 2);
        await c.AskAsync(EpochEnd(topic.Name, -1, 0, partition: 4));
        await c.AskAsync(EpochEnd(c.Own("nobody"), -1, 0));
    });

    [Scenario]
    public Task Records_before_an_offset_are_deleted() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        await c.AskAsync(Delete(topic.Name, 2));
        await c.AskAsync(List(topic.Name, -2));
        await c.FetchAsync(topic, 1, wait: 50);
        await c.FetchAsync(topic, 2);
        await c.AskAsync(List(topic.Name, Then(0)));
        await c.AskAsync(Delete(topic.Name, 1));
        await c.AskAsync(Delete(topic.Name, -1));
        await c.AskAsync(List(topic.Name, -2));
        await c.ProduceAsync(topic, Batch("after"));
        await c.AskAsync(List(topic.Name, -3));
    });

    [Scenario]
    public Task Deletions_of_records_that_cannot_be() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        foreach (var offset in new[] { 99, -2, long.MaxValue })
            await c.AskAsync(Delete(topic.Name, offset));
        await c.AskAsync(Delete(topic.Name, 1), broker: 2);
        await c.AskAsync(Delete(topic.Name, 1, partition: 8));
        await c.AskAsync(Delete(c.Own("nobody"), 1));
        await c.AskAsync(Delete("__consumer_offsets", 0));
        var compacted = await c.TopicAsync("compacted", Everywhere, ("cleanup.policy", "compact"));
        await c.ProduceAsync(compacted, new RecordBatchBuilder().Build([Record("k", "v")]));
        await c.AskAsync(Delete(compacted.Name, 1));
        var both = await c.TopicAsync("both", Everywhere, ("cleanup.policy", "compact,delete"));
        await c.ProduceAsync(both, new RecordBatchBuilder().Build([Record("k", "v")]));
        await c.AskAsync(Delete(both.Name, 1));
        await c.AskAsync(Delete(topic.Name, 1), version: 0);
    });

    private static ListOffsetsRequest List(string topic, long timestamp, int partition = 0, int epoch = -1) => new()
    {
        ReplicaId = -1,
        TimeoutMs = 30_000,
        Topics = [new() { Name = topic, Partitions = [new() { PartitionIndex = partition, Timestamp = timestamp, CurrentLeaderEpoch = epoch }] }],
    };

    private static OffsetForLeaderEpochRequest EpochEnd(string topic, int current, int epoch, int partition = 0) => new()
    {
        ReplicaId = -1,
        Topics = [new() { Topic = topic, Partitions = [new() { Partition = partition, CurrentLeaderEpoch = current, LeaderEpoch = epoch }] }],
    };

    private static DeleteRecordsRequest Delete(string topic, long offset, int partition = 0) => new()
    {
        TimeoutMs = 30_000,
        Topics = [new() { Name = topic, Partitions = [new() { PartitionIndex = partition, Offset = offset }] }],
    };

    /// <summary>Two batches; the middle record is the youngest.</summary>
    private static async Task<(string Name, Guid Id)> FilledAsync(Conversation c)
    {
        var topic = await c.TopicAsync("filled", Everywhere);
        await c.ProduceAsync(topic, new RecordBatchBuilder().Build([Record("a", "0", 0), Record("b", "1", 100), Record("c", "2", 500)]));
        await c.ProduceAsync(topic, new RecordBatchBuilder().Build([Record("a", "3", 200), Record("b", "4", 150)]));
        return topic;
    }
}
