namespace KafkaQuiz.Labs.Evidence;

/// <summary>The configs in force on a topic, by key.</summary>
public sealed record ConfigsSeen(IReadOnlyDictionary<string, ConfigSeen> Entries);

/// <summary>A config's value and where it comes from (KIP-226).</summary>
/// <param name="Value">As text; null where Kafka hides it.</param>
/// <param name="Source">1 topic, 2 dynamic broker, 3 dynamic cluster default, 4 static, 5 default; 0 unknown.</param>
public sealed record ConfigSeen(string? Value, int Source);
