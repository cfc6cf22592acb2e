using System.Text;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;
using Record = KafkaQuiz.Protocol.Record;

namespace KafkaQuiz.Differential.Tests.Recording;

/// <summary>Produce and Fetch of one partition, recorded.</summary>
internal static class RecordSteps
{
    /// <summary>A record of the suite's own time, so many milliseconds after <see cref="Symbols.Then"/>; key and value null where they are.</summary>
    public static Record Record(string? key, string? value, long after = 0) => new()
    {
        Key = Bytes(key),
        Value = Bytes(value),
        Timestamp = Symbols.Then.ToUnixTimeMilliseconds() + after,
    };

    /// <summary>One batch of keyless records with these values.</summary>
    public static byte[] Batch(params string[] values) => new RecordBatchBuilder().Build([.. values.Select((v, i) => Record(null, v, i))]);

    public static ProduceRequest ProduceOf((string Name, Guid Id) topic, ReadOnlyMemory<byte>? records, int partition = 0, short acks = -1, string? transactionalId = null, int timeout = 30_000) => new()
    {
        TransactionalId = transactionalId,
        Acks = acks,
        TimeoutMs = timeout,
        TopicData = [new() { Name = topic.Name, TopicId = topic.Id, PartitionData = [new() { Index = partition, Records = records is { } bytes ? new Records(bytes) : null }] }],
    };

    public static Task<ProduceResponse?> ProduceAsync(this Conversation c, (string Name, Guid Id) topic, ReadOnlyMemory<byte>? records, int broker = 1, int partition = 0, short acks = -1, short? version = null, string? transactionalId = null, int timeout = 30_000) =>
        c.AskAsync(ProduceOf(topic, records, partition, acks, transactionalId, timeout), broker, version);

    /// <summary>The same to a broker that becomes leader about now.</summary>
    public static Task<ProduceResponse> ProduceOnceLedAsync(this Conversation c, (string Name, Guid Id) topic, ReadOnlyMemory<byte> records, int broker, short acks = -1) =>
        c.AskUntilAsync(ProduceOf(topic, records, acks: acks), r => r.Responses[0].PartitionResponses[0].ErrorCode != ErrorCode.NotLeaderOrFollower, broker);

    public static FetchRequest FetchOf((string Name, Guid Id) topic, long offset, int partition = 0, int wait = 500, int minBytes = 1, int maxBytes = 1 << 20, int partitionBytes = 1 << 20, sbyte isolation = 0, int epoch = -1, int lastEpoch = -1) => new()
    {
        MaxWaitMs = wait,
        MinBytes = minBytes,
        MaxBytes = maxBytes,
        IsolationLevel = isolation,
        Topics = [new() { Topic = topic.Name, TopicId = topic.Id, Partitions = [new() { Partition = partition, FetchOffset = offset, PartitionMaxBytes = partitionBytes, CurrentLeaderEpoch = epoch, LastFetchedEpoch = lastEpoch }] }],
    };

    public static Task<FetchResponse?> FetchAsync(this Conversation c, (string Name, Guid Id) topic, long offset, int broker = 1, int partition = 0, short? version = null, int wait = 500, sbyte isolation = 0) =>
        c.AskAsync(FetchOf(topic, offset, partition, wait, isolation: isolation), broker, version);

    private static ReadOnlyMemory<byte>? Bytes(string? text) => text is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(text);
}
