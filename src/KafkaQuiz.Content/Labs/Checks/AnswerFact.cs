using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>answer-fact: { answer, fact, tolerance }</c>: the learner's answer is what is so in the cluster at this moment.</summary>
/// <param name="Answer">Id of the answer.</param>
/// <param name="Fact">What is so.</param>
/// <param name="Tolerance">How far a number may be from it. Default exact.</param>
public sealed record AnswerFact(string Answer, Fact Fact, Tolerance Tolerance) : Check
{
    public override IReadOnlyList<string> Answers => [Answer];

    public override IReadOnlyList<string> Marks => Since.Marks(Fact.Since, Fact.Until is null ? null : new Since(Fact.Until));

    internal static CheckForm Form { get; } = new(
        "answer-fact",
        new MapShape(Key.Required("answer", QuestionShapes.Slug), Key.Required("fact", FactForms.Shape), Key.Optional("tolerance", QuestionShapes.Tolerance)),
        node => new AnswerFact(node["answer"]!.Text, FactForms.Read(node["fact"]!), ItemReader.Tolerance(node["tolerance"])));
}
