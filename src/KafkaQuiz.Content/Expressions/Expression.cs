namespace KafkaQuiz.Content.Expressions;

/// <summary>
/// An expression over parameters (docs/questions.md, "Variants"). Numbers are decimals: exact for + − * and for whole powers, 28 digits for the
/// rest, so that every machine computes the same.
/// </summary>
public sealed class Expression : IEquatable<Expression>
{
    private readonly Term root;

    private Expression(string source, Term root, IReadOnlySet<string> names)
    {
        Source = source;
        this.root = root;
        Names = names;
    }

    /// <summary>As written.</summary>
    public string Source { get; }

    /// <summary>The parameters that it uses.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="ExpressionException">It cannot be read.</exception>
    public static Expression Parse(string source)
    {
        var parser = new ExpressionParser(source);
        return new(source, parser.Parse(), parser.Names);
    }

    /// <summary>Computes its value.</summary>
    /// <exception cref="ExpressionException">A parameter is missing, types do not fit, or the value cannot be computed.</exception>
    public Value Evaluate(IReadOnlyDictionary<string, Value> values)
    {
        try
        {
            return root.Evaluate(values);
        }
        catch (OverflowException)
        {
            throw new ExpressionException(new($"`{Source}`의 값이 너무 큽니다.", $"The value of `{Source}` is too large."));
        }
        catch (DivideByZeroException)
        {
            throw new ExpressionException(new($"`{Source}`에서 0으로 나눕니다.", $"`{Source}` divides by zero."));
        }
    }

    /// <summary>Computes a number.</summary>
    /// <exception cref="ExpressionException">As <see cref="Evaluate"/>, or the value is no number.</exception>
    public decimal Number(IReadOnlyDictionary<string, Value> values) => Evaluate(values) is Value.Number number
        ? number.Amount
        : throw new ExpressionException(new($"`{Source}`의 값은 숫자여야 합니다.", $"`{Source}` must be a number."));

    /// <summary>Computes a truth.</summary>
    /// <exception cref="ExpressionException">As <see cref="Evaluate"/>, or the value is no truth.</exception>
    public bool Truth(IReadOnlyDictionary<string, Value> values) => Evaluate(values) is Value.Truth truth
        ? truth.Holds
        : throw new ExpressionException(new($"`{Source}`의 값은 참이나 거짓이어야 합니다.", $"`{Source}` must be true or false."));

    public bool Equals(Expression? other) => other is not null && Source == other.Source;

    public override bool Equals(object? obj) => Equals(obj as Expression);

    public override int GetHashCode() => Source.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Source;
}
