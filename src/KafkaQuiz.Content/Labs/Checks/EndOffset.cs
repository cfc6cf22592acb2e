namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>end-offset: { topic, partition, since-start, equals }</c>: the offset after the last record of the partition, or the sum over all
/// partitions where it is left out; with <c>since-start: true</c> how much it grew since the lab was started.
/// </summary>
public sealed record EndOffset(string Topic, int? Partition, bool SinceStart, NumberCondition Offset) : Check
{
    internal static CheckForm Form { get; } = new(
        "end-offset",
        LabShapes.Counting(LabShapes.Topic, LabShapes.OptionalPartition, LabShapes.SinceStart),
        node => new EndOffset(
            node["topic"]!.Text, LabShapes.Int(node["partition"]), LabShapes.Truth(node["since-start"]), LabShapes.NumberCondition(node)));
}
