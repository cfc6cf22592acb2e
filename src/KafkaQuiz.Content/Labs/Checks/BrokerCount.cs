namespace KafkaQuiz.Content.Labs;

/// <summary><c>broker-count: { equals }</c>: live brokers of the cluster.</summary>
public sealed record BrokerCount(NumberCondition Count) : Check
{
    internal static CheckForm Form { get; } = new("broker-count", LabShapes.Counting(), node => new BrokerCount(LabShapes.NumberCondition(node)));
}
