namespace KafkaQuiz.Content.Questions;

/// <summary>A word or a short phrase. Response: <c>text</c>.</summary>
/// <param name="Head">What every kind has.</param>
/// <param name="Matches">What is right.</param>
/// <param name="Mistakes">Recognised wrong answers, first match wins.</param>
public sealed record ShortTextVariant(VariantHead Head, TextMatch Matches, IReadOnlyList<TextMistake> Mistakes) : QuestionVariant(Head)
{
    public override QuestionKind Kind => QuestionKind.ShortText;

    public override IReadOnlyList<string> Fields => ["text"];

    public override Response RightResponse() => Response.Of("text", Matches.Answers[0]);
}

/// <summary>A wrong text that is recognised.</summary>
/// <param name="When">What it looks like.</param>
/// <param name="Credit">Share of the points, 0 to under 1.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record TextMistake(TextMatch When, decimal Credit, LocalizedText Why);
