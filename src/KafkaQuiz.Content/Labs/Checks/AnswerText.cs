using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>answer-text: { answer, case, equals }</c>: what the learner wrote or chose. Surrounding space never counts; upper and lower case count only with
/// <c>case: exact</c>.
/// </summary>
public sealed record AnswerText(string Answer, bool CaseMatters, TextCondition Text) : Check
{
    public override IReadOnlyList<string> Answers => [Answer];

    internal static CheckForm Form { get; } = new(
        "answer-text",
        new MapShape([Key.Required("answer", QuestionShapes.Slug), Key.Optional("case", new EnumShape("any", "exact")), .. LabShapes.TextKeys])
        { AtLeastOne = ["equals", "one-of", "contains", "not"] },
        node => new AnswerText(node["answer"]!.Text, node["case"]?.Text == "exact", LabShapes.TextCondition(node)!));
}
