using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>leader-epoch: { topic, partition, which, since-start, at-least }</c>: leader epoch of the partition, or of every partition where it is left
/// out (with <c>which: any</c> of at least one); with <c>since-start: true</c> or <c>since: task</c> its growth: every new leader raises it.
/// </summary>
public sealed record LeaderEpoch(string Topic, int? Partition, bool Any, Since? Since, NumberCondition Epoch) : Check
{
    public override IReadOnlyList<string> Marks => Labs.Since.Marks(Since);

    internal static CheckForm Form { get; } = new(
        "leader-epoch",
        LabShapes.Counting([LabShapes.Topic, LabShapes.OptionalPartition, Key.Optional("which", new EnumShape("every", "any")), .. LabShapes.Since]),
        node => new LeaderEpoch(
            node["topic"]!.Text, LabShapes.Int(node["partition"]), node["which"]?.Text == "any", LabShapes.ReadSince(node), LabShapes.NumberCondition(node)));
}
