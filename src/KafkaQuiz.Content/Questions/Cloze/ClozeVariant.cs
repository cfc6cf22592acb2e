namespace KafkaQuiz.Content.Questions;

/// <summary>A text with blanks. Response: <c>blank.NAME</c> for each; for a menu the value is the option's key.</summary>
/// <param name="Head">What every kind has; its question is the instruction.</param>
/// <param name="Text">Markdown in which <c>[[name]]</c> marks each blank, once, in both languages.</param>
/// <param name="Blanks">In the order of the Korean text.</param>
/// <param name="Scoring">How a partly right answer counts.</param>
public sealed record ClozeVariant(VariantHead Head, LocalizedText Text, IReadOnlyList<VariantBlank> Blanks, ClozeScoring Scoring)
    : QuestionVariant(Head)
{
    public override QuestionKind Kind => QuestionKind.Cloze;

    public override IReadOnlyList<string> Fields => [.. Blanks.Select(blank => blank.Field)];

    public override Response RightResponse() => Response.Of([.. Blanks.Select(blank => (blank.Field, (string[])[blank.RightValue]))]);
}

/// <summary>How a partly right cloze counts.</summary>
public enum ClozeScoring
{
    /// <summary>Every blank earns 1/n. The default.</summary>
    PerBlank,

    /// <summary>1 where every blank is right, else 0.</summary>
    AllOrNothing,
}
