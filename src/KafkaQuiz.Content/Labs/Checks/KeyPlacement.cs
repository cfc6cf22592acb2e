using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>key-placement: { topic, since-start, keys, partitions, null-keys }</c>: the records of each key lie in one partition.
/// </summary>
/// <param name="Topic">The topic.</param>
/// <param name="Since">Only records written since then, or null for all.</param>
/// <param name="Keys">At least so many different keys. Default 2.</param>
/// <param name="Partitions">At least so many partitions are used. Default 1.</param>
/// <param name="NullKeys">Whether records without a key may be among them. Default false.</param>
public sealed record KeyPlacement(string Topic, Since? Since, int Keys, int Partitions, bool NullKeys) : Check
{
    public override IReadOnlyList<string> Marks => Labs.Since.Marks(Since);

    internal static CheckForm Form { get; } = new(
        "key-placement",
        new MapShape(
        [
            LabShapes.Topic,
            .. LabShapes.Since,
            Key.Optional("keys", NumberShape.Template(1, 10_000)),
            Key.Optional("partitions", NumberShape.Template(1, 100)),
            Key.Optional("null-keys", TruthShape.Any),
        ]),
        node => new KeyPlacement(
            node["topic"]!.Text, LabShapes.ReadSince(node), LabShapes.Int(node["keys"]) ?? 2, LabShapes.Int(node["partitions"]) ?? 1, LabShapes.Truth(node["null-keys"])));
}
