namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>record-count: { topic, partition, since-start, key, value, at-least }</c>: number of readable records whose key and value satisfy the
/// conditions; with <c>since-start: true</c> only records written since the lab was started.
/// </summary>
public sealed record RecordCount(
    string Topic,
    int? Partition,
    bool SinceStart,
    TextCondition? Key,
    TextCondition? Value,
    NumberCondition Count) : Check;
