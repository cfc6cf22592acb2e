using System.Globalization;
using System.Text;

namespace KafkaQuiz.Content.Expressions;

/// <summary>
/// Texts with marks: <c>{rate}</c> a parameter (numbers with digit grouping), <c>{rate:raw}</c> without grouping, <c>{=rate * 2}</c> a computed
/// number, <c>{=rate * 2:raw}</c> without grouping, <c>{{</c> a brace.
/// </summary>
internal static class Template
{
    /// <summary>The text with every mark replaced. <paramref name="raw"/>: no digit grouping anywhere (a command, a config).</summary>
    /// <exception cref="ExpressionException">A mark cannot be read or computed.</exception>
    public static string Fill(string text, IReadOnlyDictionary<string, Value> values, bool raw = false)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
            return text;
        var filled = new StringBuilder(text.Length + 32);
        foreach (var part in Parts(text))
            filled.Append(part.Expression is null ? part.Text : Print(part.Expression.Evaluate(values), raw || part.Raw));
        return filled.ToString();
    }

    /// <summary>Every mark of a text, in order.</summary>
    /// <exception cref="ExpressionException">A mark cannot be read; the column is its place in the text.</exception>
    public static IEnumerable<Expression> Marks(string text) =>
        text.Contains('{', StringComparison.Ordinal) ? Parts(text).Where(part => part.Expression is not null).Select(part => part.Expression!) : [];

    /// <summary>Writes a value as a learner reads it: at most 6 places after the point.</summary>
    public static string Print(Value value, bool raw) => value switch
    {
        Value.Number number when raw => number.ToString(),
        Value.Number number => number.Amount.ToString("#,##0.######", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static List<Part> Parts(string text)
    {
        var parts = new List<Part>();
        int at = 0;
        while (at < text.Length)
        {
            int open = text.IndexOf('{', at);
            if (open < 0)
            {
                parts.Add(new(text[at..], null, false));
                break;
            }

            if (open > at)
                parts.Add(new(text[at..open], null, false));
            if (open + 1 < text.Length && text[open + 1] == '{')
            {
                parts.Add(new("{", null, false));
                at = open + 2;
                continue;
            }

            int close = text.IndexOf('}', open);
            if (close < 0)
                throw Unclosed(open);
            parts.Add(Mark(text[(open + 1)..close], open));
            at = close + 1;
        }

        return parts;
    }

    private static Part Mark(string mark, int column)
    {
        bool raw = mark.EndsWith(":raw", StringComparison.Ordinal);
        string inner = raw ? mark[..^4] : mark;
        bool computed = inner.StartsWith('=');
        if (!computed && (inner.Length == 0 || !inner.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')))
            throw Unclosed(column);
        try
        {
            return new("", Expression.Parse(computed ? inner[1..] : inner), raw);
        }
        catch (ExpressionException fault)
        {
            throw new ExpressionException(fault.Problem, column);
        }
    }

    private static ExpressionException Unclosed(int column) => new(
        new("`{` 다음에는 매개변수 이름이나 `=식`과 `}`가 와야 합니다. 중괄호 글자는 `{{`로 씁니다.",
            "`{` must be followed by a parameter or `=expression`, and `}`. Write `{{` for the brace itself."), column);

    private sealed record Part(string Text, Expression? Expression, bool Raw);
}
