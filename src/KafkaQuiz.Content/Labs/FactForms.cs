using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Labs;

/// <summary>Every fact that there is, with its keys. Adding one: a line here, its reading in KafkaQuiz.Labs (<c>Checks/FactReading</c>), a line in docs/labs.md.</summary>
internal static class FactForms
{
    private static readonly Key onePartition = Key.Required("partition", LabShapes.Partition);

    /// <summary>Facts of the whole cluster: a plain word.</summary>
    public static IReadOnlyList<string> Plain { get; } = ["cluster-id", "active-controller", "quorum-epoch", "voters", "observers", "brokers"];

    /// <summary>Facts of something that are a broker's id; <c>active-controller</c> is one too.</summary>
    public static IReadOnlyList<string> Brokers { get; } = ["coordinator", "partition-leader", "preferred-leader"];

    /// <summary>Facts of something: a map with one key.</summary>
    public static IReadOnlyDictionary<string, Shape> Tagged { get; } = new Dictionary<string, Shape>
    {
        ["coordinator"] = new MapShape(LabShapes.Group),
        ["group-lag"] = new MapShape(LabShapes.Group, LabShapes.Topic),
        ["committed-offset"] = new MapShape(LabShapes.Group, LabShapes.Topic, onePartition),
        ["topic-id"] = new MapShape(LabShapes.Topic),
        ["partitions"] = new MapShape(LabShapes.Topic),
        ["partition-leader"] = new MapShape(LabShapes.Topic, onePartition),
        ["preferred-leader"] = new MapShape(LabShapes.Topic, onePartition),
        ["leader-epoch"] = new MapShape(LabShapes.Topic, onePartition),
        ["in-sync-replicas"] = new MapShape(LabShapes.Topic, onePartition),
        ["end-offset"] = new MapShape(LabShapes.Topic, LabShapes.OptionalPartition),
        ["earliest-offset"] = new MapShape(LabShapes.Topic, LabShapes.OptionalPartition),
        ["offset-at"] = new MapShape(LabShapes.Topic, onePartition, Key.Required("time", LabShapes.Number)),
        ["producer-id"] = new MapShape([LabShapes.Topic, .. LabShapes.Since]),
        ["topic-config"] = new MapShape(LabShapes.Topic, LabShapes.ConfigKey),
        ["broker-config"] = new MapShape(LabShapes.OneBroker, LabShapes.ConfigKey),
        ["feature-level"] = new MapShape(Key.Required("feature", TextShape.Any)),
        ["log-dir"] = new MapShape(LabShapes.Topic, onePartition, LabShapes.OptionalBroker),
        ["log-size"] = new MapShape(LabShapes.Topic, LabShapes.OptionalPartition, LabShapes.OptionalBroker),
        ["bytes-per-record"] = new MapShape(LabShapes.Topic, LabShapes.OptionalPartition, LabShapes.OptionalBroker),
        ["growth-rate"] = new MapShape([LabShapes.Topic, LabShapes.OptionalPartition, LabShapes.OptionalBroker, .. LabShapes.Since, Key.Optional("until", QuestionShapes.Slug)])
        { AtLeastOne = ["since-start", "since"] },
    };

    /// <summary>The shape of any fact.</summary>
    public static Shape Shape { get; } = new NamedShape("fact", () => AnyOfShape.ScalarOr(new EnumShape([.. Plain]), new TaggedShape(new("사실", "a fact"), Tagged)));

    /// <summary>Reads a fact whose shape was checked and whose variables are filled in.</summary>
    public static Fact Read(YamlNode node)
    {
        if (node is YamlScalar) return new Fact(node.Text);
        var (name, of) = node.Entries[0];
        return new Fact(name.Text)
        {
            Topic = of["topic"]?.Text ?? "",
            Partition = LabShapes.Int(of["partition"]),
            Group = of["group"]?.Text ?? "",
            Broker = LabShapes.Int(of["broker"]),
            Key = (of["key"] ?? of["feature"])?.Text ?? "",
            Time = LabShapes.Long(of["time"]) ?? 0,
            Since = LabShapes.ReadSince(of),
            Until = of["until"]?.Text,
        };
    }
}
