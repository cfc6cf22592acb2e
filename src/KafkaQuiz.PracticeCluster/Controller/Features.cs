namespace KafkaQuiz.Practice.Controller;

/// <summary>A feature of the cluster (KIP-584).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Min">Lowest level supported.</param>
/// <param name="Max">Highest level supported.</param>
/// <param name="Level">Finalized level of a new cluster; 0 for none.</param>
internal sealed record Feature(string Name, short Min, short Max, short Level);

/// <summary>
/// The cluster's finalized feature levels, out of the features of Kafka 4.3.1 (`kafka-features.sh describe`). Share and streams groups are
/// features of it, though their APIs are not served. Only on the loop.
/// </summary>
internal sealed class Features
{
    public const string EligibleLeaderReplicas = "eligible.leader.replicas.version";
    public const string MetadataVersion = "metadata.version";
    public const string TransactionVersion = "transaction.version";

    private readonly Dictionary<string, short> _levels;

    /// <summary>Those of a new cluster.</summary>
    public Features() => _levels = All.ToDictionary(f => f.Name, f => f.Level);

    /// <summary>Those of another cluster's state.</summary>
    public Features(Features other) => _levels = new(other._levels);

    public static IReadOnlyList<Feature> All { get; } =
    [
        new(EligibleLeaderReplicas, 0, 1, 1),
        new("group.version", 0, 1, 1),
        new("kraft.version", 0, 1, 0),
        // 7 is 3.3-IV3; 30 is 4.3-IV0.
        new(MetadataVersion, 7, 30, 30),
        new("share.version", 0, 1, 1),
        new("streams.version", 0, 1, 1),
        new(TransactionVersion, 0, 2, 2),
    ];

    /// <summary>Finalized levels by name; 0 for a feature that is off.</summary>
    public IReadOnlyDictionary<string, short> Levels => _levels;

    public short this[string name]
    {
        get => _levels[name];
        set => _levels[name] = value;
    }
}
