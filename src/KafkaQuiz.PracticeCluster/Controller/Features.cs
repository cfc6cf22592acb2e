namespace KafkaQuiz.Practice.Controller;

/// <summary>A feature of the cluster (KIP-584).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Min">Lowest level supported.</param>
/// <param name="Max">Highest level supported.</param>
/// <param name="Level">Finalized level; 0 for none.</param>
internal sealed record Feature(string Name, short Min, short Max, short Level);

/// <summary>The features of Kafka 4.3.1 (`kafka-features.sh describe`). Share and streams groups are features of it, though their APIs are not served.</summary>
internal static class Features
{
    public static IReadOnlyList<Feature> All { get; } =
    [
        new("eligible.leader.replicas.version", 0, 1, 1),
        new("group.version", 0, 1, 1),
        new("kraft.version", 0, 1, 0),
        // 7 is 3.3-IV3; 30 is 4.3-IV0.
        new("metadata.version", 7, 30, 30),
        new("share.version", 0, 1, 1),
        new("streams.version", 0, 1, 1),
        new("transaction.version", 0, 2, 2),
    ];
}
