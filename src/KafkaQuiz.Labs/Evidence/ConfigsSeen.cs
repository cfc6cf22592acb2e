namespace KafkaQuiz.Labs.Evidence;

/// <summary>The configs in force on a topic or a broker, by key.</summary>
public sealed record ConfigsSeen(IReadOnlyDictionary<string, ConfigSeen> Entries)
{
    /// <summary>Keys that were asked for and that it has not; null where none.</summary>
    public IReadOnlyList<string>? Absent { get; init; }

    /// <summary>True where it is known whether there is such a config. Form 1 held all configs, later ones those that were asked for.</summary>
    internal bool Knows(string key, int form) => form == 1 || Entries.ContainsKey(key) || Absent?.Contains(key) == true;
}

/// <summary>A config's value and where it comes from (KIP-226).</summary>
/// <param name="Value">As text; null where Kafka hides it.</param>
/// <param name="Source">1 topic, 2 dynamic broker, 3 dynamic cluster default, 4 static, 5 default; 0 unknown.</param>
public sealed record ConfigSeen(string? Value, int Source)
{
    /// <summary>Every level at which it is set, the one in force first; null where not asked for.</summary>
    public IReadOnlyList<ConfigLevel>? Levels { get; init; }
}

/// <summary>A value at a level.</summary>
public sealed record ConfigLevel(int Source, string? Value);
