namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>advance: 10m</c>: time passes. On a practice cluster at once; on a real one, whose retention and timers are short while labs are
/// replayed, the step waits for the span, at most 5 s.
/// </summary>
/// <param name="Span">A second to 400 days.</param>
public sealed record Advance(TimeSpan Span) : LabStep
{
    internal static StepForm Form { get; } = new("advance", LabShapes.Span, node => new Advance(LabShapes.ReadSpan(node.Text)));
}
