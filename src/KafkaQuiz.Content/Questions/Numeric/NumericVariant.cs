using KafkaQuiz.Content.Expressions;

namespace KafkaQuiz.Content.Questions;

/// <summary>A number, with or without its unit. Response: <c>text</c>.</summary>
/// <param name="Head">What every kind has.</param>
/// <param name="Answer">In <paramref name="Unit"/>.</param>
/// <param name="Tolerance">How far off still counts.</param>
/// <param name="Unit">The unit asked for, or null for a bare number.</param>
/// <param name="Units">Spellings of units that may follow the number, by their factor to the answer's unit; holds <paramref name="Unit"/> with 1.</param>
/// <param name="Mistakes">Recognised wrong answers, first match wins. None is within tolerance of the answer.</param>
public sealed record NumericVariant(
    VariantHead Head,
    decimal Answer,
    Tolerance Tolerance,
    string? Unit,
    IReadOnlyDictionary<string, decimal> Units,
    IReadOnlyList<NumericMistake> Mistakes) : QuestionVariant(Head)
{
    public override QuestionKind Kind => QuestionKind.Numeric;

    public override IReadOnlyList<string> Fields => ["text"];

    public override Response RightResponse() => Response.Of("text", new Value.Number(Answer).ToString());
}

/// <summary>A wrong number that is recognised.</summary>
/// <param name="Value">The number, in the answer's unit; the answer's tolerance applies to it too.</param>
/// <param name="Credit">Share of the points, 0 to under 1.</param>
/// <param name="Why">What was forgotten.</param>
public sealed record NumericMistake(decimal Value, decimal Credit, LocalizedText Why);
