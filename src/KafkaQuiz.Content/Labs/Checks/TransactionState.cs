using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>transaction-state: { id, is }</c>: state of the transactional id at its coordinator; one or a list.</summary>
public sealed record TransactionState(string Id, IReadOnlyList<string> Is) : Check
{
    internal static CheckForm Form { get; } = new(
        "transaction-state",
        new MapShape(Key.Required("id", TextShape.Any), Key.Required("is", new OneOrManyShape(
            new EnumShape("empty", "ongoing", "prepare-commit", "prepare-abort", "complete-commit", "complete-abort", "prepare-epoch-fence"), 7))),
        node => new TransactionState(node["id"]!.Text, LabShapes.Words(node["is"])));
}
