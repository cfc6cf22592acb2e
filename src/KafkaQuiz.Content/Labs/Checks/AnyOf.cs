namespace KafkaQuiz.Content.Labs;

/// <summary><c>any: [ … ]</c>: at least one part holds.</summary>
public sealed record AnyOf(IReadOnlyList<Check> Parts) : Check;
