namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>group-assignment: { group, topic, sizes }</c>: how many of the topic's partitions each member owns, whatever the order of the members:
/// <c>[2, 2, 2]</c>, <c>[1, 1, 1, 0]</c>. Every partition of the topic must be owned.
/// </summary>
public sealed record GroupAssignment(string Group, string Topic, IReadOnlyList<int> Sizes) : Check;
