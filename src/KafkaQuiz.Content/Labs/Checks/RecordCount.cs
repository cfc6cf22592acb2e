namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>record-count: { topic, partition, since-start, key, value, at-least }</c>: number of readable records whose key and value satisfy the
/// conditions; with <c>since-start: true</c> or <c>since: task</c> only records written since then.
/// </summary>
public sealed record RecordCount(
    string Topic,
    int? Partition,
    Since? Since,
    TextCondition? Key,
    TextCondition? Value,
    NumberCondition Count) : Check
{
    public override IReadOnlyList<string> Marks => Labs.Since.Marks(Since);

    internal static CheckForm Form { get; } = new(
        "record-count",
        LabShapes.Counting(
        [
            LabShapes.Topic,
            LabShapes.OptionalPartition,
            .. LabShapes.Since,
            Shapes.Key.Optional("key", LabShapes.Text),
            Shapes.Key.Optional("value", LabShapes.Text),
        ]),
        node => new RecordCount(
            node["topic"]!.Text,
            LabShapes.Int(node["partition"]),
            LabShapes.ReadSince(node),
            LabShapes.TextCondition(node["key"]),
            LabShapes.TextCondition(node["value"]),
            LabShapes.NumberCondition(node)));
}
