using KafkaQuiz.Content.Expressions;

namespace KafkaQuiz.Content.Questions;

/// <summary>A question as it is authored: a template that draws variants. One sealed record per kind.</summary>
/// <param name="Info">What every kind has.</param>
public abstract record Question(QuestionInfo Info)
{
    /// <summary>The kind, one per sealed record.</summary>
    public abstract QuestionKind Kind { get; }

    /// <summary>Full id: <c>4.3/idle-consumer</c>. Never reused, never renamed.</summary>
    public string Id => Info.Id;

    /// <summary>The section that it belongs to: <c>4.3</c>.</summary>
    public string Section => Info.Section;

    /// <summary>What it asks of the learner.</summary>
    public Level Level => Info.Level;

    /// <summary>Points for a right answer, above 0. Default 1.</summary>
    public decimal Points => Info.Points;

    /// <summary>SHA-256 of the canonical form and of the figure's bytes, lower-case hex.</summary>
    public string ContentHash => Info.ContentHash;

    /// <summary>Whether two seeds can show different values (not only another order).</summary>
    public bool IsParameterised => Info.Draws.Parameters.Count > 0;

    /// <summary>The right and wrong answers that the author wrote beside it, replayed by the tests; empty for kinds that need none.</summary>
    public virtual IReadOnlyList<Example> Examples => [];

    /// <summary>
    /// Draws the variant of <paramref name="seed"/>: the same question content and the same seed give the same variant on every machine.
    /// </summary>
    /// <exception cref="ExpressionException">The question's expressions fail under this draw; the lint refuses such a question.</exception>
    public QuestionVariant Vary(ulong seed) => Make(new Drawn(Info, seed, Info.Draws.Draw(seed, Info.Id)));

    /// <summary>The variant of given values, as examples use it; <paramref name="seed"/> shuffles. What is required is not looked at.</summary>
    /// <exception cref="ExpressionException">A value is missing, or an expression fails.</exception>
    public QuestionVariant Vary(ulong seed, IReadOnlyDictionary<string, Value> given) => Make(new Drawn(Info, seed, Info.Draws.With(given)));

    private protected abstract QuestionVariant Make(Drawn drawn);
}
