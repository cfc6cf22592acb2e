using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>log-size: { topic, partition, broker, total, since-start, at-most }</c>: bytes that a replica takes on disk: of the partition, or of every
/// partition, on the broker, or on every broker that has it. With <c>total: true</c> their sum; with <c>since-start: true</c> or <c>since: task</c> the growth.
/// </summary>
public sealed record LogSize(string Topic, int? Partition, int? Broker, bool Total, Since? Since, NumberCondition Bytes) : Check
{
    public override IReadOnlyList<string> Marks => Labs.Since.Marks(Since);

    internal static CheckForm Form { get; } = new(
        "log-size",
        LabShapes.Counting([LabShapes.Topic, LabShapes.OptionalPartition, LabShapes.OptionalBroker, Key.Optional("total", TruthShape.Any), .. LabShapes.Since]),
        node => new LogSize(
            node["topic"]!.Text,
            LabShapes.Int(node["partition"]),
            LabShapes.Int(node["broker"]),
            LabShapes.Truth(node["total"]),
            LabShapes.ReadSince(node),
            LabShapes.NumberCondition(node)));
}
