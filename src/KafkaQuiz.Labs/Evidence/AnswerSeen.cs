namespace KafkaQuiz.Labs.Evidence;

/// <summary>What the learner wrote down.</summary>
/// <param name="Text">As typed, or the value of the choice.</param>
/// <param name="Number">The number that it was read as; null for the other kinds.</param>
/// <param name="At">When it was saved, UTC.</param>
public sealed record AnswerSeen(string Text, decimal? Number, DateTimeOffset At);
