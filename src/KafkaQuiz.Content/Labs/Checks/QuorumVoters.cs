using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>quorum-voters: { apart, current, equals }</c>: the voters of the controller quorum.</summary>
/// <param name="Apart">True: no voter is a broker (<c>process.roles=controller</c>). False: every voter is one (<c>broker,controller</c>). Null: either.</param>
/// <param name="Current">Whether every voter keeps up with the leader's log, or null for either.</param>
/// <param name="Count">How many voters, or null for any number.</param>
public sealed record QuorumVoters(bool? Apart, bool? Current, NumberCondition? Count) : Check
{
    internal static CheckForm Form { get; } = new(
        "quorum-voters",
        new MapShape([Key.Optional("apart", TruthShape.Any), Key.Optional("current", TruthShape.Any), .. LabShapes.NumberKeys])
        { AtLeastOne = ["apart", "current", "equals", "at-least", "at-most", "not"] },
        node => new QuorumVoters(LabShapes.OptionalTruth(node["apart"]), LabShapes.OptionalTruth(node["current"]), LabShapes.OptionalNumber(node)));
}
