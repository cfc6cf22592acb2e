using KafkaQuiz.Content.Expressions;

namespace KafkaQuiz.Content.Questions;

/// <summary>What every authored question has, whatever its kind. Texts are templates (<c>{rate}</c>).</summary>
public sealed record QuestionInfo
{
    /// <summary>Full id: <c>4.3/idle-consumer</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The section that it belongs to: <c>4.3</c>.</summary>
    public required string Section { get; init; }

    /// <summary>What it asks of the learner.</summary>
    public required Level Level { get; init; }

    /// <summary>Points for a right answer, above 0. Default 1.</summary>
    public decimal Points { get; init; } = 1;

    /// <summary>The question, a Markdown template.</summary>
    public required LocalizedText Ask { get; init; }

    /// <summary>Shown after the answer, a Markdown template, or null.</summary>
    public LocalizedText? Explain { get; init; }

    /// <summary>Path of the figure below the folder <c>questions</c>, or null.</summary>
    public string? Figure { get; init; }

    /// <summary>What the figure shows; there whenever <see cref="Figure"/> is.</summary>
    public LocalizedText? FigureAlt { get; init; }

    /// <summary>Where a reader can check the answer.</summary>
    public required Uri Source { get; init; }

    /// <summary>The parameters and what must hold of them.</summary>
    public Draws Draws { get; init; } = Draws.None;

    /// <summary>
    /// The question's canonical form: JSON with sorted keys, independent of the file's path, comments and layout. A copy kept with an
    /// attempt reads back with <see cref="QuestionArchive"/>, so that what a learner saw outlives an edit of the bank.
    /// </summary>
    public required string Canonical { get; init; }

    /// <summary>SHA-256 of the canonical form and of the figure's bytes, lower-case hex.</summary>
    public required string ContentHash { get; init; }
}
