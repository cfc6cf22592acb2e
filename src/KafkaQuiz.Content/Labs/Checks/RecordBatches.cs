using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>record-batches: { topic, partition, since-start, codec, producer-id, sequences, transactional, timestamp-type, records-per-batch, at-least }</c>:
/// what the headers of the batches say, as their producer made them (KIP-98). There must be such batches, and every one must fit. Transaction markers do not count.
/// </summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition, or null for all.</param>
/// <param name="Since">Only batches written since then, or null for all.</param>
/// <param name="Codecs">Any of <c>none</c>, <c>gzip</c>, <c>snappy</c>, <c>lz4</c>, <c>zstd</c>; empty for any.</param>
/// <param name="ProducerId">True: written by an idempotent or transactional producer. False: by one without an id. Null: either.</param>
/// <param name="CompleteSequences">Whether the sequence numbers of each producer follow each other without a gap, or null for either.</param>
/// <param name="Transactional">Whether they belong to a transaction, or null for either.</param>
/// <param name="LogAppendTime">True: the broker stamped them. False: the producer did. Null: either.</param>
/// <param name="RecordsPerBatch">What the mean number of records per batch, rounded down, must be; null for any.</param>
/// <param name="Count">How many batches, or null for at least one.</param>
public sealed record RecordBatches(
    string Topic,
    int? Partition,
    Since? Since,
    IReadOnlyList<string> Codecs,
    bool? ProducerId,
    bool? CompleteSequences,
    bool? Transactional,
    bool? LogAppendTime,
    NumberCondition? RecordsPerBatch,
    NumberCondition? Count) : Check
{
    public override IReadOnlyList<string> Marks => Labs.Since.Marks(Since);

    internal static CheckForm Form { get; } = new(
        "record-batches",
        new MapShape(
        [
            LabShapes.Topic,
            LabShapes.OptionalPartition,
            .. LabShapes.Since,
            Key.Optional("codec", new OneOrManyShape(new EnumShape("none", "gzip", "snappy", "lz4", "zstd"), 5)),
            Key.Optional("producer-id", TruthShape.Any),
            Key.Optional("sequences", new EnumShape("complete", "gaps")),
            Key.Optional("transactional", TruthShape.Any),
            Key.Optional("timestamp-type", new EnumShape("create-time", "log-append-time")),
            Key.Optional("records-per-batch", LabShapes.NumberOrCondition),
            .. LabShapes.NumberKeys,
        ])
        { AtLeastOne = ["codec", "producer-id", "sequences", "transactional", "timestamp-type", "records-per-batch", "equals", "at-least", "at-most", "not"] },
        node => new RecordBatches(
            node["topic"]!.Text,
            LabShapes.Int(node["partition"]),
            LabShapes.ReadSince(node),
            LabShapes.Words(node["codec"]),
            LabShapes.OptionalTruth(node["producer-id"]),
            node["sequences"] is { } sequences ? sequences.Text == "complete" : null,
            LabShapes.OptionalTruth(node["transactional"]),
            node["timestamp-type"] is { } type ? type.Text == "log-append-time" : null,
            node["records-per-batch"] is { } mean ? LabShapes.NumberCondition(mean) : null,
            LabShapes.OptionalNumber(node)));
}
