using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Labs;

/// <summary>What happens to a broker.</summary>
public enum BrokerAction
{
    /// <summary><c>stop-broker</c>: SIGTERM, a clean shutdown.</summary>
    Stop,

    /// <summary><c>kill-broker</c>: SIGKILL.</summary>
    Kill,

    /// <summary><c>start-broker</c>: starts a stopped or killed one with its data, lets a hung one go on; done when its replicas are in sync.</summary>
    Start,

    /// <summary><c>hang-broker</c>: SIGSTOP: connections stay open, nothing is answered.</summary>
    Hang,

    /// <summary><c>slow-broker</c>: answers and replication are late by a time.</summary>
    Slow,

    /// <summary><c>cut-off-broker</c>: the network cuts it off from the other nodes.</summary>
    CutOff,

    /// <summary><c>heal-broker</c>: it is reached again, and as fast as ever.</summary>
    Heal,
}

/// <summary>
/// <c>stop-broker: 2</c> and its like. A broker is an id, or a fact that is one at that moment (<c>active-controller</c>,
/// <c>other-voter</c>, <c>{ partition-leader: … }</c>); with <c>start-broker</c> and <c>heal-broker</c> also <c>all</c>.
/// </summary>
/// <param name="Action">What happens.</param>
/// <param name="Broker">Its id; null for a fact, or for all.</param>
/// <param name="Fact">What names it; null for an id, or for all.</param>
/// <param name="Delay">How late a slow one is; zero for the others.</param>
public sealed record BrokerStep(BrokerAction Action, int? Broker, Fact? Fact, TimeSpan Delay) : LabStep
{
    private static readonly Shape fact = new TaggedShape(new("브로커인 사실", "a fact that is a broker"), FactForms.Brokers.ToDictionary(name => name, name => FactForms.Tagged[name]));

    private static readonly Shape one = new AnyOfShape(
        node => node is not YamlScalar ? 2 : char.IsAsciiLetter(node.Text.FirstOrDefault()) ? 1 : 0, LabShapes.Node, new EnumShape("active-controller", "other-voter"), fact);

    private static readonly Shape oneOrAll = new AnyOfShape(
        node => node is not YamlScalar ? 2 : char.IsAsciiLetter(node.Text.FirstOrDefault()) ? 1 : 0, LabShapes.Node, new EnumShape("active-controller", "other-voter", "all"), fact);

    internal static IReadOnlyList<StepForm> Forms { get; } =
    [
        Form("stop-broker", BrokerAction.Stop, one),
        Form("kill-broker", BrokerAction.Kill, one),
        Form("start-broker", BrokerAction.Start, oneOrAll),
        Form("hang-broker", BrokerAction.Hang, one),
        new("slow-broker", new MapShape(Key.Required("broker", one), Key.Required("by", NumberShape.Whole(1, 600_000))),
            node => Read(BrokerAction.Slow, node["broker"]!, TimeSpan.FromMilliseconds(LabShapes.Long(node["by"]) ?? 0))),
        Form("cut-off-broker", BrokerAction.CutOff, one),
        Form("heal-broker", BrokerAction.Heal, oneOrAll),
    ];

    private static StepForm Form(string name, BrokerAction action, Shape shape) => new(name, shape, node => Read(action, node, TimeSpan.Zero));

    private static BrokerStep Read(BrokerAction action, YamlNode node, TimeSpan delay) =>
        node is YamlScalar { Text: "all" } ? new(action, null, null, delay)
        : LabShapes.Int(node) is { } id ? new(action, id, null, delay)
        : new(action, null, FactForms.Read(node), delay);
}
