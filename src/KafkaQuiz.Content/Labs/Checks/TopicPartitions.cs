namespace KafkaQuiz.Content.Labs;

/// <summary><c>topic-partitions: { topic, equals }</c>: number of partitions.</summary>
public sealed record TopicPartitions(string Topic, NumberCondition Count) : Check
{
    internal static CheckForm Form { get; } = new(
        "topic-partitions",
        LabShapes.Counting(LabShapes.Topic),
        node => new TopicPartitions(node["topic"]!.Text, LabShapes.NumberCondition(node)));
}
