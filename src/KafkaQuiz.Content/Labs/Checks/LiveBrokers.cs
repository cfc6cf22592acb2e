using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>live-brokers: { include, exclude, exactly }</c>: which brokers are live, by id: one or a list.</summary>
/// <param name="Include">All of these are live.</param>
/// <param name="Exclude">None of these is.</param>
/// <param name="Exactly">These and no others; null for any.</param>
public sealed record LiveBrokers(IReadOnlyList<int> Include, IReadOnlyList<int> Exclude, IReadOnlyList<int>? Exactly) : Check
{
    private static readonly OneOrManyShape ids = new(LabShapes.Node, 9);

    internal static CheckForm Form { get; } = new(
        "live-brokers",
        new MapShape(Key.Optional("include", ids), Key.Optional("exclude", ids), Key.Optional("exactly", ids)) { AtLeastOne = ["include", "exclude", "exactly"] },
        node => new LiveBrokers(
            LabShapes.Ints(node["include"]), LabShapes.Ints(node["exclude"]), node["exactly"] is { } exactly ? LabShapes.Ints(exactly) : null));
}
