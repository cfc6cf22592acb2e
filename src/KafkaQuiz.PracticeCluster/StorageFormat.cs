namespace KafkaQuiz.Practice;

/// <summary>The options of `kafka-storage.sh format`.</summary>
/// <param name="ClusterId">`-t`, `--cluster-id`: any text, though it should come from `kafka-storage.sh random-uuid`.</param>
public sealed record StorageFormat(string ClusterId)
{
    /// <summary>`-g`, `--ignore-formatted`: directories that are formatted are left alone.</summary>
    public bool IgnoresFormatted { get; init; }

    /// <summary>`-s`, `--standalone`: this controller is the first voter of a dynamic quorum.</summary>
    public bool IsStandalone { get; init; }

    /// <summary>`-N`, `--no-initial-controllers`: this controller joins a dynamic quorum later.</summary>
    public bool HasNoInitialControllers { get; init; }

    /// <summary>`-I`, `--initial-controllers`: the first voters of a dynamic quorum, "id@host:port:directory,…".</summary>
    public string? InitialControllers { get; init; }

    /// <summary>`-r`, `--release-version`, such as 3.9-IV0; null for the latest.</summary>
    public string? ReleaseVersion { get; init; }

    /// <summary>`-f`, `--feature`, each NAME=LEVEL.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];
}
