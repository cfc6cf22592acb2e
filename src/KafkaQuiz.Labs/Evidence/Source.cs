namespace KafkaQuiz.Labs.Evidence;

/// <summary>Where a fact was read.</summary>
/// <param name="Api">Kafka's name of the request, for example <c>Metadata</c>.</param>
/// <param name="Broker">Address of the broker that answered, as the learner or the cluster named it.</param>
/// <param name="At">When the answer was there, UTC.</param>
public sealed record Source(string Api, string Broker, DateTimeOffset At);
