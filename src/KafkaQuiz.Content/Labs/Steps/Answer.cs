using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>answer: { answer, value }</c>, or <c>{ answer, fact, plus }</c>: the learner writes an answer down: a value, or what is so in the cluster
/// at that moment.
/// </summary>
/// <param name="Id">Of the answer.</param>
/// <param name="Value">What is written, or null where it is a fact.</param>
/// <param name="Fact">What is so, or null where it is a value.</param>
/// <param name="Plus">Added to a fact that is a number, for attempts that are to be wrong. Default 0.</param>
public sealed record Answer(string Id, string? Value, Fact? Fact, decimal Plus) : LabStep
{
    internal static StepForm Form { get; } = new(
        "answer",
        new MapShape(
            Key.Required("answer", QuestionShapes.Slug),
            Key.Optional("value", TextShape.Any),
            Key.Optional("fact", FactForms.Shape),
            Key.Optional("plus", NumberShape.AnyTemplate))
        { ExactlyOne = ["value", "fact"] },
        node => new Answer(
            node["answer"]!.Text, node["value"]?.Text, node["fact"] is { } fact ? FactForms.Read(fact) : null, ItemReader.Number(node["plus"], 0)));
}
