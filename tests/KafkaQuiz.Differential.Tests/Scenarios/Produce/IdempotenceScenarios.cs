using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;
using static KafkaQuiz.Differential.Tests.Recording.RecordSteps;

namespace KafkaQuiz.Differential.Tests.Scenarios.Produce;

/// <summary>Idempotent producers: sequences and epochs (ProducerStateManager, ProducerAppendInfo).</summary>
[Collection(nameof(WholeClusters))]
public sealed class IdempotenceScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    private static readonly int[][] Everywhere = [[1, 2, 3]];

    [Scenario]
    public Task Duplicates_are_answered_with_their_first_offset() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("sequenced", Everywhere);
        var id = await ProducerAsync(c);
        for (var sequence = 0; sequence < 7; sequence++)
            await c.ProduceAsync(topic, Batch(id, 0, sequence));
        foreach (var again in new[] { 6, 3, 2, 1, 0 })
            await c.ProduceAsync(topic, Batch(id, 0, again));
        await c.ProduceAsync(topic, Batch(id, 0, 7, 3));
        await c.ProduceAsync(topic, Batch(id, 0, 7, 2));
        await c.AskAsync(Producers(topic.Name));
        await c.FetchAsync(topic, 0);
    });

    [Scenario]
    public Task Sequences_out_of_order() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("sequenced", Everywhere);
        var id = await ProducerAsync(c);
        await c.ProduceAsync(topic, Batch(id, 0, 5));
        await c.ProduceAsync(topic, Batch(id, 0, 7));
        await c.ProduceAsync(topic, Batch(id, 0, 4));
        await c.ProduceAsync(topic, Batch(id, 0, 6));
        await c.ProduceAsync(topic, Batch(id, 0, -1));
        await c.ProduceAsync(topic, Batch(id, -1, 8));
        await c.AskAsync(Producers(topic.Name));
    });

    [Scenario]
    public Task New_epochs_begin_at_sequence_zero() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("sequenced", Everywhere);
        var id = await ProducerAsync(c);
        await c.ProduceAsync(topic, Batch(id, 1, 0));
        await c.ProduceAsync(topic, Batch(id, 0, 1));
        await c.ProduceAsync(topic, Batch(id, 2, 1));
        await c.ProduceAsync(topic, Batch(id, 2, 0));
        await c.ProduceAsync(topic, Batch(id, 1, 1));
        await c.AskAsync(Producers(topic.Name));
    });

    [Scenario]
    public Task Sequence_wraps_around() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("sequenced", Everywhere);
        var id = await ProducerAsync(c);
        await c.ProduceAsync(topic, Batch(id, 0, int.MaxValue - 1));
        await c.ProduceAsync(topic, Batch(id, 0, int.MaxValue, 3));
        await c.ProduceAsync(topic, Batch(id, 0, 2));
        await c.AskAsync(Producers(topic.Name));
        await c.FetchAsync(topic, 0);
    });

    [Scenario]
    public Task Two_batches_of_one_producer_in_one_request() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("sequenced", [[1], [1]]);
        var id = await ProducerAsync(c);
        var request = ProduceOf(topic, Batch(id, 0, 0));
        request.TopicData[0].PartitionData.Add(new() { Index = 1, Records = new Records(Batch(id, 0, 3)) });
        await c.AskAsync(request);
        await c.AskAsync(Producers(topic.Name, 0, 1));
    });

    [Scenario]
    public Task Producers_of_partitions_that_are_not_here() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("elsewhere", [[2, 3], [1, 2]]);
        await c.AskAsync(Producers(topic.Name, 0, 1, 5));
        await c.AskAsync(Producers(c.Own("nobody"), 0));
        await c.AskAsync(Producers("bad name", 0));
        await c.AskAsync(Producers(topic.Name, 0), broker: 3);
    });

    [Scenario]
    public Task Ids_of_producers_without_transactions() => CompareAsync(async c =>
    {
        for (short version = 0; version <= 5; version++)
            await c.AskAsync(new InitProducerIdRequest { TransactionalId = null, TransactionTimeoutMs = 60_000 }, version: version, broker: 1 + (version % 3));
        await c.AskAsync(new InitProducerIdRequest { TransactionalId = "", TransactionTimeoutMs = 60_000 });
        await c.AskAsync(new InitProducerIdRequest { TransactionalId = null, TransactionTimeoutMs = -1 });
        await c.AskAsync(new InitProducerIdRequest { TransactionalId = null, TransactionTimeoutMs = 60_000, ProducerId = 5, ProducerEpoch = 1 });
        await c.AskAsync(new InitProducerIdRequest { TransactionalId = null, TransactionTimeoutMs = 60_000, ProducerId = 5, ProducerEpoch = -1 });
        await c.AskAsync(new InitProducerIdRequest { TransactionalId = null, TransactionTimeoutMs = 60_000, ProducerId = -1, ProducerEpoch = 3 });
    });

    private static async Task<long> ProducerAsync(Conversation c) => (await c.AskUntilAsync(new InitProducerIdRequest { TransactionalId = null, TransactionTimeoutMs = 60_000 }, r => r.ErrorCode == ErrorCode.None)).ProducerId;

    private static byte[] Batch(long producer, short epoch, int sequence, int count = 1) =>
        new RecordBatchBuilder { ProducerId = producer, ProducerEpoch = epoch, BaseSequence = sequence }.Build([.. Enumerable.Range(0, count).Select(i => Record("k", $"{sequence}+{i}", i))]);

    private static DescribeProducersRequest Producers(string topic, params int[] partitions) => new() { Topics = [new() { Name = topic, PartitionIndexes = [.. partitions.DefaultIfEmpty(0)] }] };
}
