namespace KafkaQuiz.Labs.Evidence;

/// <summary>Features (KIP-584).</summary>
/// <param name="Finalized">Level by name; what is not finalized is not in it.</param>
/// <param name="Supported">What the answering broker supports, by name.</param>
public sealed record FeaturesSeen(IReadOnlyDictionary<string, int> Finalized, IReadOnlyDictionary<string, LevelRange> Supported);

/// <summary>Levels from the lowest to the highest.</summary>
public sealed record LevelRange(int Min, int Max);
