using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>answer-number: { answer, equals, tolerance }</c>, or <c>at-least</c>, <c>at-most</c>: the number that the learner gave.</summary>
/// <param name="Answer">Id of the answer.</param>
/// <param name="EqualTo">The number, or null.</param>
/// <param name="AtLeast">The least, or null.</param>
/// <param name="AtMost">The most, or null.</param>
/// <param name="Tolerance">How far it may be from <paramref name="EqualTo"/>: <c>0.5</c>, or <c>5%</c> of it. Default exact.</param>
public sealed record AnswerNumber(string Answer, decimal? EqualTo, decimal? AtLeast, decimal? AtMost, Tolerance Tolerance) : Check
{
    public override IReadOnlyList<string> Answers => [Answer];

    internal static CheckForm Form { get; } = new(
        "answer-number",
        new MapShape(
            Key.Required("answer", QuestionShapes.Slug),
            Key.Optional("equals", NumberShape.AnyTemplate),
            Key.Optional("at-least", NumberShape.AnyTemplate),
            Key.Optional("at-most", NumberShape.AnyTemplate),
            Key.Optional("tolerance", QuestionShapes.Tolerance))
        { AtLeastOne = ["equals", "at-least", "at-most"] },
        node => new AnswerNumber(
            node["answer"]!.Text, Number(node["equals"]), Number(node["at-least"]), Number(node["at-most"]), ItemReader.Tolerance(node["tolerance"])));

    private static decimal? Number(YamlNode? node) => node is YamlScalar scalar && scalar.TryNumber(out decimal number) ? number : null;
}
