namespace KafkaQuiz.Content.Questions;

/// <summary>Lines of a <c>.properties</c> file, judged by meaning. Response: <c>text</c>.</summary>
/// <param name="Head">What every kind has.</param>
/// <param name="Answers">Right texts of lines, at least one.</param>
/// <param name="ExtraAllowed">Whether lines that the answer does not have are let through. Default false.</param>
/// <param name="AnyValue">Keys whose value does not matter.</param>
/// <param name="Scoring">How a partly right answer counts.</param>
/// <param name="Mistakes">Recognised wrong lines, first match wins.</param>
public sealed record ConfigVariant(
    VariantHead Head,
    IReadOnlyList<string> Answers,
    bool ExtraAllowed,
    IReadOnlyList<string> AnyValue,
    ConfigScoring Scoring,
    IReadOnlyList<ConfigMistake> Mistakes) : QuestionVariant(Head)
{
    public override QuestionKind Kind => QuestionKind.Config;

    public override IReadOnlyList<string> Fields => ["text"];

    public override Response RightResponse() => Response.Of("text", Answers[0]);
}

/// <summary>A wrong config that is recognised.</summary>
/// <param name="When">What it looks like.</param>
/// <param name="Credit">Share of the points, 0 to under 1.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record ConfigMistake(ConfigShape When, decimal Credit, LocalizedText Why);

/// <summary>What a config looks like; all that is not null must hold.</summary>
/// <param name="Key">A key that is there with <paramref name="Value"/>.</param>
/// <param name="Value">That key's value.</param>
/// <param name="Has">A key that is there, whatever its value.</param>
/// <param name="Lacks">A key that is not there.</param>
public sealed record ConfigShape(string? Key, string? Value, string? Has, string? Lacks);

/// <summary>How a partly right config counts.</summary>
public enum ConfigScoring
{
    /// <summary>1 where all is right, else 0. The default.</summary>
    AllOrNothing,

    /// <summary>Share of the answer's lines that are right; each line too many (where refused) takes one away, never under 0.</summary>
    PerLine,
}
