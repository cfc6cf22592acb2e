using System.Globalization;
using KafkaQuiz.Content.Random;

namespace KafkaQuiz.Content.Expressions;

/// <summary>The parameters of a question or a lab and what must hold of them.</summary>
/// <param name="Parameters">Computed ones after all that they use. The order of the others does not matter: each draws from a stream of its own.</param>
/// <param name="Require">Every one must be true of a draw.</param>
public sealed record Draws(IReadOnlyList<Parameter> Parameters, IReadOnlyList<Expression> Require)
{
    // Where at least 1 draw in 20 is kept (the lint sees to it), 2,000 tries fail together once in 10^44 questions.
    private const int MaxTries = 2000;

    /// <summary>No parameters.</summary>
    public static Draws None { get; } = new([], []);

    /// <summary>The values of <paramref name="seed"/>.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="owner">Id of what draws, so that two questions with one seed do not draw alike.</param>
    /// <exception cref="ExpressionException">An expression fails, or no draw satisfies what is required.</exception>
    public IReadOnlyDictionary<string, Value> Draw(ulong seed, string owner)
    {
        for (int attempt = 0; attempt < MaxTries; attempt++)
        {
            if (Try(seed, owner, attempt) is { } values)
                return values;
        }

        throw new ExpressionException(new("`require`를 만족하는 값을 찾지 못했습니다.", "No draw satisfies `require`."));
    }

    /// <summary>The values of one try, or null where they do not satisfy what is required.</summary>
    internal IReadOnlyDictionary<string, Value>? Try(ulong seed, string owner, int attempt)
    {
        if (Parameters.Count == 0)
            return new Dictionary<string, Value>();
        var values = new Dictionary<string, Value>(Parameters.Count, StringComparer.Ordinal);
        foreach (var parameter in Parameters)
        {
            values[parameter.Name] = parameter is ComputedParameter computed
                ? computed.Expression.Evaluate(values)
                : parameter.Draw(SeededRandom.For(seed, owner, "given", parameter.Name, attempt.ToString(CultureInfo.InvariantCulture)));
        }

        return Require.All(must => must.Truth(values)) ? values : null;
    }

    /// <summary>The values that follow from given ones: computed parameters are added. Drawn ones must all be given.</summary>
    /// <exception cref="ExpressionException">One is missing or an expression fails.</exception>
    public IReadOnlyDictionary<string, Value> With(IReadOnlyDictionary<string, Value> given)
    {
        var values = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var parameter in Parameters)
        {
            if (given.TryGetValue(parameter.Name, out var value))
                values[parameter.Name] = value;
            else if (parameter is ComputedParameter computed)
                values[parameter.Name] = computed.Expression.Evaluate(values);
            else
                throw new ExpressionException(new($"'{parameter.Name}' 값이 없습니다.", $"There is no value for '{parameter.Name}'."));
        }

        return values;
    }
}
