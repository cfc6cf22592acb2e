namespace KafkaQuiz.Content.Questions;

/// <summary>A right side for every left side. Response: <c>match.LEFTKEY</c> = a right key.</summary>
/// <param name="Head">What every kind has.</param>
/// <param name="Lefts">In the order shown.</param>
/// <param name="Rights">In the order shown; those that belong nowhere are among them.</param>
/// <param name="Scoring">How a partly right answer counts.</param>
public sealed record MatchingVariant(
    VariantHead Head,
    IReadOnlyList<MatchingLeft> Lefts,
    IReadOnlyList<MatchingRight> Rights,
    MatchingScoring Scoring) : QuestionVariant(Head)
{
    public override QuestionKind Kind => QuestionKind.Matching;

    public override IReadOnlyList<string> Fields => [.. Lefts.Select(left => left.Field)];

    public override Response RightResponse() => Response.Of([.. Lefts.Select(left => (left.Field, (string[])[left.RightKey]))]);
}

/// <summary>A left side.</summary>
/// <param name="Key">Short opaque string, unique in its variant.</param>
/// <param name="Text">Markdown.</param>
/// <param name="RightKey">Key of the right side that belongs to it.</param>
/// <param name="Why">Why they belong together.</param>
public sealed record MatchingLeft(string Key, LocalizedText Text, string RightKey, LocalizedText Why)
{
    /// <summary>The field of a response that matches this side.</summary>
    public string Field => "match." + Key;
}

/// <summary>A right side.</summary>
/// <param name="Key">Short opaque string, unique in its variant.</param>
/// <param name="Text">Plain text (it stands in a menu).</param>
public sealed record MatchingRight(string Key, LocalizedText Text);

/// <summary>How a partly right matching counts.</summary>
public enum MatchingScoring
{
    /// <summary>Every pair earns 1/n. The default.</summary>
    PerPair,

    /// <summary>1 where every pair is right, else 0.</summary>
    AllOrNothing,
}
