using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>wait: { for, at-most }</c>: until a check holds. On a practice cluster virtual time passes meanwhile; a real one is looked at for a minute
/// at most. That it does not come to hold is a fault of the step, not of the lab's learner.
/// </summary>
/// <param name="For">What must come to hold.</param>
/// <param name="AtMost">Longest wait in virtual time. Default 10 minutes.</param>
public sealed record WaitFor(Check For, TimeSpan AtMost) : LabStep
{
    internal static StepForm Form { get; } = new(
        "wait",
        new MapShape(Key.Required("for", CheckForms.Shape), Key.Optional("at-most", LabShapes.Span)),
        node => new WaitFor(CheckForms.Read(node["for"]!), node["at-most"] is { } most ? LabShapes.ReadSpan(most.Text) : TimeSpan.FromMinutes(10)));
}
