namespace KafkaQuiz.Content.Questions;

/// <summary>Any number of choices may be right. Response: <c>choice</c> = the marked keys (no field, or no value: none marked).</summary>
/// <param name="Head">What every kind has.</param>
/// <param name="Choices">In the order shown; at least one is correct, at least one is not.</param>
/// <param name="Scoring">How a partly right answer counts.</param>
public sealed record MultipleChoiceVariant(VariantHead Head, IReadOnlyList<VariantChoice> Choices, MultipleChoiceScoring Scoring)
    : QuestionVariant(Head)
{
    public override QuestionKind Kind => QuestionKind.MultipleChoice;

    public override IReadOnlyList<string> Fields => ["choice"];

    public override Response RightResponse() => Response.Of("choice", [.. Choices.Where(choice => choice.Correct).Select(choice => choice.Key)]);
}

/// <summary>How a partly right multiple choice counts.</summary>
public enum MultipleChoiceScoring
{
    /// <summary>1 where exactly the right choices are marked, else 0. The default.</summary>
    AllOrNothing,

    /// <summary>(right marked − wrong marked) / right, never under 0.</summary>
    RightMinusWrong,

    /// <summary>Each choice marked as it should be earns 1/n.</summary>
    PerChoice,
}
