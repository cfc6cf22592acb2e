namespace KafkaQuiz.Content.Labs;

/// <summary>What a learner finds out and writes down in the lab's page; graded by the <c>answer-…</c> checks.</summary>
/// <param name="Id">Unique among the lab's answers.</param>
/// <param name="Kind">How it is given.</param>
/// <param name="Ask">What is asked for; Markdown.</param>
/// <param name="Unit">Unit of a number (<c>GB</c>), or null for a bare one.</param>
/// <param name="Choices">What to choose from; empty for the other kinds.</param>
public sealed record LabAnswer(string Id, AnswerKind Kind, LocalizedText Ask, string? Unit, IReadOnlyList<AnswerChoice> Choices);

/// <summary>How an answer is given.</summary>
public enum AnswerKind
{
    /// <summary><c>text</c>: one line.</summary>
    Text,

    /// <summary><c>number</c>: read as people type it (1,234.5).</summary>
    Number,

    /// <summary><c>choice</c>: one of several.</summary>
    Choice,
}

/// <summary>A choice.</summary>
/// <param name="Value">As checks compare it.</param>
/// <param name="Text">As the learner reads it.</param>
public sealed record AnswerChoice(string Value, LocalizedText Text);
