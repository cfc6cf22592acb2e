namespace KafkaQuiz.Content.Questions;

/// <summary>A statement that is true or false. Response: <c>choice</c> = <c>true</c> or <c>false</c>.</summary>
/// <param name="Head">What every kind has.</param>
/// <param name="Answer">Whether the statement is true.</param>
/// <param name="WhyTrue">Shown to who answered true.</param>
/// <param name="WhyFalse">Shown to who answered false.</param>
public sealed record TrueFalseVariant(VariantHead Head, bool Answer, LocalizedText WhyTrue, LocalizedText WhyFalse) : QuestionVariant(Head)
{
    public override QuestionKind Kind => QuestionKind.TrueFalse;

    public override IReadOnlyList<string> Fields => ["choice"];

    public override Response RightResponse() => Response.Of("choice", Answer ? "true" : "false");
}
