using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>answer-given: { answer }</c>: the learner answered.</summary>
public sealed record AnswerGiven(string Answer) : Check
{
    public override IReadOnlyList<string> Answers => [Answer];

    internal static CheckForm Form { get; } = new(
        "answer-given", new MapShape(Key.Required("answer", QuestionShapes.Slug)), node => new AnswerGiven(node["answer"]!.Text));
}
