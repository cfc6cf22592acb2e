using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using static KafkaQuiz.Differential.Tests.Recording.RecordSteps;

namespace KafkaQuiz.Differential.Tests.Scenarios.Fetch;

/// <summary>Fetch by consumers.</summary>
[Collection(nameof(WholeClusters))]
public sealed class FetchScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    private static readonly int[][] Everywhere = [[1, 2, 3]];

    [Scenario]
    public Task Records_in_every_version() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        for (short version = 4; version <= 18; version++)
            await c.FetchAsync(topic, 2, version: version);
    });

    [Scenario]
    public Task Offsets_out_of_range() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        foreach (var offset in new[] { 5, 6, -1, -2, long.MaxValue })
            await c.FetchAsync(topic, offset, wait: 50);
    });

    [Scenario]
    public Task Limits_of_bytes() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        foreach (var (max, partition) in new[] { (1, 1 << 20), (1 << 20, 1), (100, 100), (160, 1 << 20), (1 << 20, 160), (0, 0), (-1, 1 << 20), (1 << 20, -1) })
            await c.AskAsync(FetchOf(topic, 0, maxBytes: max, partitionBytes: partition));
    });

    [Scenario]
    public Task Limit_of_bytes_over_several_partitions() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("several", [[1], [1], [1]]);
        for (var partition = 0; partition < 3; partition++)
            await c.ProduceAsync(topic, Batch(new string('v', 200)), partition: partition);
        foreach (var max in new[] { 1, 400, 600, 5000 })
        {
            var request = FetchOf(topic, 0, maxBytes: max);
            foreach (var partition in new[] { 2, 1 })
                request.Topics[0].Partitions.Add(new() { Partition = partition, FetchOffset = 0, PartitionMaxBytes = 1 << 20 });
            await c.AskAsync(request);
        }
    });

    [Scenario]
    public Task Long_poll_ends_with_records_or_time() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        await c.AskAsync(FetchOf(topic, 5, wait: 100));
        await c.AskAsync(FetchOf(topic, 0, wait: 100, minBytes: 1 << 20));
        await c.AskAsync(FetchOf(topic, 5, wait: 0));
        var waiting = c.QuietlyAsync(FetchOf(topic, 5, wait: 30_000), over: "waiting");
        await c.ProduceAsync(topic, Batch("late"));
        c.Record("the fetch that waited", await waiting);
    });

    [Scenario]
    public Task Partitions_that_are_not_there_or_led_elsewhere() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("led", [[1, 2], [2, 3], [2, 1]]);
        (string, Guid) nobody = (c.Own("nobody"), new Guid("01234567-89ab-cdef-0123-456789abcdef"));
        foreach (short version in new short[] { 11, 12, 13, 18 })
        {
            await c.FetchAsync(topic, 0, partition: 9, version: version, wait: 50);
            await c.FetchAsync(nobody, 0, version: version, wait: 50);
            await c.FetchAsync(topic, 0, partition: 1, version: version, wait: 50);
            await c.FetchAsync(topic, 0, partition: 2, version: version, wait: 50);
        }
        await c.FetchAsync((topic.Name, Guid.Empty), 0, wait: 50);
    });

    [Scenario]
    public Task Followers_answer_consumers_up_to_the_high_watermark() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        await c.AskUntilAsync(FetchOf(topic, 0), r => r.Responses[0].Partitions[0].HighWatermark == 5, broker: 2);
        await c.AskUntilAsync(FetchOf(topic, 0), r => r.Responses[0].Partitions[0].HighWatermark == 5, broker: 3, version: 11);
        await c.AskAsync(FetchOf(topic, 9, wait: 50), broker: 2);
    });

    [Scenario]
    public Task Leader_epochs_that_are_old_unknown_or_right() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        await c.UntilAsync(FetchOf(topic, 0), r => r.Responses[0].Partitions[0].HighWatermark == 5, broker: 2);
        foreach (var epoch in new[] { -1, 0, 1, 5, -2 })
        {
            await c.AskAsync(FetchOf(topic, 0, epoch: epoch, wait: 50));
            await c.AskAsync(FetchOf(topic, 0, epoch: epoch, wait: 50), broker: 2);
        }
    });

    [Scenario]
    public Task Epoch_of_the_last_fetched_record_is_checked() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        foreach (var (offset, last) in new (long, int)[] { (3, 0), (3, 1), (5, 0), (5, 4), (9, 0), (0, 0), (3, -1) })
            await c.AskAsync(FetchOf(topic, offset, epoch: 0, lastEpoch: last, wait: 50));
    });

    [Scenario]
    public Task Sessions_of_fetches() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        var request = FetchOf(topic, 0);
        request.SessionEpoch = 0;
        await c.AskAsync(request);
        (request.SessionId, request.SessionEpoch) = (4711, 1);
        await c.AskAsync(request);
        (request.SessionId, request.SessionEpoch) = (4711, -1);
        await c.AskAsync(request);
        (request.SessionId, request.SessionEpoch) = (4711, 0);
        await c.AskAsync(request);
    });

    [Scenario]
    public Task Partition_twice_and_no_partition() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        var request = FetchOf(topic, 0, wait: 50);
        request.Topics[0].Partitions.Add(new() { Partition = 0, FetchOffset = 3, PartitionMaxBytes = 1 << 20 });
        await c.AskAsync(request);
        request.Topics[0].Partitions.Clear();
        await c.AskAsync(request);
        request.Topics.Clear();
        await c.AskAsync(request);
    });

    [Scenario]
    public Task Isolation_and_racks_without_transactions() => CompareAsync(async c =>
    {
        var topic = await FilledAsync(c);
        await c.FetchAsync(topic, 0, isolation: 1);
        await c.FetchAsync(topic, 0, isolation: 7);
        var request = FetchOf(topic, 0);
        request.RackId = "somewhere";
        await c.AskAsync(request);
    });

    /// <summary>Three batches, five records.</summary>
    private static async Task<(string Name, Guid Id)> FilledAsync(Conversation c)
    {
        var topic = await c.TopicAsync("filled", Everywhere);
        await c.ProduceAsync(topic, Batch("zero", "one"));
        await c.ProduceAsync(topic, Batch("two"));
        await c.ProduceAsync(topic, Batch("three", "four"));
        return topic;
    }
}
