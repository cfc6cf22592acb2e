namespace KafkaQuiz.Content.Labs;

/// <summary><c>not: { … }</c>: the part was seen and does not hold. What cannot be seen is not gradable, never "not".</summary>
public sealed record Not(Check Part) : Check
{
    public override IReadOnlyList<Check> Within => [Part];

    internal static CheckForm Form { get; } = new("not", CheckForms.Shape, node => new Not(CheckForms.Read(node)));
}
