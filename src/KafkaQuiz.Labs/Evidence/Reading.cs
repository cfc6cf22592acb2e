namespace KafkaQuiz.Labs.Evidence;

/// <summary>
/// One question put to the cluster and its answer. <see cref="Value"/> null without <see cref="Fault"/> means: asked, and the
/// cluster has no such thing. With a fault nothing is known, and a check that needs it cannot be graded.
/// </summary>
/// <param name="Source">Where and when it was read.</param>
/// <param name="Value">What was seen, or null.</param>
/// <param name="Fault">Why nothing was seen, or null.</param>
public sealed record Reading<T>(Source Source, T? Value, NotGradable? Fault = null)
    where T : class;
