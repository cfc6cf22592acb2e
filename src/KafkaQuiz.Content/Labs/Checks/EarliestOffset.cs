namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>earliest-offset: { topic, partition, since-start, equals }</c>: offset of the first record that is kept, or the sum over all partitions
/// where it is left out; with <c>since-start: true</c> or <c>since: task</c> how much it grew since then: so many records were deleted.
/// </summary>
public sealed record EarliestOffset(string Topic, int? Partition, Since? Since, NumberCondition Offset) : Check
{
    public override IReadOnlyList<string> Marks => Labs.Since.Marks(Since);

    internal static CheckForm Form { get; } = new(
        "earliest-offset",
        LabShapes.Counting([LabShapes.Topic, LabShapes.OptionalPartition, .. LabShapes.Since]),
        node => new EarliestOffset(
            node["topic"]!.Text, LabShapes.Int(node["partition"]), LabShapes.ReadSince(node), LabShapes.NumberCondition(node)));
}
