using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>partition-leader: { topic, partition, exists, broker, same-as-start }</c>: the leader of the partition, or of every partition where it is left out.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition, or null for every one.</param>
/// <param name="Exists">Whether there is a leader, or null for either.</param>
/// <param name="Broker">Id of the broker that it must be, or null for any.</param>
/// <param name="SameAsStart">Whether it is the one of the lab's start, or null for either.</param>
public sealed record PartitionLeader(string Topic, int? Partition, bool? Exists, int? Broker, bool? SameAsStart) : Check
{
    internal static CheckForm Form { get; } = new(
        "partition-leader",
        new MapShape(LabShapes.Topic, LabShapes.OptionalPartition, Key.Optional("exists", TruthShape.Any), LabShapes.OptionalBroker, LabShapes.SameAsStart)
        { AtLeastOne = ["exists", "broker", "same-as-start"] },
        node => new PartitionLeader(
            node["topic"]!.Text,
            LabShapes.Int(node["partition"]),
            LabShapes.OptionalTruth(node["exists"]),
            LabShapes.Int(node["broker"]),
            LabShapes.OptionalTruth(node["same-as-start"])));
}
