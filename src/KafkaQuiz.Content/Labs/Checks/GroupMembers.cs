namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>group-members: { group, idle, equals }</c>: number of members; with <c>idle: true</c> only those without a partition, with
/// <c>idle: false</c> only those with one.
/// </summary>
public sealed record GroupMembers(string Group, bool? Idle, NumberCondition Count) : Check;
