using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>any: [ … ]</c>: at least one part holds.</summary>
public sealed record AnyOf(IReadOnlyList<Check> Parts) : Check
{
    public override IReadOnlyList<Check> Within => Parts;

    internal static CheckForm Form { get; } = new("any", new ListShape(CheckForms.Shape, 1, 24), node => new AnyOf([.. node.Items.Select(CheckForms.Read)]));
}
