namespace KafkaQuiz.Content.Labs;

/// <summary><c>topic-exists: { topic }</c>: the cluster has the topic.</summary>
public sealed record TopicExists(string Topic) : Check;
