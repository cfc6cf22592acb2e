using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>value-sequence: { topic, partition, since-start, pattern, from, to, copies }</c>: the values hold every number from <c>from</c> to
/// <c>to</c>: none was lost, and with <c>copies: one</c> none was written twice. Values that do not fit the pattern do not count.
/// </summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition, or null for all.</param>
/// <param name="Since">Only records written since then, or null for all.</param>
/// <param name="Pattern">The value, with <c>#</c> where the number stands: <c>order-#</c>. Default <c>#</c>.</param>
/// <param name="From">First number, 0 or more.</param>
/// <param name="To">Last number.</param>
/// <param name="Once">Whether a number may be there only once.</param>
public sealed record ValueSequence(string Topic, int? Partition, Since? Since, string Pattern, long From, long To, bool Once) : Check
{
    /// <summary>Most numbers that one check may ask for.</summary>
    public const int MostNumbers = 1_000_000;

    public override IReadOnlyList<string> Marks => Labs.Since.Marks(Since);

    internal static CheckForm Form { get; } = new(
        "value-sequence",
        new MapShape(
        [
            LabShapes.Topic,
            LabShapes.OptionalPartition,
            .. LabShapes.Since,
            Key.Optional("pattern", TextShape.Any),
            Key.Required("from", LabShapes.Number),
            Key.Required("to", LabShapes.Number),
            Key.Optional("copies", new EnumShape("any", "one")),
        ]),
        node => new ValueSequence(
            node["topic"]!.Text,
            LabShapes.Int(node["partition"]),
            LabShapes.ReadSince(node),
            node["pattern"]?.Text ?? "#",
            LabShapes.Long(node["from"]) ?? 0,
            LabShapes.Long(node["to"]) ?? 0,
            node["copies"]?.Text == "one"));
}
