using System.Globalization;

namespace KafkaQuiz.Content.Expressions;

/// <summary>A part of an expression.</summary>
internal abstract record Term
{
    public abstract Value Evaluate(IReadOnlyDictionary<string, Value> values);

    protected static decimal Number(Value value) => value is Value.Number number
        ? number.Amount
        : throw new ExpressionException(new($"숫자가 아닙니다: '{value}'", $"'{value}' is not a number."));

    protected static bool Truth(Value value) => value is Value.Truth truth
        ? truth.Holds
        : throw new ExpressionException(new($"참도 거짓도 아닙니다: '{value}'", $"'{value}' is neither true nor false."));
}

/// <summary>A value as written.</summary>
internal sealed record Literal(Value Value) : Term
{
    public override Value Evaluate(IReadOnlyDictionary<string, Value> values) => Value;
}

/// <summary>A parameter.</summary>
internal sealed record Name(string Parameter, int Column) : Term
{
    public override Value Evaluate(IReadOnlyDictionary<string, Value> values) => values.TryGetValue(Parameter, out var value)
        ? value
        : throw new ExpressionException(new($"없는 매개변수입니다: '{Parameter}'", $"There is no parameter '{Parameter}'."), Column);
}

/// <summary>A minus sign or <c>not</c>.</summary>
internal sealed record Unary(string Operator, Term Operand) : Term
{
    public override Value Evaluate(IReadOnlyDictionary<string, Value> values)
    {
        var value = Operand.Evaluate(values);
        return Operator == "-" ? new Value.Number(-Number(value)) : new Value.Truth(!Truth(value));
    }
}

/// <summary>Two operands. <c>and</c> and <c>or</c> look at the second only where it matters.</summary>
internal sealed record Binary(string Operator, Term Left, Term Right) : Term
{
    public override Value Evaluate(IReadOnlyDictionary<string, Value> values)
    {
        var left = Left.Evaluate(values);
        switch (Operator)
        {
            case "and":
                return new Value.Truth(Truth(left) && Truth(Right.Evaluate(values)));
            case "or":
                return new Value.Truth(Truth(left) || Truth(Right.Evaluate(values)));
        }

        var right = Right.Evaluate(values);
        return Operator switch
        {
            "==" => new Value.Truth(left == right),
            "!=" => new Value.Truth(left != right),
            "<" => new Value.Truth(Number(left) < Number(right)),
            "<=" => new Value.Truth(Number(left) <= Number(right)),
            ">" => new Value.Truth(Number(left) > Number(right)),
            ">=" => new Value.Truth(Number(left) >= Number(right)),
            "+" => new Value.Number(Number(left) + Number(right)),
            "-" => new Value.Number(Number(left) - Number(right)),
            "*" => new Value.Number(Number(left) * Number(right)),
            "/" => new Value.Number(Number(left) / Number(right)),
            "%" => new Value.Number(Modulo(Number(left), Number(right))),
            _ => new Value.Number(Power(Number(left), Number(right))),
        };
    }

    // The sign of the divisor, as partition = hash mod n is meant: −1 % 3 is 2.
    private static decimal Modulo(decimal a, decimal n)
    {
        decimal rest = a % n;
        return rest != 0 && rest < 0 != n < 0 ? rest + n : rest;
    }

    private static decimal Power(decimal @base, decimal exponent)
    {
        if (exponent != decimal.Truncate(exponent) || Math.Abs(exponent) > 1000)
        {
            // Roots would need floating point, which differs from machine to machine.
            throw new ExpressionException(new("거듭제곱의 지수는 정수여야 합니다.", "The exponent must be a whole number."));
        }

        decimal power = 1;
        for (int i = 0; i < Math.Abs(exponent); i++)
            power *= @base;
        return exponent < 0 ? 1 / power : power;
    }
}

/// <summary>A function.</summary>
internal sealed record Call(string Function, IReadOnlyList<Term> Arguments) : Term
{
    /// <summary>The functions with the fewest and most arguments that they take.</summary>
    public static IReadOnlyDictionary<string, (int Min, int Max)> Functions { get; } = new Dictionary<string, (int, int)>
    {
        ["min"] = (1, 16),
        ["max"] = (1, 16),
        ["floor"] = (1, 1),
        ["ceil"] = (1, 1),
        ["round"] = (1, 2),
        ["abs"] = (1, 1),
        ["if"] = (3, 3),
        ["iso"] = (1, 1),
    };

    public override Value Evaluate(IReadOnlyDictionary<string, Value> values)
    {
        if (Function == "if")
            return Arguments[Truth(Arguments[0].Evaluate(values)) ? 1 : 2].Evaluate(values);
        decimal[] numbers = [.. Arguments.Select(argument => Number(argument.Evaluate(values)))];
        if (Function == "iso")
            return new Value.Text(Time(numbers[0]));
        return new Value.Number(Function switch
        {
            "min" => numbers.Min(),
            "max" => numbers.Max(),
            "floor" => Math.Floor(numbers[0]),
            "ceil" => Math.Ceiling(numbers[0]),
            "abs" => Math.Abs(numbers[0]),
            _ => Math.Round(numbers[0], numbers.Length == 2 ? (int)Math.Clamp(numbers[1], 0, 28) : 0, MidpointRounding.AwayFromZero),
        });
    }

    // As Kafka's tools take it: --to-datetime 2026-01-05T09:00:00.000Z.
    private static string Time(decimal milliseconds) => milliseconds is >= 0 and < 253_402_300_800_000
        ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        : throw new ExpressionException(new($"시각이 아닌 값입니다: {milliseconds}", $"{milliseconds} is no time."));
}
