namespace KafkaQuiz.Content.Labs;

/// <summary>
/// What must be seen of a cluster: a closed vocabulary, one sealed record per check in <c>Labs/Checks</c>, each with its reader beside it and
/// one line in <see cref="CheckForms"/>. A check says what; how it is seen is the grader's.
/// </summary>
public abstract record Check;
