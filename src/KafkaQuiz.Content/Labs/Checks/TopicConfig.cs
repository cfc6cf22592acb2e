using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>topic-config: { topic, key, equals, source }</c>: the value in force, and where it comes from.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Key">For example <c>min.insync.replicas</c>.</param>
/// <param name="Value">What the value must be, or null for any.</param>
/// <param name="Source">Where it must come from, or null for anywhere.</param>
public sealed record TopicConfig(string Topic, string Key, TextCondition? Value, ConfigSource? Source) : Check
{
    internal static CheckForm Form { get; } = new(
        "topic-config",
        new MapShape(
            [
                LabShapes.Topic,
                LabShapes.ConfigKey,
                Shapes.Key.Optional("source", LabShapes.ConfigSources),
                .. LabShapes.TextKeys,
            ])
        { AtLeastOne = ["equals", "one-of", "contains", "not", "source"] },
        node => new TopicConfig(
            node["topic"]!.Text,
            node["key"]!.Text,
            LabShapes.TextCondition(node),
            node["source"] is { } source ? ItemReader.Word(source, ConfigSource.Topic) : null));
}
