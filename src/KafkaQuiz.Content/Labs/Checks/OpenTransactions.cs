using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>open-transactions: { topic, hanging, equals }</c>: transactions that are open in partitions of the topic; with <c>hanging: true</c> only those
/// that no coordinator will ever end (KIP-664).
/// </summary>
public sealed record OpenTransactions(string Topic, bool Hanging, NumberCondition Count) : Check
{
    internal static CheckForm Form { get; } = new(
        "open-transactions",
        LabShapes.Counting(LabShapes.Topic, Key.Optional("hanging", TruthShape.Any)),
        node => new OpenTransactions(node["topic"]!.Text, LabShapes.Truth(node["hanging"]), LabShapes.NumberCondition(node)));
}
