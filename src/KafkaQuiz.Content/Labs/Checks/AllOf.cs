namespace KafkaQuiz.Content.Labs;

/// <summary><c>all: [ … ]</c>: every part holds.</summary>
public sealed record AllOf(IReadOnlyList<Check> Parts) : Check;
