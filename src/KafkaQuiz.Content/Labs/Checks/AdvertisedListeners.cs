using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>advertised-listeners: { broker, name, address, reachable, equals }</c>: the listeners that a broker, or every broker, advertises to
/// clients. There must be such listeners (at least one, or as many as asked), and every one of them must fit.
/// </summary>
/// <param name="Broker">Id of one broker; null for every live broker.</param>
/// <param name="Name">Only the listener of this name (<c>EXTERNAL</c>), or null for all.</param>
/// <param name="Address">What <c>host:port</c> must be, or null for any.</param>
/// <param name="Reachable">True: a connection from the grader must be answered by a broker of this cluster. False: by none.</param>
/// <param name="Count">How many listeners of each broker, or null for at least one.</param>
public sealed record AdvertisedListeners(int? Broker, string? Name, TextCondition? Address, bool? Reachable, NumberCondition? Count) : Check
{
    internal static CheckForm Form { get; } = new(
        "advertised-listeners",
        new MapShape(
        [
            LabShapes.OptionalBroker,
            Key.Optional("name", TextShape.Any),
            Key.Optional("address", LabShapes.Text),
            Key.Optional("reachable", TruthShape.Any),
            .. LabShapes.NumberKeys,
        ])
        { AtLeastOne = ["name", "address", "reachable", "equals", "at-least", "at-most", "not"] },
        node => new AdvertisedListeners(
            LabShapes.Int(node["broker"]),
            node["name"]?.Text,
            LabShapes.TextCondition(node["address"]),
            LabShapes.OptionalTruth(node["reachable"]),
            LabShapes.OptionalNumber(node)));
}
