namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>quorum-epoch: { since-start, at-least }</c>: epoch of the controller quorum, or with <c>since-start: true</c> or <c>since: task</c> its growth: every
/// election of a controller raises it, and it never falls.
/// </summary>
public sealed record QuorumEpoch(Since? Since, NumberCondition Epoch) : Check
{
    public override IReadOnlyList<string> Marks => Labs.Since.Marks(Since);

    internal static CheckForm Form { get; } = new(
        "quorum-epoch", LabShapes.Counting(LabShapes.Since), node => new QuorumEpoch(LabShapes.ReadSince(node), LabShapes.NumberCondition(node)));
}
