namespace KafkaQuiz.Console.Features;

/// <summary>
/// The features of Kafka 4.3.1 (Feature.java) and the metadata versions (MetadataVersion.java) from which on a new cluster has them.
/// </summary>
/// <param name="Levels">Each level above 0 with the metadata.version of which it is the default; the last of two for the same wins.</param>
internal sealed record KafkaFeature(string Name, IReadOnlyList<(short Level, short From)> Levels)
{
    public const string MetadataVersion = "metadata.version";

    /// <summary>metadata.version's levels 7 to 31 by name; the last is not for production yet.</summary>
    private static readonly string[] VersionNames =
    [
        "3.3-IV3", "3.4-IV0", "3.5-IV0", "3.5-IV1", "3.5-IV2", "3.6-IV0", "3.6-IV1", "3.6-IV2", "3.7-IV0", "3.7-IV1", "3.7-IV2", "3.7-IV3", "3.7-IV4",
        "3.8-IV0", "3.9-IV0", "4.0-IV0", "4.0-IV1", "4.0-IV2", "4.0-IV3", "4.1-IV0", "4.1-IV1", "4.2-IV0", "4.2-IV1", "4.3-IV0", "4.4-IV0",
    ];

    private const short FirstVersion = 7;

    /// <summary>metadata.version that a new cluster gets.</summary>
    public const short LatestVersion = 30;

    /// <summary>In Feature.FEATURES' order, which kafka-storage prints.</summary>
    public static IReadOnlyList<KafkaFeature> All { get; } =
    [
        new("kraft.version", [(1, 21)]),
        new("transaction.version", [(1, 24), (2, 24)]),
        new("group.version", [(1, 22)]),
        new("eligible.leader.replicas.version", [(1, 26)]),
        new("share.version", [(1, 28)]),
        new("streams.version", [(1, 29)]),
    ];

    public static KafkaFeature? Find(string name) => All.FirstOrDefault(f => f.Name == name);

    /// <summary>4.3-IV0 for 30; null when there is no such level.</summary>
    public static string? VersionName(int level) => VersionNames.ElementAtOrDefault(level - FirstVersion);

    /// <summary>The level of 4.3-IV0, or of 4.3, which is the last of its kind.</summary>
    /// <exception cref="TerseException">There is none.</exception>
    public static short VersionLevel(string text)
    {
        var latest = LatestVersion - FirstVersion;
        for (var i = latest; i >= 0; i--)
        {
            if (VersionNames[i] == text || VersionNames[i].StartsWith(text + "-", StringComparison.Ordinal))
                return (short)(i + FirstVersion);
        }
        throw new TerseException($"Unknown metadata.version '{text}'. Supported metadata.version are: {string.Join(", ", VersionNames)}");
    }

    /// <summary>The level that a cluster of this metadata.version starts with.</summary>
    public short Default(short metadataVersion) => Levels.Where(l => l.From <= metadataVersion).Select(l => l.Level).LastOrDefault();

    public bool HasLevel(short level) => level == 0 || Levels.Any(l => l.Level == level);

    /// <summary>metadata.version that a level needs, or null. ELR's is the only one (EligibleLeaderReplicasVersion.java).</summary>
    public short? Needs(short level) => Name == "eligible.leader.replicas.version" && level == 1 ? (short)23 : null;
}
