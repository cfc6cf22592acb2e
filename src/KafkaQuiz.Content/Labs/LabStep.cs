namespace KafkaQuiz.Content.Labs;

/// <summary>
/// A step of a setup, a solution or a wrong attempt: a closed vocabulary, one sealed record per step in <c>Labs/Steps</c>, each with its
/// reader beside it and one line in <see cref="StepForms"/>.
/// </summary>
public abstract record LabStep;
