namespace KafkaQuiz.Content.Questions;

/// <summary>One choice of several is right. Response: <c>choice</c> = its key.</summary>
/// <param name="Head">What every kind has.</param>
/// <param name="Choices">In the order shown; exactly one is correct.</param>
public sealed record SingleChoiceVariant(VariantHead Head, IReadOnlyList<VariantChoice> Choices) : QuestionVariant(Head)
{
    public override QuestionKind Kind => QuestionKind.SingleChoice;

    public override IReadOnlyList<string> Fields => ["choice"];

    public override Response RightResponse() => Response.Of("choice", Choices.Single(choice => choice.Correct).Key);
}
