namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>end-offset: { topic, partition, since-start, equals }</c>: the offset after the last record of the partition, or the sum over all
/// partitions where it is left out; with <c>since-start: true</c> or <c>since: task</c> how much it grew since then.
/// </summary>
public sealed record EndOffset(string Topic, int? Partition, Since? Since, NumberCondition Offset) : Check
{
    public override IReadOnlyList<string> Marks => Labs.Since.Marks(Since);

    internal static CheckForm Form { get; } = new(
        "end-offset",
        LabShapes.Counting([LabShapes.Topic, LabShapes.OptionalPartition, .. LabShapes.Since]),
        node => new EndOffset(
            node["topic"]!.Text, LabShapes.Int(node["partition"]), LabShapes.ReadSince(node), LabShapes.NumberCondition(node)));
}
