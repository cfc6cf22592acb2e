namespace KafkaQuiz.Content.Expressions;

/// <summary>An expression that cannot be read, or whose value cannot be computed (unknown name, division by zero, overflow).</summary>
public sealed class ExpressionException(LocalizedText problem, int column = 0) : Exception(problem.En)
{
    /// <summary>What is wrong, in both languages.</summary>
    public LocalizedText Problem { get; } = problem;

    /// <summary>0-based place in the expression's text.</summary>
    public int Column { get; } = column;
}
