using System.Buffers.Binary;
using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;
using static KafkaQuiz.Differential.Tests.Recording.RecordSteps;
using Record = KafkaQuiz.Protocol.Record;

namespace KafkaQuiz.Differential.Tests.Scenarios.Produce;

/// <summary>Produce without an idempotent producer.</summary>
[Collection(nameof(WholeClusters))]
public sealed class ProduceScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    private static readonly int[][] Everywhere = [[1, 2, 3]];

    [Scenario]
    public Task Acks_of_one_and_of_all_in_every_version() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("acked", Everywhere);
        for (short version = 3; version <= 13; version++)
        {
            await c.ProduceAsync(topic, Batch("one"), acks: 1, version: version);
            await c.ProduceAsync(topic, Batch("two", "three"), acks: -1, version: version);
        }
        await c.AskUntilAsync(FetchOf(topic, 0), r => r.Responses[0].Partitions[0].HighWatermark == 33);
    });

    [Scenario]
    public Task Acks_that_do_not_exist() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("acked", Everywhere);
        foreach (short acks in new short[] { 2, -2, 3 })
            await c.ProduceAsync(topic, Batch("never"), acks: acks);
        await c.FetchAsync(topic, 0);
    });

    [Scenario]
    public Task Acks_of_zero_are_not_answered() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("unacked", Everywhere);
        // The answer to the next request is the first that comes.
        var unanswered = c.QuietlyAsync(ProduceOf(topic, Batch("silent"), acks: 0), over: "silent");
        await c.AskUntilAsync(FetchOf(topic, 0), r => r.Responses[0].Partitions[0].HighWatermark == 1);
        await c.AskAsync(new ApiVersionsRequest { ClientSoftwareName = "a", ClientSoftwareVersion = "1" }, version: 0, over: "silent", own: r => r.ApiKeys.Clear());
        c.Record("the produce request", new { Answered = unanswered.IsCompleted });
        _ = unanswered.ContinueWith(t => t.Exception, TaskScheduler.Default);
    });

    [Scenario]
    public Task Partitions_that_are_not_there_or_led_elsewhere() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("led", [[1, 2], [2, 3]]);
        (string, Guid) nobody = (c.Own("nobody"), new Guid("01234567-89ab-cdef-0123-456789abcdef"));
        foreach (short version in new short[] { 9, 12, 13 })
        {
            await c.ProduceAsync(topic, Batch("x"), partition: 9, version: version);
            await c.ProduceAsync(topic, Batch("x"), partition: -1, version: version);
            await c.ProduceAsync(nobody, Batch("x"), version: version);
            await c.ProduceAsync(topic, Batch("x"), broker: 2, version: version);
            await c.ProduceAsync(topic, Batch("x"), partition: 1, version: version);
        }
    });

    [Scenario]
    public Task Several_partitions_in_one_request_succeed_and_fail_apart() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("mixed", [[1], [1], [2]]);
        var request = ProduceOf(topic, Batch("a"));
        foreach (var partition in new[] { 1, 2, 7 })
            request.TopicData[0].PartitionData.Add(new() { Index = partition, Records = new Records(Batch("b", "c")) });
        request.TopicData.Add(new() { Name = c.Own("nobody"), PartitionData = [new() { Index = 0, Records = new Records(Batch("d")) }] });
        await c.AskAsync(request, version: 12);
    });

    [Scenario]
    public Task Batches_that_are_damaged() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("damaged", Everywhere);
        await DamagedAsync(c, topic, Changed(b => b[^1] ^= 1));
        await DamagedAsync(c, topic, Changed(b => b[17] ^= 1));
        await DamagedAsync(c, topic, Changed(b => b[16] = 1));
        await DamagedAsync(c, topic, Changed(b => b[16] = 3));
        await DamagedAsync(c, topic, Changed(b => BinaryPrimitives.WriteInt32BigEndian(b.AsSpan(8), 3)));
        await DamagedAsync(c, topic, Changed(b => BinaryPrimitives.WriteInt32BigEndian(b.AsSpan(57), 5), sum: true));
        await DamagedAsync(c, topic, Changed(b => BinaryPrimitives.WriteInt32BigEndian(b.AsSpan(23), 5), sum: true));
        await DamagedAsync(c, topic, Changed(b => BinaryPrimitives.WriteInt16BigEndian(b.AsSpan(21), 7), sum: true));
        await DamagedAsync(c, topic, Changed(b => BinaryPrimitives.WriteInt16BigEndian(b.AsSpan(21), 1), sum: true));
        await DamagedAsync(c, topic, Batch("whole").AsMemory(0, 40));
        await DamagedAsync(c, topic, ReadOnlyMemory<byte>.Empty);
        await DamagedAsync(c, topic, null);
        await c.FetchAsync(topic, 0);
    });

    [Scenario]
    public Task Batches_of_a_kind_that_clients_must_not_send() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("kinds", Everywhere);
        await c.ProduceAsync(topic, (byte[])[.. Batch("one"), .. Batch("two")]);
        await c.ProduceAsync(topic, new RecordBatchBuilder().Build([]));
        await c.ProduceAsync(topic, new RecordBatchBuilder { IsControl = true }.Build([RecordSteps.Record("k", "v")]));
        await c.ProduceAsync(topic, new RecordBatchBuilder { IsTransactional = true }.Build([RecordSteps.Record("k", "v")]));
        await c.ProduceAsync(topic, new RecordBatchBuilder { BaseOffset = 77, LeaderEpoch = 5 }.Build([RecordSteps.Record("k", "v")]));
        await c.ProduceAsync(topic, new RecordBatchBuilder { IsLogAppendTime = true, MaxTimestamp = 5 }.Build([RecordSteps.Record("k", "v")]));
        await c.ProduceAsync(topic, new RecordBatchBuilder { DeleteHorizon = 5 }.Build([RecordSteps.Record("k", "v")]));
        await c.FetchAsync(topic, 0);
    });

    [Scenario]
    public Task Every_codec_is_stored_as_it_came() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("packed", Everywhere);
        foreach (var codec in Enum.GetValues<CompressionType>())
            await c.ProduceAsync(topic, new RecordBatchBuilder { Compression = codec }.Build([.. Enumerable.Range(0, 20).Select(i => RecordSteps.Record("key", new string('v', 50), i))]));
        await c.FetchAsync(topic, 0);
        await c.ProduceAsync(topic, new RecordBatchBuilder { Compression = CompressionType.Zstd }.Build([RecordSteps.Record("k", "v")]), version: 6);
        await c.ProduceAsync(topic, new RecordBatchBuilder { Compression = CompressionType.Zstd }.Build([RecordSteps.Record("k", "v")]), version: 7);
    });

    [Scenario]
    public Task Codec_of_the_topic_packs_anew() => CompareAsync(async c =>
    {
        foreach (var codec in new[] { "gzip", "uncompressed", "lz4" })
        {
            var topic = await c.TopicAsync(codec, Everywhere, ("compression.type", codec));
            await c.ProduceAsync(topic, new RecordBatchBuilder { Compression = CompressionType.Gzip }.Build([RecordSteps.Record("k", new string('v', 100))]));
            await c.AskAsync(FetchOf(topic, 0), own: OnlyTheCodec);
        }
    });

    [Scenario]
    public Task Compacted_topic_takes_no_record_without_a_key() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("compacted", Everywhere, ("cleanup.policy", "compact"));
        Record[] records = [RecordSteps.Record("k", "v"), RecordSteps.Record(null, "w"), RecordSteps.Record("k", null), RecordSteps.Record(null, null)];
        foreach (short version in new short[] { 7, 8, 13 })
            await c.ProduceAsync(topic, new RecordBatchBuilder().Build(records), version: version);
        await c.ProduceAsync(topic, new RecordBatchBuilder { Compression = CompressionType.Gzip }.Build(records));
        await c.ProduceAsync(topic, new RecordBatchBuilder().Build([records[0], records[2]]));
        await c.FetchAsync(topic, 0);
    });

    [Scenario]
    public Task Timestamps_too_early_or_too_late() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("timed", Everywhere, ("message.timestamp.before.max.ms", "172800000"), ("message.timestamp.after.max.ms", "3600000"));
        const long Day = 86_400_000;
        foreach (var after in new[] { -2 * Day, 0, 3 * Day })
            await c.ProduceAsync(topic, new RecordBatchBuilder().Build([RecordSteps.Record("k", "v"), RecordSteps.Record("k", "w", after)]));
        await c.ProduceAsync(topic, new RecordBatchBuilder().Build([new Record { Key = new byte[1], Value = new byte[1], Timestamp = -1 }]));
        await c.FetchAsync(topic, 0);
    });

    [Scenario]
    public Task Time_of_the_brokers_replaces_the_records() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("stamped", Everywhere, ("message.timestamp.type", "LogAppendTime"));
        await c.ProduceAsync(topic, Batch("a", "b"));
        await c.ProduceAsync(topic, new RecordBatchBuilder { Compression = CompressionType.Gzip }.Build([RecordSteps.Record("k", "v", 60_000), RecordSteps.Record("k", "w")]));
        await c.FetchAsync(topic, 0);
    });

    [Scenario]
    public Task Record_larger_than_the_topic_takes() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("small", Everywhere, ("max.message.bytes", "1000"));
        foreach (var size in new[] { 500, 900, 2000 })
            await c.ProduceAsync(topic, new RecordBatchBuilder().Build([RecordSteps.Record("k", new string('v', size))]));
        await c.ProduceAsync(topic, new RecordBatchBuilder { Compression = CompressionType.Gzip }.Build([RecordSteps.Record("k", new string('v', 2000))]));
        await c.FetchAsync(topic, 0);
    });

    [Scenario]
    public Task Headers_nulls_and_empty_values_survive() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("odd", Everywhere);
        var headers = new RecordHeader[] { new("trace", new byte[] { 1, 2 }), new("trace", null), new("", Array.Empty<byte>()) };
        await c.ProduceAsync(topic, new RecordBatchBuilder().Build([RecordSteps.Record(null, null), RecordSteps.Record("", ""), RecordSteps.Record("k", "v", 5) with { Headers = headers }]));
        await c.FetchAsync(topic, 0);
    });

    [Scenario]
    public Task Transactional_id_without_a_transaction() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("plain", Everywhere);
        await c.ProduceAsync(topic, Batch("x"), transactionalId: c.Own("tx"));
        await c.ProduceAsync(topic, new RecordBatchBuilder { IsTransactional = true, ProducerId = 4711, ProducerEpoch = 0, BaseSequence = 0 }.Build([RecordSteps.Record("k", "v")]), transactionalId: c.Own("tx"));
        await c.ProduceAsync(topic, new RecordBatchBuilder { IsTransactional = true, ProducerId = 4711, ProducerEpoch = 0, BaseSequence = 0 }.Build([RecordSteps.Record("k", "v")]));
    });

    private static Task<ProduceResponse?> DamagedAsync(Conversation c, (string Name, Guid Id) topic, ReadOnlyMemory<byte>? records) => c.AskAsync(ProduceOf(topic, records), patience: TimeSpan.FromSeconds(3));

    /// <summary>Compressors need not give the same bytes: of a batch that the broker packed itself, its codec counts.</summary>
    private static void OnlyTheCodec(FetchResponse answer)
    {
        var partition = answer.Responses[0].Partitions[0];
        var batch = RecordBatch.Split(partition.Records!.ToMemory()).Single();
        Assert.True(batch.HasValidCrc);
        partition.Records = new Records(new RecordBatchBuilder { BaseOffset = batch.BaseOffset, LeaderEpoch = (int)batch.Compression }.Build(batch.ReadRecords(), keepOffsets: true));
    }

    private static byte[] Changed(Action<byte[]> change, bool sum = false)
    {
        var batch = Batch("damaged");
        change(batch);
        if (sum)
            BinaryPrimitives.WriteUInt32BigEndian(batch.AsSpan(17), Crc32C.Compute(batch.AsSpan(21)));
        return batch;
    }
}
