namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>record-count: { topic, partition, since-start, key, value, at-least }</c>: number of readable records whose key and value satisfy the
/// conditions; with <c>since-start: true</c> only records written since the lab was started.
/// </summary>
public sealed record RecordCount(
    string Topic,
    int? Partition,
    bool SinceStart,
    TextCondition? Key,
    TextCondition? Value,
    NumberCondition Count) : Check
{
    internal static CheckForm Form { get; } = new(
        "record-count",
        LabShapes.Counting(
            LabShapes.Topic,
            LabShapes.OptionalPartition,
            LabShapes.SinceStart,
            Shapes.Key.Optional("key", LabShapes.Text),
            Shapes.Key.Optional("value", LabShapes.Text)),
        node => new RecordCount(
            node["topic"]!.Text,
            LabShapes.Int(node["partition"]),
            LabShapes.Truth(node["since-start"]),
            LabShapes.TextCondition(node["key"]),
            LabShapes.TextCondition(node["value"]),
            LabShapes.NumberCondition(node)));
}
