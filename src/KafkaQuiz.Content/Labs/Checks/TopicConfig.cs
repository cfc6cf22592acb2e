namespace KafkaQuiz.Content.Labs;

/// <summary><c>topic-config: { topic, key, equals, source }</c>: the value in force, and where it comes from.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Key">For example <c>min.insync.replicas</c>.</param>
/// <param name="Value">What the value must be, or null for any.</param>
/// <param name="Source">Where it must come from, or null for anywhere.</param>
public sealed record TopicConfig(string Topic, string Key, TextCondition? Value, ConfigSource? Source) : Check;
