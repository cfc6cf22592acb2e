using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>create-topic: { topic, partitions, replication-factor, config }</c>.</summary>
/// <param name="Topic">Its name.</param>
/// <param name="Partitions">Default 1.</param>
/// <param name="ReplicationFactor">Default 1.</param>
/// <param name="Config">Configs set on the topic.</param>
public sealed record CreateTopic(string Topic, int Partitions, int ReplicationFactor, IReadOnlyDictionary<string, string> Config) : LabStep
{
    internal static StepForm Form { get; } = new(
        "create-topic",
        new MapShape(
            LabShapes.Topic,
            Key.Optional("partitions", NumberShape.Template(1, 100)),
            Key.Optional("replication-factor", NumberShape.Template(1, 9)),
            Key.Optional("config", new DictionaryShape(@"^[a-z0-9.]+$", new("설정 이름", "a config's name"), TextShape.Any, 1, 16))),
        node => new CreateTopic(
            node["topic"]!.Text,
            LabShapes.Int(node["partitions"]) ?? 1,
            LabShapes.Int(node["replication-factor"]) ?? 1,
            LabShapes.Texts(node["config"])));
}
