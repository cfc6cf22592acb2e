namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>end-offset: { topic, partition, since-start, equals }</c>: the offset after the last record of the partition, or the sum over all
/// partitions where it is left out; with <c>since-start: true</c> how much it grew since the lab was started.
/// </summary>
public sealed record EndOffset(string Topic, int? Partition, bool SinceStart, NumberCondition Offset) : Check;
