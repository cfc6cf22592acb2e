using KafkaQuiz.Content.Expressions;

namespace KafkaQuiz.Content.Questions;

/// <summary>
/// One concrete question as a learner sees it: parameters drawn, texts filled in, choices shuffled under opaque keys, the right
/// answer computed. It carries the answer: never send it to a client as it is.
/// </summary>
/// <param name="Head">What every kind has.</param>
public abstract record QuestionVariant(VariantHead Head)
{
    /// <summary>The kind, one per sealed record.</summary>
    public abstract QuestionKind Kind { get; }

    /// <summary>The names of the fields that a <see cref="Response"/> to this variant may have (docs/questions.md, "Responses").</summary>
    public abstract IReadOnlyList<string> Fields { get; }

    /// <summary>A response that earns every point.</summary>
    public abstract Response RightResponse();

    /// <summary>Full id: <c>4.3/idle-consumer</c>.</summary>
    public string QuestionId => Head.QuestionId;

    /// <summary>SHA-256 of the question's canonical form, lower-case hex.</summary>
    public string ContentHash => Head.ContentHash;

    /// <summary>The seed that drew this variant.</summary>
    public ulong Seed => Head.Seed;

    /// <summary>Points for a right answer, above 0.</summary>
    public decimal Points => Head.Points;

    /// <summary>The question, Markdown.</summary>
    public LocalizedText Ask => Head.Ask;
}

/// <summary>What every variant has, whatever its kind.</summary>
public sealed record VariantHead
{
    /// <summary>Full id: <c>4.3/idle-consumer</c>.</summary>
    public required string QuestionId { get; init; }

    /// <summary>SHA-256 of the question's canonical form, lower-case hex.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The seed that drew this variant.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What the question asks of the learner.</summary>
    public required Level Level { get; init; }

    /// <summary>Points for a right answer, above 0. Default 1.</summary>
    public decimal Points { get; init; } = 1;

    /// <summary>The question, Markdown.</summary>
    public required LocalizedText Ask { get; init; }

    /// <summary>Shown after the answer, Markdown; null where the whys say it all.</summary>
    public LocalizedText? Explain { get; init; }

    /// <summary>Path of the figure below the folder <c>questions</c> (<c>ch04/figures/4.3-groups.svg</c>), or null.</summary>
    public string? Figure { get; init; }

    /// <summary>What the figure shows, for who cannot see it; there whenever <see cref="Figure"/> is.</summary>
    public LocalizedText? FigureAlt { get; init; }

    /// <summary>Where a reader can check the answer.</summary>
    public required Uri Source { get; init; }

    /// <summary>The drawn and computed parameters by name; empty where the question has none.</summary>
    public IReadOnlyDictionary<string, Value> Values { get; init; } = new Dictionary<string, Value>();
}
