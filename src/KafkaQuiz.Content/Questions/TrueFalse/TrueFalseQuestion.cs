using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>A statement that is true or false.</summary>
/// <param name="Info">What every kind has.</param>
/// <param name="Answer">Whether the statement is true.</param>
/// <param name="WhyTrue">Shown to who answered true.</param>
/// <param name="WhyFalse">Shown to who answered false.</param>
public sealed record TrueFalseQuestion(QuestionInfo Info, bool Answer, LocalizedText WhyTrue, LocalizedText WhyFalse) : Question(Info)
{
    internal static MapShape Shape { get; } = QuestionShapes.Common("true-false",
        Key.Required("answer", TruthShape.Any),
        Key.Required("why", new MapShape(Key.Required("true", QuestionShapes.Why), Key.Required("false", QuestionShapes.Why))));

    public override QuestionKind Kind => QuestionKind.TrueFalse;

    internal static Question Read(ItemReader read, YamlNode node, QuestionInfo info) =>
        new TrueFalseQuestion(info, node["answer"]!.Text == "true", read.Text(node["why"]!["true"]!), read.Text(node["why"]!["false"]!));

    private protected override QuestionVariant Make(Drawn drawn) => new TrueFalseVariant(drawn.Head(), Answer, drawn.Fill(WhyTrue), drawn.Fill(WhyFalse));
}
