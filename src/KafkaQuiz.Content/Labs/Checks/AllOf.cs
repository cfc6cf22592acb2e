using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>all: [ … ]</c>: every part holds.</summary>
public sealed record AllOf(IReadOnlyList<Check> Parts) : Check
{
    public override IReadOnlyList<Check> Within => Parts;

    internal static CheckForm Form { get; } = new("all", new ListShape(CheckForms.Shape, 1, 24), node => new AllOf([.. node.Items.Select(CheckForms.Read)]));
}
