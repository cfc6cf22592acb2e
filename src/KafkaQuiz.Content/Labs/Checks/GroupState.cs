namespace KafkaQuiz.Content.Labs;

/// <summary><c>group-state: { group, is }</c>: Kafka's own name of the state (<c>Stable</c>, <c>Empty</c>, …), whatever the case.</summary>
public sealed record GroupState(string Group, IReadOnlyList<string> Is) : Check;
